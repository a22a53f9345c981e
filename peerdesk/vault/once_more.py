"""Sending once more what was sent before: each record as it stands, as a new version that builds on the one there is.

Nothing changes by it, here or on another computer: every value keeps the stamp that it had.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import KINDS
from peerdesk.vault.records import Records, Stored
from peerdesk.wire.revision import parse_header, parse_revision

_ROWS: Final = (
    "SELECT id, record FROM {table} WHERE id > ? AND space = ? AND owner = ? AND length(lineage) > 0"
    " ORDER BY id LIMIT ?"
)
_WAITS: Final = "SELECT 1 FROM intent WHERE space = ? AND owner = ? AND record = ?"
_FRAME: Final = "SELECT frame FROM revision WHERE revision = ?"


class Place(NamedTuple):
    """How far it has come: which kind of record, as its number in the list of kinds, and the last row of those."""

    kind: int = 0
    row: int = 0


class OnceMore:
    """Goes through the records of a person in one space, some at a time."""

    def __init__(self, connection: Connection, person: PersonId) -> None:
        self._driver = driver_of(connection)
        self._records = Records(connection)
        self._person = person

    def intend(self, space: SpaceId, since: int, place: Place, limit: int) -> Place | None:
        """Have the next `limit` records sent once more, and return how far that is; None at the end.

        Not what waits anyway, nor what some computer has sealed knowing entry `since` of the directory.
        """
        kinds = tuple(KINDS)
        if place.kind >= len(kinds):
            return None
        kind = kinds[place.kind]
        rows = self._rows(kind, space, place.row, limit)
        for _, record in rows:
            known = self._records.find(kind, self._person, record)
            if known is not None and not self._waits(known) and not self._is_newer(known, since):
                self._records.settle(known, {})
        return Place(place.kind, rows[-1][0]) if rows else Place(place.kind + 1)

    def _rows(self, kind: RecordKind, space: SpaceId, after: int, limit: int) -> list[tuple[int, RecordId]]:
        sql = _ROWS.format(table=KINDS[kind].table.name)
        found: Iterable[tuple[int, bytes]] = self._driver.execute(sql, (after, space, self._person, limit))
        return [(row, RecordId(record)) for row, record in found]

    def _waits(self, known: Stored) -> bool:
        return self._driver.execute(_WAITS, (known.space, known.owner, known.record)).fetchone() is not None

    def _is_newer(self, known: Stored, since: int) -> bool:
        """Say whether one of a record's versions of today was sealed by somebody who knew of that entry."""
        sealed = [head.revision for head in known.heads() if head.revision is not None]
        frames = (self._driver.execute(_FRAME, (revision,)).fetchone() for revision in sealed)
        headers = [parse_header(parse_revision(row[0]).header) for row in frames if row is not None]
        return len(headers) == 1 == len(sealed) and headers[0].directory_n >= since
