"""The counters of sealed revisions: dense in each space for each opening of the vault, and never given twice.

Because an opening has a name of its own, two copies of a vault never collide, and a restored one needs no detection.
"""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import SpaceId
from peerdesk.vault.engine import driver_of

_NEXT: Final = (
    "INSERT INTO counter (space, run, last_n) VALUES (?, ?, ?)"
    " ON CONFLICT (space, run) DO UPDATE SET last_n = last_n + ? RETURNING last_n"
)
_LAST_RUN: Final = "SELECT run, last_n FROM counter WHERE space = ? AND run != ? ORDER BY id DESC LIMIT 1"


class Counters:
    """The counters of this opening of the vault, which `run` names."""

    def __init__(self, connection: Connection, run: bytes) -> None:
        self._driver = driver_of(connection)
        self._run = run

    def next_n(self, space: SpaceId) -> int:
        """Allot the next counter of this run in a space: 1, 2, 3 ..."""
        return self.allot(space, 1)

    def allot(self, space: SpaceId, count: int) -> int:
        """Allot so many of the next counters and return the first of them."""
        (last,) = self._driver.execute(_NEXT, (space, self._run, count, count)).fetchone()
        return int(last) - count + 1

    def last_run(self, space: SpaceId) -> tuple[bytes, int] | None:
        """Return the run before this one that wrote in the space, and its last counter."""
        row = self._driver.execute(_LAST_RUN, (space, self._run)).fetchone()
        return None if row is None else (row[0], row[1])
