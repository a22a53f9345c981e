"""How much of a space each of its people fills, so that nobody can use up the other's share."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, select

from peerdesk.server.store.logs import OpenLog, driver_words
from peerdesk.server.store.tables import held
from peerdesk.wire.ids import PersonId

_OF = select(held.c.owner, held.c.bytes).where(held.c.space == bindparam("space"))
_ADD = (
    "INSERT INTO held (space, owner, bytes) VALUES (?, ?, ?) "
    "ON CONFLICT (space, owner) DO UPDATE SET bytes = held.bytes + excluded.bytes"
)


def shares_of(connection: Connection, opened: OpenLog) -> dict[PersonId, int]:
    """Return how many bytes each person has in this space."""
    return {PersonId(row[0]): int(row[1]) for row in connection.execute(_OF, {"space": opened.number})}


def most_held(connection: Connection, opened: OpenLog, owners: Iterable[PersonId]) -> int:
    """Return the bytes of that one of the owners who has most in this space."""
    shares = shares_of(connection, opened)
    return max((shares.get(owner, 0) for owner in owners), default=0)


def add_bytes(connection: Connection, opened: OpenLog, weights: Mapping[PersonId, int]) -> None:
    """Count what was stored, or what an erase has set free, for each owner."""
    rows = [(opened.number, owner, more) for owner, more in weights.items()]
    connection.exec_driver_sql(driver_words(connection, _ADD), rows)
