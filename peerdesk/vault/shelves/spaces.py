"""How far this computer has come in the log of each space, and what it was shown of it."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.domain.ids import RevisionId, SpaceId
from peerdesk.vault.engine import driver_of
from peerdesk.wire.exchange import CHAIN_START

CHECKPOINT_EVERY: Final = 256

_GET: Final = "SELECT cursor, chain, witness_seq, witness_chain FROM space WHERE space = ?"
_ALL: Final = "SELECT space FROM space ORDER BY space"
_PUT: Final = "INSERT OR REPLACE INTO space (space, cursor, chain, witness_seq, witness_chain) VALUES (?, ?, ?, ?, ?)"
_POINT: Final = "INSERT OR REPLACE INTO space_point (space, seq, kind, chain) VALUES (?, ?, ?, ?)"
_POINTS: Final = "SELECT seq, chain FROM space_point WHERE space = ? AND kind = ? ORDER BY seq"
_LAST_POINT: Final = (
    "SELECT seq, chain FROM space_point WHERE space = ? AND seq <= ? AND kind = 'checkpoint' ORDER BY seq DESC LIMIT 1"
)
_PASSED: Final = "DELETE FROM space_point WHERE space = ? AND kind = 'shown' AND seq <= ?"
_PROMISED: Final = "SELECT seq, revision FROM revision WHERE space = ? AND seq > ?"
_BEYOND: Final = "DELETE FROM space_point WHERE space = ? AND seq > ?"


class Point(NamedTuple):
    """A point of a space's log: its length there, and the chain over it."""

    seq: int
    chain: bytes


NOWHERE: Final = Point(0, CHAIN_START)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceState:
    """`cursor` is what was applied here, with the chain recomputed; `witness` the highest point ever shown."""

    cursor: Point = NOWHERE
    witness: Point = NOWHERE


class Spaces:
    """The shelf of cursors, witnesses and points."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)

    def known(self) -> tuple[SpaceId, ...]:
        """Return the spaces of which anything was ever pulled or pushed."""
        return tuple(SpaceId(space) for (space,) in self._driver.execute(_ALL))

    def get(self, space: SpaceId) -> SpaceState:
        """Return how far we are; at the beginning for a space that was never seen."""
        row = self._driver.execute(_GET, (space,)).fetchone()
        if row is None:
            return SpaceState()
        return SpaceState(cursor=Point(row[0], row[1]), witness=Point(row[2], row[3]))

    def put(self, space: SpaceId, state: SpaceState) -> None:
        """Set cursor and witness. What was shown up to the cursor has been compared and is forgotten.

        Every so often the cursor is kept as a point to which a reconcile can go back.
        """
        if state.cursor.seq // CHECKPOINT_EVERY > self.get(space).cursor.seq // CHECKPOINT_EVERY:
            self._driver.execute(_POINT, (space, state.cursor.seq, "checkpoint", state.cursor.chain))
        self._driver.execute(_PUT, (space, *state.cursor, *state.witness))
        self._driver.execute(_PASSED, (space, state.cursor.seq))

    def show(self, space: SpaceId, point: Point) -> None:
        """Keep a point that we were shown beyond the cursor, to compare it when we get there."""
        self._driver.execute(_POINT, (space, point.seq, "shown", point.chain))

    def shown(self, space: SpaceId) -> tuple[Point, ...]:
        """Return the points we were shown beyond the cursor, in order."""
        return tuple(Point(*row) for row in self._driver.execute(_POINTS, (space, "shown")))

    def promised(self, space: SpaceId) -> tuple[tuple[int, RevisionId], ...]:
        """Return where behind the cursor what we sent stands, as the server's receipts say."""
        after = self.get(space).cursor.seq
        rows = self._driver.execute(_PROMISED, (space, after))
        return tuple((seq, RevisionId(one)) for seq, one in rows)

    def checkpoints(self, space: SpaceId) -> tuple[Point, ...]:
        """Return the points to which a reconcile can go back, in order."""
        return tuple(Point(*row) for row in self._driver.execute(_POINTS, (space, "checkpoint")))

    def checkpoint_before(self, space: SpaceId, seq: int) -> Point:
        """Return the last of these points that is not past a number; the beginning where there is none."""
        row = self._driver.execute(_LAST_POINT, (space, seq)).fetchone()
        return NOWHERE if row is None else Point(*row)

    def rewind(self, space: SpaceId, state: SpaceState) -> None:
        """Go back to an earlier point after a reconcile; points beyond it say nothing any more."""
        self.put(space, state)
        self._driver.execute(_BEYOND, (space, state.cursor.seq))
