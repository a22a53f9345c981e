"""How much there is: counts and bytes, which name nobody."""

from sqlalchemy import Connection, func, select, text

from peerdesk.server.store.place import Place
from peerdesk.server.store.tables import log, space


def totals(connection: Connection) -> tuple[int, int, int]:
    """Return the number of logs, of revisions, and the bytes of their frames."""
    logs = spaces_in(connection)
    query = select(func.count(), func.coalesce(func.sum(func.length(log.c.frame)), 0)).select_from(log)
    revisions, size = connection.execute(query).one()
    return logs, int(revisions), int(size)


def spaces_in(connection: Connection) -> int:
    """Return the number of logs."""
    return int(connection.execute(select(func.count()).select_from(space)).scalar_one())


def frame_bytes_in(connection: Connection) -> int:
    """Return the bytes of all frames as the logs keep count of them, without reading a line."""
    return int(connection.execute(select(func.coalesce(func.sum(space.c.frame_bytes), 0))).scalar_one())


def file_bytes(place: Place) -> int:
    """Return the size of SQLite's files."""
    return sum(file.stat().st_size for file in place.folder.glob(f"{place.name}*"))


def database_bytes(connection: Connection) -> int:
    """Return the size of PostgreSQL's database, as it tells it."""
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
