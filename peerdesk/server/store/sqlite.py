"""The built-in database: one file, in write-ahead mode, every commit on the disk before anybody is told.

Readers see a steady snapshot and never wait. Writers take the write lock at once (BEGIN IMMEDIATE) and one after
another, also across processes, so that a number given out inside a transaction is never given out twice.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from peerdesk.server.errors import StoreBusyError, StoreError, StoreForeignError, StoreFullError, StoreTakenError

BUSY_SECONDS = 10.0
CONNECTIONS = 8
CACHE_KIB = 2048  # of each connection; more was measured to be no quicker, as the system keeps the file at hand anyway
CHECKPOINT_PAGES = 4000  # of 4 KiB; the fewer checkpoints, the fewer times the same page of an index is written
MAX_WAL_BYTES = 16 * 1024 * 1024

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a receipt is only sent for what survives a power cut
    "PRAGMA secure_delete = ON",  # an erased payload is overwritten, not only unlinked
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
    f"PRAGMA journal_size_limit = {MAX_WAL_BYTES}",
)
_TAKEN = frozenset({sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE})


def sqlite_engine(path: Path, *, read_only: bool) -> Engine:
    """Return a pool of connections to the file; nothing is opened yet."""

    def connect() -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=64,
        )

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,  # the connection that was used last has the pages at hand
    )
    event.listen(engine, "begin", _begin)
    if not read_only:
        event.listen(engine, "connect", _prepare)
    return engine


def sqlite_problem(error: DBAPIError) -> StoreError:
    """Say in our own words what went wrong."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code in _TAKEN:
        return StoreTakenError("somebody else was faster")
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StoreFullError("the disk is full")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusyError("the database is busy")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StoreForeignError("the file is damaged, or not a database")
        case _:
            return StoreError(f"the database reported code {code}")


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # The driver's own idea of transactions is switched off; a writer says so from the first statement.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
