"""The connection recipe: SQLite in write-ahead mode, every commit on the disk before anybody is told.

Readers see a steady snapshot and never wait. Writers take the write lock at once (BEGIN IMMEDIATE) and one
after another, so that a number given out inside a transaction is never given out twice.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from peerdesk.server.errors import SettingsError, StoreBusyError, StoreError, StoreForeignError, StoreFullError
from peerdesk.server.store.schema import bring_up_to_date

FILE_NAME = "server.db"
BUSY_SECONDS = 10.0
CONNECTIONS = 8
MAX_WAL_BYTES = 16 * 1024 * 1024

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a receipt is only sent for what survives a power cut
    "PRAGMA secure_delete = ON",  # an erased payload is overwritten, not only unlinked
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    f"PRAGMA journal_size_limit = {MAX_WAL_BYTES}",
)


Transaction = Connection
"""What the store lends for the length of a block; rooms outside of it only hand it back in."""


class Database:
    """One database, open. Safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._writer = threading.Lock()

    @classmethod
    def open(cls, folder: Path, url: str = "", *, read_only: bool = False) -> Self:
        """Open `server.db` in `folder`. Raises SettingsError for a `url` of another kind, and StoreError."""
        if url:
            raise SettingsError("Only the built-in database is available in this version; leave --database out.")
        path = folder / FILE_NAME
        database = cls(_engine(path, read_only=read_only))
        try:
            if read_only:
                with database.read() as connection:
                    connection.exec_driver_sql("SELECT 1 FROM alembic_version")
            else:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.touch(mode=0o600, exist_ok=True)
                with database.write() as connection:
                    bring_up_to_date(connection)
        except StoreError:
            database.close()
            raise
        except OSError as e:
            database.close()
            raise SettingsError(f"The folder {folder} cannot be used: {e.strerror}.") from e
        return database

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Lend a connection on a steady snapshot; nothing is written."""
        with _translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Lend the one writing connection. Leaving the block commits; a raised error rolls everything back."""
        with _translated(), self._writer, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the write-ahead file is folded in by the last one."""
        self._engine.dispose()


def _engine(path: Path, *, read_only: bool) -> Engine:
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
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=CONNECTIONS, max_overflow=0
    )
    event.listen(engine, "begin", _begin)
    if not read_only:
        event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    # The driver's own idea of transactions is switched off; a writer says so from the first statement.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as e:
        raise _translation(e) from e
    except PoolTimeoutError as e:
        raise StoreBusyError("no connection was free in time") from e


def _translation(error: DBAPIError) -> StoreError:
    code = getattr(error.orig, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    match primary:
        case sqlite3.SQLITE_FULL:
            return StoreFullError("the disk is full")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusyError("the database is busy")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StoreForeignError("the file is damaged, or not a database")
        case _:
            return StoreError(f"the database reported code {code}")
