"""Begin on a new computer in a process of its own, with small pages, and end that process at the nth page.

python -m tests.sync.killed_picture HOME ADDRESS ENDPOINT NUMBER PASSPHRASE
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peerdesk.sync import first_picture, pull
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.wire.codec import Message
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.sync.bad_line import BadLine
from tests.sync.killed_round import POWER_CUT

PAGE = 10


def main() -> None:
    home, address, at, number, passphrase = sys.argv[1:]
    first_picture.PAGE_REVISIONS = first_picture.LONG = pull.PAGE_REVISIONS = PAGE  # type: ignore[misc]
    left = [int(number)]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        answer = go_on()
        if endpoint == at:
            left[0] -= 1
            if left[0] <= 0:
                os._exit(POWER_CUT)
        return answer

    def remotes(_: str, pin: bytes) -> Transport:
        return BadLine(connect(address), fault)

    vault = unlock(choose(Path(home)), passphrase, allow_test_profile=True)
    sync_now(vault, remotes, datetime.now(UTC), os.urandom)
    vault.close()


if __name__ == "__main__":
    main()
