"""Revisions as they would come from a server, with a body that nobody can open: the vault never looks inside."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import DeviceId, PersonId, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import Candidate, Head, Stamp, edited, sealed
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.spaces import Point
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids
from peerdesk.wire.revision import Header, Kind, Revision, encode, revision_id

BUCKET_BYTES = 256
TAG_BYTES = 16


def sealed_frame(
    space: bytes,
    owner: bytes,
    record: bytes,
    stamp: Stamp,
    parents: Iterable[bytes] = (),
    kind: Kind = Kind.DATA,
) -> tuple[RevisionId, Header, bytes]:
    """Return the id, the header and the bytes of a revision with a random body."""
    header = Header(
        suite=1,
        space=ids.SpaceId(space),
        owner=ids.PersonId(owner),
        record=ids.RecordId(record),
        kind=kind,
        parents=tuple(map(ids.RevisionId, sorted(parents))),
        device=ids.DeviceId(stamp.device),
        run=ids.RunId(stamp.run),
        n=stamp.n,
        directory_n=1,
        directory_hash=bytes(16),
        seen_seq=0,
        seen_chain=bytes(8),
        epoch=ids.EpochId(bytes(16)),
        bucket=0,
    )
    body = Revision(
        header=encode(header),
        nonce=os.urandom(12),
        ciphertext=os.urandom(BUCKET_BYTES + TAG_BYTES),
        signature=os.urandom(64),
    )
    return RevisionId(revision_id(body)), header, encode(body)


@dataclass
class Computer:
    """Another computer of somebody: it edits records and seals them, in memory."""

    person: PersonId
    space: SpaceId
    device: DeviceId = field(default_factory=lambda: DeviceId(os.urandom(16)))
    run: bytes = field(default_factory=lambda: os.urandom(8))
    n: int = 0

    def stamp(self) -> Stamp:
        self.n += 1
        return Stamp(self.device, self.run, self.n)

    def says(
        self,
        record: RecordId,
        changes: Mapping[str, object],
        heads: Iterable[Head] = (),
        kind: RecordKind = RecordKind.ENCOUNTER,
    ) -> OpenedRevision:
        stamp = self.stamp()
        head = edited(heads, changes) if heads else _first(changes)
        revision, header, frame = sealed_frame(self.space, self.person, record, stamp, head.parents)
        return OpenedRevision(
            revision=revision,
            seq=0,
            header=header,
            record_kind=kind,
            head=sealed(head, revision, stamp),
            frame=frame,
        )

    def erases(self, record: RecordId, parents: Iterable[bytes] = ()) -> OpenedRevision:
        revision, header, frame = sealed_frame(self.space, self.person, record, self.stamp(), parents, kind=Kind.ERASE)
        return OpenedRevision(revision=revision, seq=0, header=header, record_kind=None, head=None, frame=frame)


def _first(changes: Mapping[str, object]) -> Head:
    pending = Stamp(b"", b"", 0)
    fields = {name: (Candidate(value, pending),) for name, value in changes.items()}
    return Head(revision=None, parents=(), fields=fields, seen={})


def apply_all(vault: Vault, space: SpaceId, page: Iterable[OpenedRevision], start: int = 0) -> Changes:
    """Take in a page, numbering its revisions, and return what changed."""
    numbered = [replace(one, seq=start + i + 1) for i, one in enumerate(page)]
    cursor = Point(start + len(numbered), os.urandom(32))
    with vault.write() as tx:
        return tx.inbox.apply(space, numbered, cursor)


def seal_everything(vault: Vault, device: DeviceId, run: bytes | None = None) -> list[RevisionId]:
    """Seal every intent of a vault's own space as its sync would, and return the revisions in order."""
    done = []
    with vault.write() as tx:
        for intent in tx.outbox.fresh(tx.own_space, 10_000):
            head = tx.outbox.content(intent)
            stamp = Stamp(device, run or vault.run, tx.counters.next_n(intent.space))
            kind = Kind.ERASE if intent.is_erase else Kind.DATA
            revision, header, frame = sealed_frame(intent.space, intent.owner, intent.record, stamp, head.parents, kind)
            tx.outbox.attempt(intent, revision, stamp, frame, header)
            done.append(revision)
    return done
