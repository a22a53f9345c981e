"""What lies behind the end of a supervisor's list: everything they were given, to be searched and counted."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.shelves.shared_items import RECEIVED, WAITING_FIRST, Received, received_of

_FOUND: Final = f"{RECEIVED} AND s.id IN (SELECT value FROM json_each(?)){WAITING_FIRST}"
_STILL: Final = f"{RECEIVED} AND s.record IN (SELECT unhex(value) FROM json_each(?)){WAITING_FIRST}"
_TEXTS: Final = (
    "SELECT id, owner, outcome, setting, handle || ' ' || prompt || ' ' || memory FROM shared_encounter"
    " WHERE owner != ? AND hidden = 0"
)
_ORDER: Final = f"SELECT id FROM ({RECEIVED}) s{WAITING_FIRST}"
_EVERY: Final = -1
_NEW: Final = (
    "SELECT count(*) FROM shared_encounter s WHERE s.owner != ? AND s.hidden = 0 AND NOT EXISTS"
    " (SELECT 1 FROM opened o WHERE o.about = s.record AND o.space = s.space AND o.owner = ?)"
)


CopyText = tuple[int, PersonId, str, str, str]
"""What there is to find in a copy: its row, whose it is, the outcome, the setting, and all that was written in it."""


class ReviewList:
    """The shelf of it."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._driver = driver_of(connection)
        self._person = person

    def texts(self) -> Iterator[CopyText]:
        """Return what there is to find in each copy that this person was given."""
        return iter(self._driver.execute(_TEXTS, (self._person,)))

    def order(self) -> tuple[int, ...]:
        """Return the row of each of them, in the order of the list."""
        me = self._person
        return tuple(row for (row,) in self._driver.execute(_ORDER, (me, me, me, _EVERY)))

    def found(self, copies: Collection[int], limit: int) -> tuple[Received, ...]:
        """Return these copies, by their rows, in the order of the list."""
        me, wanted = self._person, json.dumps(list(copies))
        rows = self._connection.exec_driver_sql(_FOUND, (me, me, me, wanted, limit)).mappings()
        return tuple(map(received_of, rows))

    def still(self, records: Iterable[RecordId]) -> tuple[Received, ...]:
        """Return those of some copies that are still here, in the order of the list."""
        me, wanted = self._person, json.dumps([record.hex() for record in records])
        rows = self._connection.exec_driver_sql(_STILL, (me, me, me, wanted, _EVERY)).mappings()
        return tuple(map(received_of, rows))

    def how_many_new(self) -> int:
        """Return how many copies this person was given and has not opened."""
        (count,) = self._driver.execute(_NEW, (self._person, self._person)).fetchone()
        return int(count)
