"""The ledger of what was told to whom. A line is written once; it outlives the note it is about."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.vault.consent_values import entry_of, plain_entry
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, stored

_KIND: Final = RecordKind.DISCLOSURE
_ALL: Final = "SELECT * FROM disclosure WHERE owner = ? ORDER BY done_on, id"
_OF_NOTE: Final = "SELECT * FROM disclosure WHERE owner = ? AND note = ? ORDER BY done_on, id"
_ABOUT: Final = "SELECT * FROM disclosure WHERE owner = ? AND individual IN ({}) ORDER BY done_on, id"


class Ledger:
    """The shelf of the ledger, in one person's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def add(self, entry: LedgerEntry) -> None:
        """Write a line."""
        self._records.keep(_KIND, self._space, self._person, entry.id, plain_entry(entry))

    def all(self) -> tuple[LedgerEntry, ...]:
        """Return every line, the oldest first."""
        return self._rows(_ALL, (self._person,))

    def of_note(self, note: RecordId) -> tuple[LedgerEntry, ...]:
        """Return the lines about a note, the oldest first."""
        return self._rows(_OF_NOTE, (self._person, note))

    def about(self, individuals: frozenset[RecordId]) -> tuple[LedgerEntry, ...]:
        """Return the lines about an individual, under each of their records, the oldest first."""
        marks = ", ".join("?" * len(individuals))
        return self._rows(_ABOUT.format(marks), (self._person, *sorted(individuals)))

    def _rows(self, sql: str, given: tuple[object, ...]) -> tuple[LedgerEntry, ...]:
        rows = self._connection.exec_driver_sql(sql, given).mappings()
        return tuple(entry_of(one.record, one.fields) for one in (stored(KINDS[_KIND], row) for row in rows))
