"""Which notes somebody else was ever given a copy of: the list that a person can hold everybody to."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of

_EVER_GIVEN: Final = "SELECT record FROM encounter WHERE owner = ? AND share != '{}' ORDER BY happened_on DESC, id DESC"
_SHARED: Final = "SELECT record FROM encounter WHERE owner = ? AND share != '{{}}' AND {} IN ({})"
_COPIED: Final = "SELECT original FROM shared_encounter WHERE owner = ? AND original IS NOT NULL AND {} IN ({})"
_ANY_UNPLACED: Final = "SELECT 1 FROM shared_encounter WHERE original IS NULL AND owner = ? LIMIT 1"
_FOLLOWED: Final = "SELECT record, encounter FROM follow_up WHERE owner = ? AND {} IN ({})"
# The notes themselves are not read: all are counted in the index of ids, and the hidden ones in theirs.
_NOTES: Final = (
    "SELECT (SELECT count(*) FROM encounter WHERE owner = ?1)"
    " - (SELECT count(*) FROM encounter WHERE owner = ?1 AND hidden = 1)"
)
_COPIES_IN: Final = (
    "SELECT count(*), sum("
    "NOT EXISTS (SELECT 1 FROM intent i WHERE i.record = s.record AND i.owner = s.owner AND i.space = s.space)"
    " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.record = s.record AND r.owner = s.owner AND r.space = s.space"
    "   AND (r.seq IS NULL OR r.seq > p.cursor))"
    " AND EXISTS (SELECT 1 FROM revision r WHERE r.record = s.record AND r.owner = s.owner AND r.space = s.space))"
    " FROM shared_encounter s LEFT JOIN space p ON p.space = s.space"
    " WHERE s.owner = ? AND s.space = ? AND s.hidden = 0"
)
_BETWEEN: Final = (
    "SELECT (SELECT count(*) FROM shared_encounter WHERE owner = ?1 AND space = ?2 AND hidden = 0),"
    " (SELECT count(*) FROM shared_encounter s WHERE s.owner = ?1 AND s.space = ?2 AND s.hidden = 0"
    "   AND (SELECT c.owner FROM comment c WHERE c.about = s.record AND c.space = s.space AND c.hidden = 0"
    "     ORDER BY c.id DESC LIMIT 1) != ?1)"
)


class Disclosures:
    """Reads the grants of one person's notes, those that ended included."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._person = person

    def notes(self) -> tuple[RecordId, ...]:
        """Return every note that was ever shared, the newest day first. A note that was deleted since stays in it."""
        return tuple(map(RecordId, self._connection.exec_driver_sql(_EVER_GIVEN, (self._person,)).scalars()))

    def among(self, notes: Collection[RecordId]) -> set[RecordId]:
        """Return those of some notes that were ever shared, or of which there is a copy, also of an erased one."""
        rows = self._rows(_SHARED, "record", notes) + self._rows(_COPIED, "original", notes)
        return {RecordId(record) for (record,) in rows}

    def about(self, individuals: Collection[RecordId]) -> set[RecordId]:
        """Return the notes about some people that were ever shared: a copy bears the handle of whom it is about."""
        return {RecordId(record) for (record,) in self._rows(_SHARED, "individual", individuals)}

    def of_copies(self, copies: Collection[RecordId]) -> set[RecordId]:
        """Return the notes of some own copies, as far as they are known."""
        return {RecordId(record) for (record,) in self._rows(_COPIED, "record", copies)}

    def has_unplaced(self) -> bool:
        """Say whether there is an own copy of which it is not known here what note it is of."""
        return driver_of(self._connection).execute(_ANY_UNPLACED, (self._person,)).fetchone() is not None

    def of_follow_ups(self, planned: Collection[RecordId]) -> dict[RecordId, RecordId | None]:
        """Return by follow-up the note it came from; one that is not here is not in it."""
        rows = self._rows(_FOLLOWED, "record", planned)
        return {RecordId(one): RecordId(note) if note is not None else None for one, note in rows}

    def copies_in(self, space: SpaceId) -> tuple[int, int]:
        """Return how many copies this person has given in a space, and how many of them are seen in its log here.

        Seen is what waits for nothing and lies before the point up to which the chain was computed here.
        """
        row = driver_of(self._connection).execute(_COPIES_IN, (self._person, space)).fetchone()
        return int(row[0]), int(row[1] or 0)

    def between(self, space: SpaceId) -> tuple[int, int]:
        """Return how many copies this person has given in a space, and on how many the other one spoke last."""
        row = driver_of(self._connection).execute(_BETWEEN, (self._person, space)).fetchone()
        return int(row[0]), int(row[1])

    def count_notes(self) -> int:
        """Return how many notes this person keeps."""
        return int(driver_of(self._connection).execute(_NOTES, (self._person,)).fetchone()[0])

    def _rows(self, sql: str, column: str, wanted: Collection[RecordId]) -> list[tuple[Any, ...]]:
        if not wanted:
            return []
        marks = ", ".join("?" * len(wanted))
        found = driver_of(self._connection).execute(sql.format(column, marks), (self._person, *wanted))
        return list(found)
