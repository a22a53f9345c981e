"""May this revision be stored? Asked of every pushed revision before the log is touched.

The post office knows who writes where and whose record it is; what is inside it cannot know. A revision of
the caller's own device is vouched for by the login; of anybody else's device the signature is checked here,
because anybody who holds a revision may bring it back after the server has lost it.
"""

from dataclasses import dataclass

from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.server.problems import ProblemError
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.exchange import ProblemCode, Refusal
from peerdesk.wire.ids import DeviceId, PersonId, RecordId, RevisionId, SpaceId
from peerdesk.wire.members import Members
from peerdesk.wire.revision import (
    Header,
    Kind,
    Revision,
    check_body,
    is_blanked,
    parse_header,
    parse_revision,
    revision_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """One revision of a push, judged. `header` is None if it was too large to be read."""

    id: RevisionId
    frame: bytes
    revision: Revision
    header: Header | None
    refusal: Refusal

    @property
    def named(self) -> tuple[PersonId, RecordId]:
        """Return what names the record: its owner and its id."""
        if self.header is None:
            raise ValueError("a revision without a header names no record")
        return self.header.owner, self.header.record

    @property
    def is_blank(self) -> bool:
        return is_blanked(self.revision)

    def is_of(self, kind: Kind) -> bool:
        """Tell whether this is to be stored, and of that kind."""
        return self.refusal is Refusal.NONE and self.header is not None and self.header.kind is kind


def judge(frame: bytes, space: SpaceId, device: DeviceId, members: Members) -> Pushed:
    """Return the revision in `frame` and whether `device` may push it into `space`.

    Raises MalformedError or UnknownSuiteError, and ProblemError: for those the whole request is turned down,
    because another try, or another version, may do better.
    """
    revision = parse_revision(frame)
    header, refusal = None, Refusal.TOO_LARGE
    try:
        header = parse_header(revision.header)
        _check_shape(header, revision, space, members)
        refusal = _refusal(header, revision, device, members)
    except TooLargeError:
        header = None
    return Pushed(id=revision_id(revision), frame=frame, revision=revision, header=header, refusal=refusal)


def _check_shape(header: Header, revision: Revision, space: SpaceId, members: Members) -> None:
    check_body(header, revision)
    if header.space != space:
        raise MalformedError("a revision of another space")
    if header.kind is not Kind.EPOCH:
        return
    people = members.people_of(space)
    for reader in parse_epoch(revision.ciphertext).readers:
        known = members.device(reader)
        if known is None or known.person not in people:
            raise ProblemError(ProblemCode.NOT_ALLOWED, "a reader who does not belong to the space")


def _refusal(header: Header, revision: Revision, caller: DeviceId, members: Members) -> Refusal:
    writer = members.device(header.device)
    if writer is None or writer.person not in members.people_of(header.space):
        return Refusal.NOT_WRITER
    if header.owner != writer.person:
        return Refusal.NOT_OWNER
    if header.device == caller:
        return Refusal.NONE
    if not (members.is_live(writer.id) or _within_cut_off(header, members)):
        return Refusal.NOT_WRITER
    try:
        verify_revision(revision, writer.sign_public)
    except SignatureError:
        return Refusal.BAD_SIGNATURE
    return Refusal.NONE


def _within_cut_off(header: Header, members: Members) -> bool:
    writer = members.device(header.device)
    was_trusted = writer is not None and writer.revoked_n is not None
    return was_trusted and members.counts(header.device, header.space, header.run, header.n)
