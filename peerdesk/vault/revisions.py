"""The sealed revisions that are kept: ours and those pulled, byte for byte as they travel."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.domain.ids import DeviceId, PersonId, RecordId, RevisionId
from peerdesk.wire.ids import REVISION_ID_BYTES
from peerdesk.wire.revision import Header, Kind, blanked, encode, is_blanked, parse_revision

ATTEMPTED: Final = "attempted"
ACKED: Final = "acked"
PULLED: Final = "pulled"
QUARANTINED: Final = "quarantined"
GIVEN_UP: Final = "given_up"
"""Refused for good, and what it said has gone in a later revision. A void has its counter."""
EARLY: Final = "early"
"""Shown before the log has reached it (`peerdesk.vault.pictures`). It has no place yet and proves nothing."""

_GENUINE_APART: Final = (
    "'other_directory', 'no_key', 'cannot_open', 'bad_content', 'bad_readers', 'unreadable_field', 'blanked',"
    " 'taken_id', 'too_many_heads', 'held_hiding'"
)
"""Reasons that are given only behind a signature that held. What needs an update is, too, where it is words."""

TAKES_ITS_NUMBER: Final = (
    f"(state != 'quarantined' OR reason IN ({_GENUINE_APART}) OR reason = 'newer' AND kind = {int(Kind.DATA)})"
)
"""Its writer has used this number, whether it could be taken or not. Of a void it is not sure what it stands for."""

_ADD: Final = (
    "INSERT INTO revision"
    " (revision, space, owner, record, kind, device, run, n, parents, seq, state, reason, frame)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_OF_RECORD: Final = (
    "SELECT revision, device, run, n, seq, state, frame FROM revision"
    " WHERE record = ? AND owner = ? AND kind = ? ORDER BY id"
)
_NAMES: Final = "SELECT revision, parents, kind, state FROM revision WHERE record = ? AND owner = ?"
_ERASED: Final = "SELECT 1 FROM revision WHERE record = ? AND owner = ? AND kind = ? AND state != ? LIMIT 1"
_REFUSED_ERASE: Final = (
    "SELECT 1 FROM revision WHERE record = ? AND owner = ? AND kind = ? AND state = ? AND seq IS NULL LIMIT 1"
)
_FRAMES: Final = "SELECT id, frame FROM revision WHERE record = ? AND owner = ? AND kind = ?"
_BLANK: Final = "UPDATE revision SET frame = ? WHERE id = ?"
_COUNTED: Final = (
    "SELECT 1 FROM revision WHERE run = ? AND n = ? AND device = ? AND space = ? AND kind != ?"
    f" AND {TAKES_ITS_NUMBER} LIMIT 1"
)
_KNOWN: Final = "SELECT state FROM revision WHERE revision = ?"
# How it was shown and not what it is: the id covers header and text, not the signature, nor where somebody showed it.
_SPOILED: Final = (
    "DELETE FROM revision WHERE revision = ? AND state = 'quarantined' AND seq IS NOT NULL"
    " AND reason IN ('wrong_space', 'bad_signature', 'malformed', 'too_large', 'blanked')"
)


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


def versions(driver: dbapi2.Connection, owner: PersonId, record: RecordId) -> tuple[Version, ...]:
    """Return the versions of a record that carry data, in the order they were kept here."""
    rows = driver.execute(_OF_RECORD, (record, owner, int(Kind.DATA))).fetchall()
    return tuple(
        Version(revision=RevisionId(revision), device=DeviceId(device), run=run, n=n, seq=seq, state=state, frame=frame)
        for revision, device, run, n, seq, state, frame in rows
    )


def add(
    driver: dbapi2.Connection,
    revision: bytes,
    header: Header,
    frame: bytes,
    *,
    state: str,
    seq: int | None = None,
    reason: str = "",
) -> None:
    """Keep a revision."""
    driver.execute(_ADD, _row(revision, header, frame, state, seq, reason))


def _row(revision: bytes, header: Header, frame: bytes, state: str, seq: int | None, reason: str) -> tuple[object, ...]:
    row = (revision, header.space, header.owner, header.record, int(header.kind), header.device, header.run, header.n)
    return (*row, b"".join(header.parents), seq, state, reason, frame)


def add_attempted(driver: dbapi2.Connection, sealed: Iterable[tuple[RevisionId, Header, bytes]]) -> None:
    """Keep revisions that were just sealed here."""
    driver.executemany(_ADD, (_row(revision, h, frame, ATTEMPTED, None, "") for revision, h, frame in sealed))


Pulled = tuple[RevisionId, Header, bytes, int | None]
"""Id, header, frame and place of a revision that was pulled; no place means that it was shown early."""


def add_pulled(driver: dbapi2.Connection, pulled: Iterable[Pulled]) -> None:
    """Keep revisions that were pulled."""
    driver.executemany(
        _ADD,
        (_row(revision, h, frame, EARLY if seq is None else PULLED, seq, "") for revision, h, frame, seq in pulled),
    )


def is_counter_used(driver: dbapi2.Connection, header: Header) -> bool:
    """Say whether another revision has this one's counter. A void has the counter of what was refused, and is none."""
    given = (header.run, header.n, header.device, header.space, int(Kind.VOID))
    return header.kind is not Kind.VOID and driver.execute(_COUNTED, given).fetchone() is not None


def state_of(driver: dbapi2.Connection, revision: bytes) -> str | None:
    """Return the state of a revision, None for one that was never here."""
    row = driver.execute(_KNOWN, (revision,)).fetchone()
    return row[0] if row is not None else None


def drop_spoiled(driver: dbapi2.Connection, revision: bytes) -> None:
    """Drop what was set apart for the way in which it was shown, now that it has come as it is."""
    driver.execute(_SPOILED, (revision,))


def split(parents: bytes) -> tuple[bytes, ...]:
    """Return the revision ids in a `parents` column."""
    return tuple(parents[i : i + REVISION_ID_BYTES] for i in range(0, len(parents), REVISION_ID_BYTES))


def kinds_and_parents(driver: dbapi2.Connection, owner: bytes, record: bytes) -> list[tuple[int, bytes]]:
    """Return kind and `parents` column of every revision of a record that counts."""
    rows = driver.execute(_NAMES, (record, owner)).fetchall()
    return [(kind, parents) for _, parents, kind, state in rows if state != QUARANTINED]


def head_names(driver: dbapi2.Connection, owner: bytes, record: bytes) -> tuple[bytes, ...]:
    """Return the revisions of a record that no other known one names as its parent, ascending."""
    rows = [row for row in driver.execute(_NAMES, (record, owner)).fetchall() if row[3] != QUARANTINED]
    named = {parent for _, parents, _, _ in rows for parent in split(parents)}
    return tuple(sorted(revision for revision, _, _, _ in rows if revision not in named))


def is_erased(driver: dbapi2.Connection, owner: bytes, record: bytes) -> bool:
    """Say whether an erase of the record is known here: then its payloads are blanked whenever they come."""
    found = driver.execute(_ERASED, (record, owner, int(Kind.ERASE), QUARANTINED)).fetchone()
    return found is not None


def is_erase_refused(driver: dbapi2.Connection, header: Header) -> bool:
    """Say whether a record was erased here, and the server turned that down."""
    given = (header.record, header.owner, int(Kind.ERASE), QUARANTINED)
    return driver.execute(_REFUSED_ERASE, given).fetchone() is not None


def blank_payloads(driver: dbapi2.Connection, owner: bytes, record: bytes) -> None:
    """Take the payload out of every kept revision of a record. Id and signature stay valid."""
    rows = driver.execute(_FRAMES, (record, owner, int(Kind.DATA))).fetchall()
    for rowid, frame in rows:
        driver.execute(_BLANK, (without_payload(frame), rowid))


def without_payload(frame: bytes) -> bytes:
    """Return a frame whose payload is gone."""
    revision = parse_revision(frame)
    return frame if is_blanked(revision) else encode(blanked(revision))
