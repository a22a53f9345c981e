"""What is said about a shared copy: comments, acknowledgements, that it was opened, that a withdrawn one is gone.

Each is a record of whoever says it, in the space of the two people the copy concerns.
"""

from abc import ABC, abstractmethod
from typing import Final, Generic, TypeVar

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import DeviceId, PersonId, RecordId, SpaceId
from peerdesk.domain.supervision import Acknowledgement, Comment, Opened, Removed
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS, Values
from peerdesk.vault.records import Records, Stored, stored
from peerdesk.vault.revisions import is_erased
from peerdesk.vault.values import acknowledgement_of, comment_of, opened_of, removed_of

Said = TypeVar("Said", Comment, Acknowledgement, Opened, Removed)

_SPACE: Final = (
    "SELECT space FROM shared_encounter WHERE record = ?1"
    " UNION ALL SELECT space FROM revision WHERE record = ?1 LIMIT 1"
)

_ERASING: Final = "SELECT 1 FROM intent WHERE space = ? AND owner = ? AND record = ? AND action = 'erase'"
_SIGNED: Final = (
    "SELECT r.device FROM removed m JOIN revision r ON r.record = m.record AND r.owner = m.owner"
    " WHERE m.about = ? AND m.space = ? AND m.owner != ? AND r.state != 'quarantined'"
)


class Sayings(ABC, Generic[Said]):
    """A shelf of one kind of thing said about shared copies."""

    kind: RecordKind

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person

    def about(self, record: RecordId, space: SpaceId) -> tuple[Said, ...]:
        """Return what the two people of a space said about a copy that lies there, in the order it came here.

        What anybody says elsewhere about the same id is no answer to this copy: to know an id gives no voice.
        """
        table = KINDS[self.kind]
        sql = f"SELECT * FROM {table.table.name} WHERE about = ? AND space = ? AND hidden = 0 ORDER BY id"
        rows = self._connection.exec_driver_sql(sql, (record, space)).mappings()
        return tuple(self._read(stored(table, row)) for row in rows)

    def put(self, said: Said, space: SpaceId | None = None) -> None:
        """Keep what this person says, and intend to send it into `space`, or else into that of the copy.

        Raises NotFoundError when no space is named and the copy was never here.
        """
        self._records.keep(self.kind, space or self._space(said.about), self._person, said.id, self._fields(said))

    def _space(self, about: RecordId) -> SpaceId:
        space = self._connection.exec_driver_sql(_SPACE, (about,)).scalar()
        if space is None:
            raise NotFoundError("item")
        return SpaceId(space)

    @abstractmethod
    def _read(self, known: Stored) -> Said: ...

    @abstractmethod
    def _fields(self, said: Said) -> Values: ...


class Comments(Sayings[Comment]):
    """Words about a copy, and the answers to them."""

    kind = RecordKind.COMMENT

    def _read(self, known: Stored) -> Comment:
        return comment_of(known.record, known.owner, known.fields)

    def _fields(self, said: Comment) -> Values:
        return {
            "about": said.about,
            "revision": said.revision,
            "text": said.text,
            "written_at": said.written_at.isoformat(),
        }


class Acknowledgements(Sayings[Acknowledgement]):
    """Seen, thank you, let's talk."""

    kind = RecordKind.ACKNOWLEDGEMENT

    def _read(self, known: Stored) -> Acknowledgement:
        return acknowledgement_of(known.record, known.owner, known.fields)

    def _fields(self, said: Acknowledgement) -> Values:
        return {
            "about": said.about,
            "revision": said.revision,
            "kind": said.kind.value,
            "given_at": said.given_at.isoformat(),
        }


class Openings(Sayings[Opened]):
    """When a copy was opened: once for each day."""

    kind = RecordKind.OPENED

    def _read(self, known: Stored) -> Opened:
        return opened_of(known.record, known.owner, known.fields)

    def _fields(self, said: Opened) -> Values:
        return {"about": said.about, "opened_at": said.opened_at.isoformat()}


class Removals(Sayings[Removed]):
    """Receipts that withdrawn copies are gone."""

    kind = RecordKind.REMOVED

    def _read(self, known: Stored) -> Removed:
        return removed_of(known.record, known.owner, known.fields)

    def is_asked_for(self, record: RecordId, space: SpaceId) -> bool:
        """Say whether an own copy that had been sealed was withdrawn, its erase sent or still waiting."""
        driver = driver_of(self._connection)
        waits = driver.execute(_ERASING, (space, self._person, record)).fetchone()
        return waits is not None or is_erased(driver, self._person, record)

    def computers(self, record: RecordId, space: SpaceId) -> frozenset[DeviceId]:
        """Return the computers that have signed that a copy is gone from them."""
        rows = self._connection.exec_driver_sql(_SIGNED, (record, space, self._person)).scalars()
        return frozenset(map(DeviceId, rows))

    def _fields(self, said: Removed) -> Values:
        return {"about": said.about, "removed_at": said.removed_at.isoformat()}
