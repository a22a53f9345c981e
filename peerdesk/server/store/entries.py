"""The directory's entries on disk, verbatim and in order."""

from sqlalchemy import Connection, func, insert, select

from peerdesk.server.store.tables import entry

_LAST = select(func.max(entry.c.n))


def all_entries(connection: Connection) -> list[bytes]:
    """Return every entry, from number 1."""
    return list(connection.execute(select(entry.c.raw).order_by(entry.c.n)).scalars())


def entries_as_filed(connection: Connection) -> list[tuple[int, bytes, bytes]]:
    """Return number, noted hash and bytes of every entry, in the order of their numbers."""
    query = select(entry.c.n, entry.c.hash, entry.c.raw).order_by(entry.c.n)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def last_entry(connection: Connection) -> int:
    """Return the number of the last entry, 0 for none."""
    return connection.execute(_LAST).scalar_one() or 0


def received_at(connection: Connection, n: int) -> int:
    """Return when entry `n`, which is there, was taken in: seconds since 1970, by the server's clock."""
    return int(connection.execute(select(entry.c.received_at).where(entry.c.n == n)).scalar_one())


def entries_after(connection: Connection, n: int, *, limit: int, cap_bytes: int) -> tuple[bytes, ...]:
    """Return the entries behind number `n`: at most `limit`, and no more bytes than `cap_bytes` but for one."""
    page: list[bytes] = []
    size = 0
    query = select(entry.c.raw).where(entry.c.n > n).order_by(entry.c.n).limit(limit)
    for raw in connection.execute(query).scalars():
        size += len(raw)
        if page and size > cap_bytes:
            break
        page.append(raw)
    return tuple(page)


def add_entry(connection: Connection, n: int, entry_hash: bytes, raw: bytes, received_at: int) -> None:
    """Write the entry; `received_at` is in seconds since 1970, by the server's clock."""
    connection.execute(insert(entry).values(n=n, hash=entry_hash, raw=raw, received_at=received_at))
