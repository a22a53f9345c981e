"""The officer's desk: what is signed there with the officer's key, against the server of the schedule."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.domain.ids import DeviceId
from peerdesk.domain.vocabulary import Role
from peerdesk.work.assigning import Assignment, assign, end_supervision
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.enrolment import Remotes
from peerdesk.work.officer import Invitation, make_invite
from peerdesk.work.revoking import OfficerAsk, revoke_device, revoke_person
from peerdesk.work.role_change import change_role
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE

PEER_NAME, SUPERVISOR_NAME = "Devon Achebe", "Tomas Okafor"


class Desk:
    """Every act raises what is in its way."""

    def __init__(self, folder: Path, remotes: Remotes) -> None:
        self._folder = folder
        self._remotes = remotes

    def revoke_device(self, device: DeviceId) -> None:
        """Take a computer of the peer's off the list."""
        revoke_device(self._ask(), device.hex())

    def revoke_person(self) -> None:
        """Take the peer off the list, with all their computers and their sheet."""
        revoke_person(self._ask())

    def invite(self) -> str:
        """Return an invite for the peer, as text."""
        wanted = Invitation(server=ADDRESS, person=PEER_NAME, role=Role.PEER, supervisor=SUPERVISOR_NAME)
        return make_invite(self._folder, OFFICER_PASSPHRASE, wanted, datetime.now(UTC), allow_test_profile=True).text

    def end_supervision(self) -> None:
        """Say that the supervisor does not supervise the peer any more."""
        ask, names = self._ask(), (PEER_NAME, SUPERVISOR_NAME)
        end_supervision(self._folder, ask.passphrase, *names, ask.transport, ask.now, allow_test_profile=True)

    def supervise(self) -> None:
        """Say that the supervisor supervises the peer."""
        ask, wanted = self._ask(), Assignment(peer=PEER_NAME, supervisor=SUPERVISOR_NAME)
        assign(self._folder, ask.passphrase, wanted, ask.transport, ask.now, allow_test_profile=True)

    def change_role(self, role: Role) -> None:
        """Say what the supervisor does here from now on."""
        change_role(replace(self._ask(), person=SUPERVISOR_NAME), role)

    def look(self) -> None:
        """Read the directory; a server that was put back is handed what it has lost."""
        ask = self._ask()
        officer_pen(ask.folder, ask.passphrase, ask.transport, ask.now, allow_test_profile=True)

    def _ask(self) -> OfficerAsk:
        return OfficerAsk(
            folder=self._folder,
            passphrase=OFFICER_PASSPHRASE,
            transport=self._remotes("", b""),
            now=datetime.now(UTC),
            person=PEER_NAME,
            allow_test_profile=True,
        )
