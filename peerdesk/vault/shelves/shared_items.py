"""Shared copies: those this person gave, and those they were given. Never the note itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId, SpaceId
from peerdesk.domain.sharing import SharedItem
from peerdesk.domain.vocabulary import AckKind
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.prefixes import only_one
from peerdesk.vault.records import Records, Stored, stored
from peerdesk.vault.revisions import is_erased
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.values import plain_projection, projection_of

_KIND: Final = RecordKind.SHARED_ENCOUNTER
_GIVEN: Final = (
    "SELECT s.*,"
    " (SELECT min(o.opened_at) FROM opened o"
    "   WHERE o.about = s.record AND o.space = s.space AND o.owner = s.reader) AS opened_at"
    " FROM shared_encounter s WHERE s.owner = ? AND s.original IS NOT NULL"
)
_GIVEN_FROM: Final = f"{_GIVEN} AND s.original = ? ORDER BY s.id"
_GIVEN_ALL: Final = f"{_GIVEN} ORDER BY s.id"
_UNPLACED: Final = "SELECT * FROM shared_encounter WHERE owner = ? AND original IS NULL ORDER BY id"
RECEIVED: Final = (
    "SELECT s.*,"
    " (SELECT min(o.opened_at) FROM opened o"
    "   WHERE o.about = s.record AND o.space = s.space AND o.owner = ?) AS opened_at,"
    " (SELECT a.kind FROM acknowledgement a WHERE a.about = s.record AND a.space = s.space"
    "   AND a.owner = ? AND a.hidden = 0"
    "   ORDER BY a.id DESC LIMIT 1) AS answer,"
    " (SELECT count(*) FROM comment c WHERE c.about = s.record AND c.space = s.space AND c.hidden = 0) AS comments"
    " FROM shared_encounter s WHERE s.owner != ? AND s.hidden = 0"
)
# What waits stands before what was answered or read, however old it is: the list ends somewhere, and nothing new may
# lie behind its end.
WAITING_FIRST: Final = (
    " ORDER BY (s.bring_to_supervision AND answer IS NULL) DESC, (opened_at IS NULL) DESC, s.happened_on DESC,"
    " s.id DESC LIMIT ?"
)
# Found first and read then: of ten thousands only those that the list has room for are read whole.
_FIRST: Final = (
    "SELECT s.id FROM shared_encounter s WHERE s.owner != ? AND s.hidden = 0 ORDER BY"
    " (s.bring_to_supervision AND NOT EXISTS (SELECT 1 FROM acknowledgement a"
    "   WHERE a.about = s.record AND a.space = s.space AND a.owner = ? AND a.hidden = 0)) DESC,"
    " NOT EXISTS (SELECT 1 FROM opened o WHERE o.about = s.record AND o.space = s.space AND o.owner = ?) DESC,"
    " s.happened_on DESC, s.id DESC LIMIT ?"
)
_REVIEW: Final = f"{RECEIVED} AND s.id IN ({_FIRST}){WAITING_FIRST}"
_REVIEW_ONE: Final = f"{RECEIVED} AND s.record = ?"
_ONE: Final = "SELECT * FROM shared_encounter WHERE record = ? LIMIT 1"
_BY_PREFIX: Final = "SELECT record FROM shared_encounter WHERE record BETWEEN ? AND ? LIMIT 2"
_PLACE: Final = "UPDATE shared_encounter SET original = ?, reader = ?, generation = ? WHERE record = ? AND owner = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A copy this person gave: of which note, to whom, and since when the reader has had it open (UTC)."""

    item: SharedItem
    original: RecordId
    reader: PersonId
    generation: int
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A copy this person was given. It is new until it was opened; `revision` is the version that lies here."""

    item: SharedItem
    revision: RevisionId | None
    opened_at: datetime | None
    answer: AckKind | None
    comments: int

    @property
    def is_new(self) -> bool:
        """Say whether it waits to be opened."""
        return self.opened_at is None


class SharedItems:
    """The shelf of shared copies."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person

    def put_own(self, item: SharedItem, *, original: RecordId, reader: PersonId, generation: int) -> None:
        """Keep what a reader is to see of a note, and intend to send it into the space of the two."""
        local = {"original": original, "reader": reader, "generation": generation}
        space = pair_space(self._person, reader)
        self._records.keep(_KIND, space, self._person, item.id, plain_projection(item.projection), local)

    def place(self, record: RecordId, *, original: RecordId, reader: PersonId, generation: int) -> None:
        """Note which note an own copy belongs to, when it came from another computer of this person."""
        given = (original, reader, generation, record, self._person)
        self._connection.exec_driver_sql(_PLACE, given)

    def given(self, original: RecordId) -> tuple[Given, ...]:
        """Return the copies of a note that were given, the oldest first."""
        rows = self._connection.exec_driver_sql(_GIVEN_FROM, (self._person, original)).mappings()
        return tuple(map(_given, rows))

    def all_given(self) -> tuple[Given, ...]:
        """Return every copy that was given."""
        return tuple(map(_given, self._connection.exec_driver_sql(_GIVEN_ALL, (self._person,)).mappings()))

    def unplaced(self) -> tuple[SharedItem, ...]:
        """Return own copies whose note is not known here yet."""
        rows = self._connection.exec_driver_sql(_UNPLACED, (self._person,)).mappings()
        return tuple(_item(row) for row in rows)

    def received(self, limit: int) -> tuple[Received, ...]:
        """Return copies this person was given: flagged ones that wait first, then new ones, then by day."""
        me = self._person
        rows = self._connection.exec_driver_sql(_REVIEW, (me, me, me, me, me, me, limit, limit)).mappings()
        return tuple(map(received_of, rows))

    def received_one(self, record: RecordId) -> Received:
        """Return one copy this person was given. Raises NotFoundError."""
        me = self._person
        row = self._connection.exec_driver_sql(_REVIEW_ONE, (me, me, me, record)).mappings().first()
        if row is None:
            raise NotFoundError("item")
        return received_of(row)

    def get(self, record: RecordId) -> SharedItem:
        """Return a copy, given or received. Raises NotFoundError."""
        known = self._known(record)
        return SharedItem(id=known.record, owner=known.owner, projection=projection_of(known.fields))

    def space_of(self, record: RecordId) -> SpaceId:
        """Return the space of the two people whom a copy concerns. Raises NotFoundError."""
        return self._known(record).space

    def resolve(self, prefix: str) -> RecordId:
        """Return the only copy, given or received, whose id begins so. Raises NotFoundError or AmbiguousIdError."""
        return only_one(self._connection, _BY_PREFIX, prefix, "item")

    def remove(self, record: RecordId) -> None:
        """Withdraw an own copy: gone here at once, erased at the reader's once it is sent. Raises NotFoundError."""
        # By owner: somebody else's record may bear the same id, and must not stand in the way of taking one's own back.
        known = self._records.find(_KIND, self._person, record)
        if known is None:
            raise NotFoundError("item")
        Outbox(self._connection).erase(known)

    def is_withdrawn(self, record: RecordId) -> bool:
        """Say whether an own copy was erased: it is dead then, whatever its note's share says."""
        return is_erased(driver_of(self._connection), self._person, record)

    def _known(self, record: RecordId) -> Stored:
        row = self._connection.exec_driver_sql(_ONE, (record,)).mappings().first()
        if row is None:
            raise NotFoundError("item")
        return stored(KINDS[_KIND], row)


def _item(row: RowMapping) -> SharedItem:
    known = stored(KINDS[_KIND], row)
    return SharedItem(id=known.record, owner=known.owner, projection=projection_of(known.fields))


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _given(row: RowMapping) -> Given:
    return Given(
        item=_item(row),
        original=RecordId(row["original"]),
        reader=PersonId(row["reader"]),
        generation=row["generation"],
        opened_at=_time(row["opened_at"]),
    )


def received_of(row: RowMapping) -> Received:
    """Return a copy that this person was given, from a row of `RECEIVED`."""
    heads = stored(KINDS[_KIND], row).heads()
    newest = heads[-1].revision if heads else None
    return Received(
        item=_item(row),
        revision=RevisionId(newest) if newest else None,
        opened_at=_time(row["opened_at"]),
        answer=AckKind(row["answer"]) if row["answer"] else None,
        comments=row["comments"],
    )
