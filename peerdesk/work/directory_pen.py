"""A key that signs into the hospital's directory: the officer's, or the root's. Logged in, and up to date.

Every verb asks the directory first whether it says so already. So a verb that was cut short, or whose answer was lost,
may simply be run again: what was done is not done twice.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from peerdesk.domain.errors import OfficerKeyError, ServerRefusedError
from peerdesk.sync.directory import DirectoryTakenBackError, append, follow, hand_back
from peerdesk.sync.login import Credentials, Sign, log_in
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT, Signer, SignerRole
from peerdesk.wire.directory_body import Body
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import OfficerId
from peerdesk.wire.login import LoginKind
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.work.organisation_folder import RootSecret, keep_directory, known_directory, unlock_officer


@dataclass(slots=True, kw_only=True)
class Pen:
    """Signs entries onto the head of the directory, and keeps what the directory then says in the officer's folder."""

    folder: Path
    transport: Transport
    signer: Signer
    sign: Sign = field(repr=False)
    now: datetime
    directory: Directory
    entries: tuple[bytes, ...]

    @property
    def members(self) -> Members:
        """What the directory says now."""
        return self.directory.members

    @property
    def at(self) -> int:
        """The time in seconds since 1970."""
        return int(self.now.timestamp())

    def write(self, body: Body) -> None:
        """Sign one entry. Raises OfficerKeyError, OfflineError or a ServerError.

        After an OfflineError it may be there all the same, so every verb looks before it writes.
        """
        try:
            new = append(self.transport, self.directory, body, self.signer, self.sign, self.at)
        except ServerRefusedError as refusal:
            if is_refusal(refusal, ProblemCode.NOT_ALLOWED):
                raise OfficerKeyError("not_taken") from None
            raise
        self._keep(new)

    def catch_up(self) -> None:
        """Follow the directory to its head. A server that was put back is handed what it has lost."""
        try:
            new = follow(self.transport, self.directory)
        except DirectoryTakenBackError as taken_back:
            hand_back(self.transport, self.entries[taken_back.n :])
            new = follow(self.transport, self.directory)
        self._keep(new)

    def _keep(self, new: tuple[bytes, ...]) -> None:
        if new:
            self.entries += new
            keep_directory(self.folder, self.entries)


def officer_pen(
    folder: Path, passphrase: str, transport: Transport, now: datetime, *, allow_test_profile: bool = False
) -> Pen:
    """Log in as the officer. Raises what `unlock_officer` raises, OfficerKeyError, OfflineError or a ServerError."""
    key = unlock_officer(folder, passphrase, allow_test_profile=allow_test_profile).key
    directory, entries = known_directory(folder)
    pen = Pen(
        folder=folder,
        transport=transport,
        signer=Signer(role=SignerRole.OFFICER, id=key.id()),
        sign=key.signer().signatures,
        now=now,
        directory=directory,
        entries=entries,
    )
    _check_in_force(pen, key.id())
    try:
        log_in(transport, Credentials(kind=LoginKind.OFFICER, who=key.id(), sign=pen.sign))
    except ServerRefusedError as refusal:
        if is_refusal(refusal, ProblemCode.NOT_ALLOWED):
            raise OfficerKeyError("replaced") from None
        raise
    pen.catch_up()
    _check_in_force(pen, key.id())
    return pen


def root_pen(folder: Path, root: RootSecret, transport: Transport, now: datetime) -> Pen:
    """Log in as the root. Raises OfficerKeyError for another organisation's root, OfflineError or a ServerError."""
    directory, entries = known_directory(folder)
    fingerprint = root.key.fingerprint()
    if fingerprint != directory.root_fingerprint:
        raise OfficerKeyError("other_root")
    who, sign = fingerprint[:ROOT_FINGERPRINT_SHORT], root.key.signer().signatures
    log_in(transport, Credentials(kind=LoginKind.ROOT, who=who, sign=sign))
    pen = Pen(
        folder=folder,
        transport=transport,
        signer=Signer(role=SignerRole.ROOT, id=who),
        sign=sign,
        now=now,
        directory=directory,
        entries=entries,
    )
    pen.catch_up()
    return pen


def _check_in_force(pen: Pen, officer: OfficerId) -> None:
    known = pen.members.officer(officer)
    if known is not None and pen.at > known.expires:
        raise OfficerKeyError("expired")
    if known is not None and not pen.members.officer_speaks(officer, pen.at):
        raise OfficerKeyError("replaced")
