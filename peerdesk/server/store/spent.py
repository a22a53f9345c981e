"""What was good once and is not any more: answered nonces, ended tokens. Each until its time would be over anyway.

Only the hash of a thing is kept, so the table lets nobody in.
"""

from sqlalchemy import Connection, bindparam, delete, func, select, text

from peerdesk.server.store.tables import entry, spent

_PUT = text("INSERT INTO spent (mark, until) VALUES (:mark, :until) ON CONFLICT DO NOTHING")
_FIND = select(spent.c.until).where(spent.c.mark == bindparam("mark"))
_STANDING = select(_FIND.scalar_subquery(), select(func.max(entry.c.n)).scalar_subquery())
_FORGET = delete(spent).where(spent.c.until < bindparam("now"))


def put_spent(connection: Connection, mark: bytes, until: int) -> bool:
    """Note a mark, and tell whether it was new. `until` is in seconds since 1970."""
    return connection.execute(_PUT, {"mark": mark, "until": until}).rowcount == 1


def last_entry_unless_spent(connection: Connection, mark: bytes) -> int | None:
    """Return how long the directory is, or None if the mark was noted: what is asked before every answer."""
    spent_at, last = connection.execute(_STANDING, {"mark": mark}).one()
    return None if spent_at is not None else last or 0


def is_spent(connection: Connection, mark: bytes) -> bool:
    """Tell whether the mark was noted."""
    return connection.execute(_FIND, {"mark": mark}).first() is not None


def forget_spent(connection: Connection, now: int) -> None:
    """Drop the marks of things that are too old to be of any use anyway."""
    connection.execute(_FORGET, {"now": now})
