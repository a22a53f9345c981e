"""What lies beside notes, one record of a kind for a note. It has no life of its own without its note."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.records import Records, Stored


class BesideNotes:
    """The shelf of one such kind, in one person's own space. Who deletes a note hides this with it."""

    def __init__(
        self,
        connection: Connection,
        person: PersonId,
        space: SpaceId,
        kind: RecordKind,
        id_of: Callable[[RecordId], RecordId],
    ) -> None:
        self.kind = kind
        self.id_of = id_of
        self._driver = driver_of(connection)
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def are_any(self) -> bool:
        """Say whether anything of this kind lies beside any note."""
        return self._driver.execute(f"SELECT 1 FROM {self._table} LIMIT 1").fetchone() is not None

    def without_a_note(self, records: Collection[RecordId]) -> tuple[RecordId, ...]:
        """Return the notes that are not here, of which one of these records, of this kind, speaks."""
        alone = (
            f"SELECT b.about FROM {self._table} b WHERE b.record = ? AND b.owner = ?"
            " AND NOT EXISTS (SELECT 1 FROM encounter e WHERE e.record = b.about AND e.owner = b.owner)"
        )
        found = (self._driver.execute(alone, (record, self._person)).fetchone() for record in records)
        return tuple(RecordId(row[0]) for row in found if row is not None)

    def erase(self, note: RecordId) -> bool:
        """Erase what lies beside a note, here at once and everywhere once that is sent; say whether there was any."""
        known = self._known(note)
        if known is not None:
            Outbox(self._connection).erase(known)
        return known is not None

    @property
    def _table(self) -> str:
        return str(KINDS[self.kind].table.name)

    def _known(self, note: RecordId) -> Stored | None:
        return self._records.find(self.kind, self._person, self.id_of(note))

    def _keep(self, note: RecordId, fields: Values, *, new: bool) -> None:
        self._records.keep(self.kind, self._space, self._person, self.id_of(note), fields, new=new)
