"""Notes that were deleted and can come back, and erasing for good."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault import revisions
from peerdesk.vault.engine import driver_of
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.records import Records
from peerdesk.vault.shelves.encounter_rows import EncounterRow, EncounterRows
from peerdesk.vault.shelves.follow_up_plans import FollowUpPlans
from peerdesk.vault.shelves.identity import own_space
from peerdesk.vault.shelves.note_details import NoteDetailsShelf
from peerdesk.vault.shelves.note_times import NoteTimes
from peerdesk.wire.revision import Kind

_HIDDEN: Final = "SELECT record FROM encounter WHERE hidden = 1 AND owner = ? ORDER BY record DESC LIMIT ?"
_COUNT: Final = "SELECT count(*) FROM encounter WHERE hidden = 1 AND owner = ?"
_ERASED: Final = "SELECT DISTINCT record FROM revision WHERE owner = ? AND space = ? AND kind = ?"
_ERASING: Final = "SELECT 1 FROM intent WHERE space = ? AND owner = ? AND record = ? AND action = 'erase'"
_FOLLOW_UPS: Final = "SELECT record FROM follow_up WHERE encounter = ? AND owner = ?"


class Deleted:
    """The shelf of one person's deleted notes."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._outbox = Outbox(connection)
        self._rows = EncounterRows(connection, person)
        self._plans = FollowUpPlans(connection, person, own_space(person))
        space = own_space(person)
        self._beside = (NoteDetailsShelf(connection, person, space), NoteTimes(connection, person, space))
        self._person = person

    def rows(self, limit: int) -> tuple[EncounterRow, ...]:
        """Return the deleted notes as lists show them, those begun last first."""
        found = self._driver.execute(_HIDDEN, (self._person, limit)).fetchall()
        return tuple(self._rows.one(RecordId(record)) for (record,) in found)

    def count(self) -> int:
        """Return how many notes are deleted and not erased."""
        return int(self._driver.execute(_COUNT, (self._person,)).fetchone()[0])

    def is_erased(self, note: RecordId) -> bool:
        """Say whether a note was erased for good, as far as it is known here; the erase may still wait to be sent."""
        given = (own_space(self._person), self._person, note)
        waits = self._driver.execute(_ERASING, given).fetchone() is not None
        return waits or revisions.is_erased(self._driver, self._person, note)

    def erased(self, space: SpaceId | None = None) -> tuple[RecordId, ...]:
        """Return all of this person's in a space, or else their own, that was erased; no other word of it is left."""
        given = (self._person, space or own_space(self._person), int(Kind.ERASE))
        return tuple(RecordId(record) for (record,) in self._driver.execute(_ERASED, given))

    def erase(self, note: RecordId) -> tuple[RecordId, ...]:
        """Remove a note with all beside it and its follow-ups for good, here at once and everywhere once that is sent.

        Returns the ids of the follow-ups. Raises NotFoundError.
        """
        known = self._records.find(RecordKind.ENCOUNTER, self._person, note)
        if known is None:
            raise NotFoundError("note")
        planned = tuple(RecordId(record) for (record,) in self._driver.execute(_FOLLOW_UPS, (note, self._person)))
        for record in planned:
            follow_up = self._records.find(RecordKind.FOLLOW_UP, self._person, record)
            if follow_up is not None:
                self._plans.erase(record)
                self._outbox.erase(follow_up)
        for beside in self._beside:
            beside.erase(note)
        self._outbox.erase(known)
        return planned
