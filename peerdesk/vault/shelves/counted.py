"""Encounters that are only counted, for people who want nothing written down."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.counted import Counted
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.fields import KINDS
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.records import Records, stored
from peerdesk.vault.shift_values import counted_of, plain_counted

_KIND: Final = RecordKind.COUNTED
_OWN: Final = "owner = ? AND hidden = 0"
# By the answers and not by the ids: in what order somebody was met is nobody's business.
_OF: Final = f"SELECT * FROM counted WHERE {_OWN} AND week = ? ORDER BY setting, outcome, support, record"
_ALL: Final = f"SELECT count(*) FROM counted WHERE {_OWN}"


class CountedOnly:
    """The shelf of one person's own."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, counted: Counted) -> None:
        """Keep one."""
        self._records.keep(_KIND, self._space, self._person, counted.id, plain_counted(counted), new=True)

    def remove(self, record: RecordId) -> None:
        """Take one away, here at once and elsewhere once that is sent. Raises NotFoundError."""
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("count")
        Outbox(self._connection).erase(known)

    def of_week(self, week: str) -> tuple[Counted, ...]:
        """Return those of one week, in an order that says nothing about when they were."""
        rows = self._connection.exec_driver_sql(_OF, (self._person, week)).mappings()
        known = (stored(KINDS[_KIND], row) for row in rows)
        return tuple(counted_of(one.record, one.fields) for one in known)

    def total(self) -> int:
        """Return how many there are."""
        return int(self._connection.exec_driver_sql(_ALL, (self._person,)).scalar() or 0)
