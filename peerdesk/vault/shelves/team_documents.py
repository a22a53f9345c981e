"""Documents between a supervisor and a peer: those that this person gave, and those that they were given.

Of several of one person in one space the highest version holds. Two computers may have given one under the same number:
then a digest of what they say decides, so that it is the same one for its author and for every reader. An id would not
do: it begins with a clock, and each copy has its own.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Final, Generic, Protocol, TypeVar

import msgspec
from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.fields import KINDS
from peerdesk.vault.reading import Fields
from peerdesk.vault.records import Records, Stored, stored
from peerdesk.vault.shelves.identity import pair_space

# The newest revision of a record: one that is said anew was on the server before, with other words.
_SENT: Final = "SELECT seq FROM revision WHERE space = ? AND owner = ? AND record = ? ORDER BY id DESC LIMIT 1"
_MEANT: Final = "SELECT 1 FROM intent WHERE space = ? AND owner = ? AND record = ?"


class Versioned(Protocol):
    """What such a document has in any case."""

    @property
    def version(self) -> int:
        """Return which of its author's it is."""


Document = TypeVar("Document", bound=Versioned)


def rank(one: Versioned) -> tuple[int, bytes]:
    """Return what the document that holds has most of. It is the same on every computer."""
    return one.version, hashlib.sha256(msgspec.json.encode(one)).digest()


class TeamDocuments(Generic[Document]):
    """One kind of them. Each shelf says what it gives; what was received is read in one way."""

    def __init__(
        self, connection: Connection, person: PersonId, kind: RecordKind, read: Callable[[Fields], Document]
    ) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._kind = kind
        self._read = read

    def newest(self, other: PersonId, owner: PersonId, **only: str) -> Stored | None:
        """Return the document of one of the two that holds. `only` are columns and what stands in them."""
        return next(iter(self._rows(self._kind, self._between(other), owner, only)), None)

    def all_of(self, other: PersonId, owner: PersonId, **only: str) -> tuple[Document, ...]:
        """Return all of one of the two, the highest version first."""
        rows = self._rows(self._kind, self._between(other), owner, only)
        return tuple(self._read(one.fields) for one in rows)

    def is_sent(self, reader: PersonId, record: RecordId) -> bool:
        """Say whether the server has answered that it holds what a reader was given. It is no word from their desk."""
        about = (pair_space(self._person, reader), self._person, record)
        if self._connection.exec_driver_sql(_MEANT, about).first() is not None:
            return False
        return self._connection.exec_driver_sql(_SENT, about).scalar() is not None

    def _between(self, other: PersonId) -> SpaceId:
        return pair_space(self._person, other)

    def _rows(self, kind: RecordKind, space: SpaceId, owner: PersonId, only: Mapping[str, str]) -> tuple[Stored, ...]:
        table = KINDS[kind]
        where = "".join(f' AND "{name}" = ?' for name in only)
        sql = f"SELECT * FROM {table.table.name} WHERE space = ? AND owner = ? AND hidden = 0{where}"
        rows = self._connection.exec_driver_sql(sql, (space, owner, *only.values())).mappings()
        return tuple(sorted((stored(table, row) for row in rows), key=self._rank, reverse=True))

    def _rank(self, one: Stored) -> tuple[int, bytes]:
        return rank(self._read(one.fields))
