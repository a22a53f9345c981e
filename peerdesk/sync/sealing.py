"""From a head that waits to the bytes that leave: who, where and when go into the header, the rest is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from peerdesk.crypto.envelope import seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.signing import Signer
from peerdesk.domain.merge import Stamp
from peerdesk.wire.ids import DeviceId, EpochId, PersonId, RecordId, RevisionId, RunId, SpaceId
from peerdesk.wire.limits import MAX_PARENTS
from peerdesk.wire.revision import Header, Kind, Revision, encode, revision_id
from peerdesk.wire.statement import SUITE

_HASH_IN_HEADER = 16
_CHAIN_IN_HEADER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """This computer, for as long as the vault is open this time: `run` is new at every opening."""

    person: PersonId
    device: DeviceId
    run: RunId
    keys: DeviceKeys = field(repr=False)
    signer: Signer = field(repr=False)

    def stamp(self, n: int) -> Stamp:
        """Return the stamp of this run's revision number `n`."""
        return Stamp(self.device, self.run, n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What the author had seen when sealing: so far in the log of this space, and so far in the directory."""

    space: SpaceId
    seq: int
    chain: bytes
    directory_n: int
    directory_hash: bytes


class Sealed(NamedTuple):
    """A revision that is ready to leave: its id, its header, and its bytes, which are never made again."""

    revision: RevisionId
    header: Header
    frame: bytes


class Reader(Protocol):
    """Who is given a key: a computer, a sheet, or the hospital's recovery key where its person agreed to it."""

    @property
    def id(self) -> DeviceId: ...

    @property
    def box_public(self) -> bytes: ...


class Subject(NamedTuple):
    """Which record a revision is about, what it does to it, and which revisions it builds on."""

    record: RecordId
    kind: Kind
    parents: tuple[RevisionId, ...]


def seal_record(
    author: Author, at: Standpoint, key: EpochKey, subject: Subject, n: int, plain: bytes, least: int = 0
) -> Sealed:
    """Return the sealed and signed revision of a record of the author's person, no smaller than the bucket `least`.

    Raises TooLargeError.
    """
    header = _header(author, at, key.epoch, subject, n)
    return _finished(seal_revision(header, plain, key, author.signer, least), header)


def seal_new_epoch(author: Author, at: Standpoint, key: EpochKey, readers: Iterable[Reader], n: int) -> Sealed:
    """Return the revision that gives a key to readers of a space. Its record is the epoch itself."""
    subject = Subject(RecordId(key.epoch), Kind.EPOCH, ())
    header = _header(author, at, key.epoch, subject, n)
    boxed = box_epoch(key, at.space, [(reader.id, reader.box_public) for reader in readers])
    return _finished(seal_epoch(header, boxed, author.signer), header)


def _header(author: Author, at: Standpoint, epoch: EpochId, subject: Subject, n: int) -> Header:
    return Header(
        suite=SUITE,
        space=at.space,
        owner=author.person,
        record=subject.record,
        kind=subject.kind,
        # More heads than fit are settled by the next edit; nothing is hidden by leaving one unnamed.
        parents=tuple(sorted(subject.parents))[:MAX_PARENTS],
        device=author.device,
        run=author.run,
        n=n,
        directory_n=at.directory_n,
        directory_hash=at.directory_hash[:_HASH_IN_HEADER],
        seen_seq=at.seq,
        seen_chain=at.chain[:_CHAIN_IN_HEADER],
        epoch=epoch,
        bucket=0,
    )


def _finished(revision: Revision, header: Header) -> Sealed:
    return Sealed(revision_id(revision), header, encode(revision))
