"""The individuals a peer supports, by the handles the peer gave them."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.individual import Individual
from peerdesk.domain.text import folded
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, stored
from peerdesk.vault.values import individual_of

_KIND: Final = RecordKind.INDIVIDUAL
_BY_HANDLE: Final = "SELECT * FROM individual WHERE folded = ? AND owner = ? AND hidden = 0 ORDER BY id LIMIT 1"
_RECENT: Final = (
    "SELECT i.* FROM individual i JOIN"
    " (SELECT individual, max(id) AS last FROM encounter WHERE individual IS NOT NULL GROUP BY individual) e"
    " ON e.individual = i.record WHERE i.owner = ? AND i.hidden = 0 ORDER BY e.last DESC LIMIT ?"
)


class Individuals:
    """The shelf of one person's own individuals."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, individual: Individual) -> None:
        """Keep an individual. A new handle goes to the lists and the search of every note with them."""
        self._records.keep(_KIND, self._space, self._person, individual.id, {"handle": individual.handle})

    def get(self, record: RecordId) -> Individual:
        """Return an individual. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("individual")
        return individual_of(record, known.fields)

    def by_handle(self, handle: str) -> Individual | None:
        """Return the individual with this handle, whatever its case and outer spaces, or None."""
        found = self._rows(_BY_HANDLE, (folded(handle), self._person))
        return found[0] if found else None

    def recent(self, limit: int) -> tuple[Individual, ...]:
        """Return the individuals of the newest notes, each once."""
        return self._rows(_RECENT, (self._person, limit))

    def _rows(self, sql: str, given: tuple[object, ...]) -> tuple[Individual, ...]:
        rows = self._connection.exec_driver_sql(sql, given).mappings()
        known = (stored(KINDS[_KIND], row) for row in rows)
        return tuple(individual_of(one.record, one.fields) for one in known)
