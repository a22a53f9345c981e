"""Run one round in a process of its own, and end that process at a chosen moment as a power cut would.

python -m tests.sync.killed_round HOME ADDRESS ENDPOINT before|after PASSPHRASE
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.wire.codec import Message
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.sync.bad_line import BadLine

POWER_CUT = 9


def main() -> None:
    home, address, at, when, passphrase = sys.argv[1:]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == at and when == "before":
            os._exit(POWER_CUT)
        answer = go_on()
        if endpoint == at and when == "after":
            os._exit(POWER_CUT)
        return answer

    def remotes(_: str, pin: bytes) -> Transport:
        return BadLine(connect(address), fault)

    vault = unlock(choose(Path(home)), passphrase, allow_test_profile=True)
    sync_now(vault, remotes, datetime.now(UTC), os.urandom)
    vault.close()


if __name__ == "__main__":
    main()
