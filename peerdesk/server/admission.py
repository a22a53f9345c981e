"""May this revision be stored? Asked of every pushed revision before the log is touched.

The post office knows who writes where and whose record it is; what is inside it cannot know. Every signature is
checked here, whoever brings the revision: an erase takes text away, so its word has to be genuine, and what is
not genuine must not lie in a store whose check looks at every signature.
"""

from functools import cached_property
from typing import NamedTuple

from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.server.limits import WORDLESS_BYTES
from peerdesk.server.problems import ProblemError
from peerdesk.server.store.logs import Named
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.drops import writers_of
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.exchange import ProblemCode, Refusal
from peerdesk.wire.handing_in import HANDED_IN
from peerdesk.wire.ids import DeviceId, PersonId, RevisionId, SpaceId
from peerdesk.wire.members import Members
from peerdesk.wire.padding import size_of
from peerdesk.wire.revision import (
    Header,
    Kind,
    Revision,
    body_digest,
    check_body,
    is_blanked,
    parse_header,
    parse_revision,
    revision_id,
)


class Pushed(NamedTuple):
    """One revision of a push, judged. `header` is None if it was too large to be read."""

    id: RevisionId
    frame: bytes
    revision: Revision
    header: Header | None
    refusal: Refusal

    @property
    def named(self) -> Named:
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


def may_hand_in(members: Members, device: DeviceId) -> bool:
    """Say whether this computer was on the list and was taken off, and its person is still here to look at its work.

    Keys of a second invite that none of the person's own ever signed for are no computer of theirs.
    """
    known = members.device(device)
    person = members.person(known.person) if known is not None else None
    was_listed = known is not None and known.vouched and known.revoked_n is not None and not known.is_paper
    return was_listed and person is not None and person.is_active


class Judge:
    """Decides for one space and one state of the directory. `removed` hands in its own, beyond its cut-offs."""

    def __init__(self, space: SpaceId, members: Members, removed: DeviceId | None = None) -> None:
        self._space = space
        self._members = members
        self._removed = removed
        self._writing = writers_of(members, space)
        self._writers: dict[DeviceId, KnownDevice | None] = {}
        self._live: dict[DeviceId, bool] = {}

    def judge(self, frame: bytes) -> Pushed:
        """Return the revision in `frame`, and whether it may be stored.

        Raises MalformedError or UnknownSuiteError, and ProblemError: for those the whole request is turned down,
        because another try, or another version, may do better.
        """
        revision = parse_revision(frame)
        digest = body_digest(revision)
        header, refusal = None, Refusal.TOO_LARGE
        try:
            header = parse_header(revision.header)
            self._check_shape(header, revision)
            refusal = self._refusal(header, revision, digest)
        except TooLargeError:
            header = None
        return Pushed(revision_id(revision, digest), frame, revision, header, refusal)

    def _check_shape(self, header: Header, revision: Revision) -> None:
        check_body(header, revision)
        if header.space != self._space:
            raise MalformedError("a revision of another space")
        if header.kind is Kind.SETTLED:
            # Nobody writes these yet. A later server takes them, so it is no refusal for good.
            raise ProblemError(ProblemCode.UNKNOWN_VERSION, "a kind that is not in use")
        if header.kind is Kind.EPOCH and not self._readers.issuperset(parse_epoch(revision.ciphertext).readers):
            raise ProblemError(ProblemCode.NOT_ALLOWED, "a reader who does not belong to the space")

    @cached_property
    def _readers(self) -> frozenset[DeviceId]:
        hospital = self._members.recovery.keys_of(self._space)
        people = self._members.people_of(self._space)
        if self._space in self._members.drops:
            # Supervisors come and go. What was sealed for those of yesterday is judged by its readers, by the entry
            # of the directory that it names; and whoever was one could have it then.
            people = tuple(known.id for known in self._members.people)
        return hospital.union(device.id for person in people for device in self._members.devices_of(person))

    def _refusal(self, header: Header, revision: Revision, digest: bytes) -> Refusal:
        if (header.kind is Kind.ERASE or header.kind is Kind.VOID) and size_of(header.bucket) > WORDLESS_BYTES:
            return Refusal.TOO_LARGE
        writer = self._writer(header.device)
        if writer is None:
            return Refusal.NOT_WRITER
        if header.owner != writer.person:
            return Refusal.NOT_OWNER
        if not self._may_be_stored(writer, header):
            return Refusal.NOT_WRITER
        try:
            verify_revision(revision, writer.sign_public, digest)
        except SignatureError:
            return Refusal.BAD_SIGNATURE
        return Refusal.NONE

    def _writer(self, device: DeviceId) -> KnownDevice | None:
        """Return the computer if it belongs to somebody who writes there. A push is nearly always of one.

        A sheet of paper writes nothing: it signs a computer in.
        """
        if device not in self._writers:
            known = self._members.device(device)
            writes = known is not None and not known.is_paper and known.person in self._writing
            self._writers[device] = known if writes else None
        return self._writers[device]

    def _may_be_stored(self, writer: KnownDevice, header: Header) -> bool:
        if self._removed is not None:
            is_apart = not self._members.counts(header.device, header.space, header.run, header.n)
            return is_apart and writer.id == self._removed and header.kind in HANDED_IN
        return self._is_live(writer.id) or self._is_within_cut_off(writer, header)

    def _is_live(self, writer: DeviceId) -> bool:
        """Answer once for a whole push: an entry that comes in between counts from the next one on."""
        if writer not in self._live:
            self._live[writer] = self._members.is_live(writer)
        return self._live[writer]

    def _is_within_cut_off(self, writer: KnownDevice, header: Header) -> bool:
        was_trusted = writer.vouched and writer.revoked_n is not None
        return was_trusted and self._members.counts(header.device, header.space, header.run, header.n)


def owners_of(pushed: list[Pushed]) -> set[PersonId]:
    """Return whose records are among them."""
    return {one.header.owner for one in pushed if one.header is not None}
