"""When a note was changed here, until that change is sealed and carries its time itself. It decides nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import RecordId
from peerdesk.vault.engine import driver_of

_PUT: Final = "INSERT INTO kept_at (record, at) VALUES (?, ?) ON CONFLICT (record) DO UPDATE SET at = excluded.at"
_GET: Final = "SELECT at FROM kept_at WHERE record = ?"
_TAKE: Final = "DELETE FROM kept_at WHERE record = ? RETURNING at"


class ChangeTimes:
    """The times of changes that wait to be sealed."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)

    def put(self, record: RecordId, now: datetime | None) -> None:
        """Note that a record was changed at `now` (aware); None forgets when: nobody said."""
        if now is None:
            self.take(record)
        else:
            self._driver.execute(_PUT, (record, max(0, int(now.timestamp()))))

    def get(self, record: RecordId) -> datetime | None:
        """Return when the change that waits was made, UTC; None where nobody noted it."""
        row = self._driver.execute(_GET, (record,)).fetchone()
        return None if row is None else datetime.fromtimestamp(row[0], UTC)

    def take_many(self, records: Sequence[RecordId]) -> dict[RecordId, datetime]:
        """Return the times of those records that have one, and forget them: the changes are being sealed."""
        marks = ", ".join("?" * len(records))
        rows = self._driver.execute(f"DELETE FROM kept_at WHERE record IN ({marks}) RETURNING record, at", records)
        return {RecordId(record): datetime.fromtimestamp(at, UTC) for record, at in rows.fetchall()}

    def take(self, record: RecordId) -> datetime | None:
        """Return the same and forget it: the change is being sealed."""
        row = self._driver.execute(_TAKE, (record,)).fetchone()
        return None if row is None else datetime.fromtimestamp(row[0], UTC)
