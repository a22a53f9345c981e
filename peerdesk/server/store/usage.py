"""How much of a space each of its people fills, so that nobody can use up the other's share."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select, text, update

from peerdesk.server.store.logs import OpenLog
from peerdesk.server.store.tables import held, space
from peerdesk.wire.ids import PersonId

_OF = select(held.c.owner, held.c.bytes).where(held.c.space == bindparam("space"))
_ADD = text(
    "INSERT INTO held (space, owner, bytes) VALUES (:space, :owner, :bytes) "
    "ON CONFLICT (space, owner) DO UPDATE SET bytes = held.bytes + excluded.bytes"
)
_ADD_TO_SPACE = (
    update(space).where(space.c.number == bindparam("of")).values(frame_bytes=space.c.frame_bytes + bindparam("more"))
)


def shares_of(connection: Connection, opened: OpenLog) -> dict[PersonId, int]:
    """Return how many bytes each person has in this space."""
    return {PersonId(row[0]): int(row[1]) for row in connection.execute(_OF, {"space": opened.number})}


def most_held(connection: Connection, opened: OpenLog, owners: Iterable[PersonId]) -> int:
    """Return the bytes of that one of the owners who has most in this space."""
    shares = shares_of(connection, opened)
    return max((shares.get(owner, 0) for owner in owners), default=0)


def add_bytes(connection: Connection, opened: OpenLog, weights: Mapping[PersonId, int]) -> None:
    """Count what was stored, or what an erase has set free, for each owner and for the space."""
    rows = [{"space": opened.number, "owner": owner, "bytes": more} for owner, more in weights.items()]
    if rows:
        connection.execute(_ADD, rows)
        connection.execute(_ADD_TO_SPACE, {"of": opened.number, "more": sum(weights.values())})
