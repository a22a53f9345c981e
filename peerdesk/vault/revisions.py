"""The sealed revisions that are kept: ours and those pulled, byte for byte as they travel."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import DeviceId, PersonId, RecordId, RevisionId
from peerdesk.wire.ids import REVISION_ID_BYTES
from peerdesk.wire.revision import Header, Kind, blanked, encode, is_blanked, parse_revision

ATTEMPTED: Final = "attempted"
ACKED: Final = "acked"
PULLED: Final = "pulled"
QUARANTINED: Final = "quarantined"

_ADD: Final = (
    "INSERT INTO revision"
    " (revision, space, owner, record, kind, device, run, n, parents, seq, state, reason, frame)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_OF_RECORD: Final = (
    "SELECT revision, device, run, n, seq, state, kind, frame, parents FROM revision"
    " WHERE record = ? AND owner = ? ORDER BY id"
)
_NAMES: Final = "SELECT revision, parents, kind, state FROM revision WHERE record = ? AND owner = ?"
_ERASED: Final = "SELECT 1 FROM revision WHERE record = ? AND owner = ? AND kind = ? AND state != ? LIMIT 1"
_FRAMES: Final = "SELECT id, frame FROM revision WHERE record = ? AND owner = ? AND kind = ?"
_BLANK: Final = "UPDATE revision SET frame = ? WHERE id = ?"
_KNOWN: Final = "SELECT state FROM revision WHERE revision = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One sealed version of a record. `seq` is its place on the server, None while that is not known."""

    revision: RevisionId
    device: DeviceId
    run: bytes
    n: int
    seq: int | None
    state: str
    frame: bytes


def versions(connection: Connection, owner: PersonId, record: RecordId) -> tuple[Version, ...]:
    """Return the versions of a record that carry data, in the order they were kept here."""
    rows = connection.exec_driver_sql(_OF_RECORD, (record, owner)).mappings()
    return tuple(
        Version(
            revision=RevisionId(row["revision"]),
            device=DeviceId(row["device"]),
            run=row["run"],
            n=row["n"],
            seq=row["seq"],
            state=row["state"],
            frame=row["frame"],
        )
        for row in rows
        if row["kind"] == Kind.DATA
    )


def add(
    connection: Connection,
    revision: bytes,
    header: Header,
    frame: bytes,
    *,
    state: str,
    seq: int | None = None,
    reason: str = "",
) -> None:
    """Keep a revision."""
    row = (revision, header.space, header.owner, header.record, int(header.kind), header.device, header.run, header.n)
    connection.exec_driver_sql(_ADD, (*row, b"".join(header.parents), seq, state, reason, frame))


def state_of(connection: Connection, revision: bytes) -> str | None:
    """Return the state of a revision, None for one that was never here."""
    state: str | None = connection.exec_driver_sql(_KNOWN, (revision,)).scalar()
    return state


def split(parents: bytes) -> tuple[bytes, ...]:
    """Return the revision ids in a `parents` column."""
    return tuple(parents[i : i + REVISION_ID_BYTES] for i in range(0, len(parents), REVISION_ID_BYTES))


def parents_named(connection: Connection, owner: bytes, record: bytes) -> frozenset[bytes]:
    """Return every revision id that some known revision of the record names as its parent."""
    rows = connection.exec_driver_sql(_NAMES, (record, owner)).all()
    return frozenset(parent for _, parents, _, state in rows if state != QUARANTINED for parent in split(parents))


def head_names(connection: Connection, owner: bytes, record: bytes) -> tuple[bytes, ...]:
    """Return the revisions of a record that no other known one names as its parent, ascending."""
    rows = [row for row in connection.exec_driver_sql(_NAMES, (record, owner)).all() if row[3] != QUARANTINED]
    named = {parent for _, parents, _, _ in rows for parent in split(parents)}
    return tuple(sorted(revision for revision, _, _, _ in rows if revision not in named))


def is_erased(connection: Connection, owner: bytes, record: bytes) -> bool:
    """Say whether an erase of the record is known here: then its payloads are blanked whenever they come."""
    found = connection.exec_driver_sql(_ERASED, (record, owner, int(Kind.ERASE), QUARANTINED)).first()
    return found is not None


def blank_payloads(connection: Connection, owner: bytes, record: bytes) -> None:
    """Take the payload out of every kept revision of a record. Id and signature stay valid."""
    rows = connection.exec_driver_sql(_FRAMES, (record, owner, int(Kind.DATA))).all()
    for rowid, frame in rows:
        connection.exec_driver_sql(_BLANK, (without_payload(frame), rowid))


def without_payload(frame: bytes) -> bytes:
    """Return a frame whose payload is gone."""
    revision = parse_revision(frame)
    return frame if is_blanked(revision) else encode(blanked(revision))
