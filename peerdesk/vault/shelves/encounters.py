"""The encounters a person keeps: put, find again, share, delete."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.sharing import Grant, Grants
from peerdesk.vault.bulk import insert_encounter, insert_encounters
from peerdesk.vault.fields import Plain
from peerdesk.vault.grants import plain_grants, read_grants
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, Stored
from peerdesk.vault.shelves.encounter_rows import EncounterRow, EncounterRows, Found
from peerdesk.vault.shelves.note_details import NoteDetailsShelf
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.shelves.note_times import NoteTimes
from peerdesk.vault.values import encounter_of, plain_encounter

_BY_PREFIX: Final = "SELECT record FROM encounter WHERE record BETWEEN ? AND ? AND owner = ? LIMIT 2"
_KIND: Final = RecordKind.ENCOUNTER


class Encounters:
    """The shelf of one person's own encounters. `details` and `times` are what lies beside them."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space
        self._rows = EncounterRows(connection, person)
        self.details = NoteDetailsShelf(connection, person, space)
        self.times = NoteTimes(connection, person, space)

    def put(self, encounter: Encounter, shares: Grants | None = None, *, new: bool = False) -> None:
        """Keep an encounter. `shares` None leaves the sharing as it is; `new` says that nobody can know it yet."""
        if new and shares is None:
            insert_encounter(self._connection, self._space, self._person, encounter)
            return
        fields = plain_encounter(encounter)
        if shares is not None:
            fields["share"] = plain_grants(shares)
        self._records.keep(_KIND, self._space, self._person, encounter.id, fields, new=new)

    def put_many(self, encounters: Iterable[Encounter]) -> int:
        """Keep many new encounters in one sweep and return how many. None of them may be known already."""
        return insert_encounters(self._connection, self._space, self._person, encounters)

    def get(self, record: RecordId) -> Encounter:
        """Return an encounter, hidden or not. Raises NotFoundError."""
        return encounter_of(record, self._stored(record).fields)

    def grants(self, record: RecordId) -> dict[PersonId, Grant]:
        """Return who may read a copy; where two computers disagree, only what both say. Raises NotFoundError."""
        return read_grants(self._stored(record).fields["share"])

    def highest_generation(self, record: RecordId) -> int:
        """Return the highest generation this note was ever shared with, as far as this computer knows."""
        return int(self._stored(record).local["generation"])

    def row(self, record: RecordId) -> EncounterRow:
        """Return one encounter as lists show it, hidden or not. Raises NotFoundError."""
        return self._rows.one(record)

    def page(self, *, limit: int, before: str = "", wanted: Wanted | None = None) -> tuple[EncounterRow, ...]:
        """Return encounters for a list, newest day first. `before` is the `cursor` of the page before's last row."""
        return self._rows.page(limit, before, wanted or Wanted())

    def search(self, query: str, limit: int, wanted: Wanted | None = None) -> tuple[Found, ...]:
        """Return the encounters that hold every word begun in `query`, the newest kept first. No query is wrong."""
        return self._rows.search(query, limit, wanted or Wanted())

    def resolve(self, prefix: str) -> RecordId:
        """Return the only encounter whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "note", self._person)

    def hide(self, record: RecordId) -> None:
        """Delete an encounter in a way that can be undone. Raises NotFoundError."""
        self._change(record, {"hidden": True})

    def unhide(self, record: RecordId) -> None:
        """Bring a deleted encounter back. Raises NotFoundError."""
        self._change(record, {"hidden": False})

    def erase(self, record: RecordId) -> None:
        """Remove an encounter for good, here at once and everywhere once it is sent. Raises NotFoundError."""
        Outbox(self._connection).erase(self._stored(record))

    def _change(self, record: RecordId, changes: Mapping[str, Plain]) -> None:
        self._stored(record)
        self._records.keep(_KIND, self._space, self._person, record, changes)

    def _stored(self, record: RecordId) -> Stored:
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("note")
        return known
