"""What lies beside notes: how many people were there, and the unit. It has no life of its own without its note."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.note_details import NoteDetails, details_id
from peerdesk.vault.engine import driver_of
from peerdesk.vault.note_details_values import details_of, plain_details
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.records import Records

_KIND: Final = RecordKind.NOTE_DETAILS
_ANY: Final = "SELECT 1 FROM note_details LIMIT 1"
_ALONE: Final = (
    "SELECT d.about FROM note_details d WHERE d.record = ? AND d.owner = ?"
    " AND NOT EXISTS (SELECT 1 FROM encounter e WHERE e.record = d.about AND e.owner = d.owner)"
)


class NoteDetailsShelf:
    """The shelf, in one person's own space. Who deletes a note hides this with it: nothing shows it but its note."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, details: NoteDetails, *, new: bool = False) -> None:
        """Keep what lies beside a note, new or changed; `new` says that the note is new."""
        record = details_id(details.about)
        self._records.keep(_KIND, self._space, self._person, record, plain_details(details), new=new)

    def of(self, note: RecordId) -> NoteDetails:
        """Return what lies beside a note; empty where nothing was said."""
        known = self._records.find(_KIND, self._person, details_id(note))
        return details_of(known.fields) if known is not None else NoteDetails(about=note)

    def are_any(self) -> bool:
        """Say whether anything lies beside any note."""
        return driver_of(self._connection).execute(_ANY).fetchone() is not None

    def without_a_note(self, records: Collection[RecordId]) -> tuple[RecordId, ...]:
        """Return the notes that are not here, of which one of these records speaks. `records` are ids of details."""
        driver = driver_of(self._connection)
        found = (driver.execute(_ALONE, (record, self._person)).fetchone() for record in records)
        return tuple(RecordId(row[0]) for row in found if row is not None)

    def erase(self, note: RecordId) -> bool:
        """Erase what lies beside a note, here at once and everywhere once that is sent; say whether there was any."""
        known = self._records.find(_KIND, self._person, details_id(note))
        if known is not None:
            Outbox(self._connection).erase(known)
        return known is not None
