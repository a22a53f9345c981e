"""A hospital whose server asks for a sign-in, and whoever joins it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.vault.places import find_vaults
from peerdesk.wire.exchange import ProblemCode
from peerdesk.work.enrolment import Asks, Started, join_hospital, read_invite
from peerdesk.work.officer import org_people
from peerdesk.work.signing_in import BrowserSignIn, Waiting
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, Hospital, clock
from tests.support.provider import Provider, browse

FAILED = ProblemCode.SIGN_IN_FAILED.value
AWAY = ProblemCode.SIGN_IN_AWAY.value
NEEDED = ProblemCode.SIGN_IN_NEEDED.value
DEVON = "Devon Achebe"
Browser = Callable[[Waiting], object]


class Ward:
    """A hospital whose server asks for a sign-in, and whoever joins it."""

    def __init__(self, hospital: Hospital, provider: Provider) -> None:
        self.hospital = hospital
        self.provider = provider
        self.seen: list[Waiting] = []
        self.text = hospital.invite(DEVON)

    def join(self, browser: Browser | None = None, **how: Any) -> Started:
        def show(waiting: Waiting) -> None:
            self.seen.append(waiting)
            threading.Thread(target=browser or (lambda shown: browse(shown.address)), args=(waiting,)).start()

        told: dict[str, Any] = {
            "show": show,
            "check": lambda _page: None,
            "language": "en",
            "patience_seconds": 20,
        } | how
        return self.join_with(BrowserSignIn(**told))

    def join_with(self, sign_in: Any) -> Started:
        started = join_hospital(
            self.hospital.folder / "homes" / DEVON, read_invite(self.text), PASSPHRASE, clock(),
            remotes=self.hospital.remotes, profile=TEST_ONLY, asks=Asks(sign_in=sign_in),
        )  # fmt: skip
        self.hospital.open_vaults.append(started.vault)
        return started

    def joined(self) -> list[str]:
        line = self.hospital.remotes("", b"")
        people = org_people(self.hospital.org, clock(), OFFICER_PASSPHRASE, line, allow_test_profile=True)
        return [one.name for one in people if one.joined]

    def refused(self, browser: Browser | None = None, **how: Any) -> str:
        """Return why somebody did not get in; they left nothing behind."""
        with pytest.raises(ServerRefusedError) as refusal:
            self.join(browser, **how)
        assert self.joined() == []
        assert find_vaults(self.hospital.folder / "homes" / DEVON) == ()
        return refusal.value.reason
