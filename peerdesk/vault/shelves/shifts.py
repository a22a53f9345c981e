"""Shifts: the one that goes on, and the one before it. Nothing lists or adds up older ones."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.domain.shift import Shift
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, stored
from peerdesk.vault.shift_values import plain_shift, shift_of

_KIND: Final = RecordKind.SHIFT
_OWN: Final = "SELECT * FROM shift WHERE owner = ? AND hidden = 0"
# Where two computers began one each, both show the same of the two.
_OPEN: Final = f"{_OWN} AND ended = '' ORDER BY started DESC, record DESC"
# Within a day the one that came here last: their ids tell the day and no time of it.
_LAST: Final = f"{_OWN} ORDER BY started DESC, id DESC LIMIT 1"


class Shifts:
    """The shelf of one person's own shifts."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, shift: Shift) -> None:
        """Keep a shift, new or changed."""
        self._records.keep(_KIND, self._space, self._person, shift.id, plain_shift(shift))

    def hide(self, record: RecordId) -> None:
        """Take a shift away that was begun by mistake."""
        self._records.keep(_KIND, self._space, self._person, record, {"hidden": True})

    def open(self) -> tuple[Shift, ...]:
        """Return the shifts that go on: one, or one of each computer until the next begins."""
        return self._rows(_OPEN)

    def last(self) -> Shift | None:
        """Return the newest shift, over or not; None before the first."""
        return next(iter((*self.open(), *self._rows(_LAST))), None)

    def _rows(self, sql: str) -> tuple[Shift, ...]:
        rows = self._connection.exec_driver_sql(sql, (self._person,)).mappings()
        known = (stored(KINDS[_KIND], row) for row in rows)
        return tuple(shift_of(one.record, one.fields) for one in known)
