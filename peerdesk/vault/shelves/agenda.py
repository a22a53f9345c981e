"""What a peer brings to supervision, as their own computers have it: their items, and when they meet next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.agenda import AgendaItem, NextMeeting
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.agenda_values import item_of, meeting_of, plain_item, plain_meeting
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, Stored, stored

_ITEM: Final = RecordKind.AGENDA_ITEM
_MEETING: Final = RecordKind.NEXT_MEETING
_ITEMS: Final = "SELECT * FROM agenda_item WHERE owner = ? ORDER BY position, record"
_LAST: Final = "SELECT COALESCE(MAX(position), 0) FROM agenda_item WHERE owner = ?"
_MEETINGS: Final = "SELECT * FROM next_meeting WHERE owner = ? ORDER BY record LIMIT 1"
_BY_PREFIX: Final = "SELECT record FROM agenda_item WHERE record BETWEEN ? AND ? AND owner = ? AND hidden = 0 LIMIT 2"
_TO_BRING: Final = (
    "SELECT record, happened_on, prompt FROM encounter INDEXED BY ix_encounter_to_bring"
    " WHERE bring_to_supervision = 1 AND hidden = 0 AND owner = ? ORDER BY happened_on DESC, record DESC LIMIT ?"
)
MOST_NOTES: Final = 50
"""So many notes to bring are on the list: the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptItem:
    """An item, and whether it was taken off the list."""

    item: AgendaItem
    is_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteToBring:
    """A note that the peer wants to bring to supervision, and what they want to say about it."""

    note: RecordId
    happened_on: date
    prompt: str


class AgendaShelf:
    """The shelf, in the peer's own space."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, item: AgendaItem) -> None:
        """Keep an item, new or changed. What is said last holds: nothing competes with it."""
        self._records.say(_ITEM, self._space, self._person, item.id, plain_item(item))

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Take an item off the list, or put it back."""
        self._records.say(_ITEM, self._space, self._person, record, {"hidden": hidden})

    def get(self, record: RecordId) -> AgendaItem:
        """Return an item, also one that was taken off the list. Raises NotFoundError."""
        known = self._records.find(_ITEM, self._person, record)
        if known is None:
            raise NotFoundError("item")
        return item_of(record, known.fields)

    def is_off(self, record: RecordId) -> bool:
        """Say whether an item was taken off the list, on whichever computer; one that is not here was not."""
        known = self._records.find(_ITEM, self._person, record)
        return known is not None and bool(known.fields["hidden"])

    def items(self) -> tuple[KeptItem, ...]:
        """Return every item in the peer's order, those too that were taken off the list.

        There is no limit: an item that were left out here could be read by somebody and be stopped by nobody.
        """
        return tuple(
            KeptItem(item=item_of(one.record, one.fields), is_off=bool(one.fields["hidden"]))
            for one in self._all(_ITEM, _ITEMS)
        )

    def last_position(self) -> int:
        """Return the place of the last item, 0 where there is none."""
        return int(driver_of(self._connection).execute(_LAST, (self._person,)).fetchone()[0])

    def resolve(self, prefix: str) -> RecordId:
        """Return the only item on the list whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "item", self._person)

    def to_bring(self) -> tuple[NoteToBring, ...]:
        """Return the notes that the peer has marked to bring, the newest day first."""
        return tuple(
            NoteToBring(note=RecordId(record), happened_on=date.fromisoformat(on), prompt=prompt)
            for record, on, prompt in driver_of(self._connection).execute(_TO_BRING, (self._person, MOST_NOTES))
        )

    def put_meeting(self, record: RecordId, meeting: NextMeeting) -> None:
        """Keep when the two meet next. `record` is its id where there is none yet."""
        known = next(iter(self._all(_MEETING, _MEETINGS)), None)
        own = known.record if known else record
        self._records.say(_MEETING, self._space, self._person, own, plain_meeting(meeting))

    def meeting(self) -> NextMeeting:
        """Return when the two meet next; nothing where nothing was said."""
        known = next(iter(self._all(_MEETING, _MEETINGS)), None)
        return meeting_of(known.fields) if known else NextMeeting()

    def _all(self, kind: RecordKind, sql: str, *given: object) -> Iterable[Stored]:
        rows = self._connection.exec_driver_sql(sql, (self._person, *given)).mappings()
        return (stored(KINDS[kind], row) for row in rows)
