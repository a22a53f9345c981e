"""One way into the database, whichever it is: steady reading, and writing that is durable when the block is left."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from peerdesk.server.errors import ServerError, SettingsError, StoreBusyError, StoreError
from peerdesk.server.store.place import Place
from peerdesk.server.store.postgres import cannot_open, postgres_engine, postgres_problem
from peerdesk.server.store.schema import bring_up_to_date, check_readable
from peerdesk.server.store.sqlite import sqlite_engine, sqlite_problem

Transaction = Connection
"""What the store lends for the length of a block; rooms outside of it only hand it back in."""


class Database:
    """One database, open. Safe to use from many threads, and beside other processes that use it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._glancing = engine if self.is_a_file else engine.execution_options(isolation_level="AUTOCOMMIT")
        # SQLite has one writer at a time: those of this process wait here in order, and not by trying again.
        self._writer: AbstractContextManager[object] = threading.Lock() if self.is_a_file else nullcontext()

    @property
    def is_a_file(self) -> bool:
        """Tell whether the database lies in the server's own folder, and not in PostgreSQL."""
        return self._engine.dialect.name == "sqlite"

    @classmethod
    def open(cls, place: Place, *, read_only: bool = False) -> Self:
        """Open the database and bring it to today's form. Raises SettingsError and StoreError, in words."""
        if place.postgres is not None:
            database = cls(postgres_engine(place.postgres, read_only=read_only))
        else:
            database = cls(sqlite_engine(place.file, read_only=read_only))
        try:
            database._begin(place, read_only=read_only)
        except ServerError:
            database.close()
            raise
        except OSError as e:
            database.close()
            raise SettingsError(f"The folder {place.folder} cannot be used: {e.strerror}.") from e
        return database

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Lend a connection on a steady snapshot; nothing is written."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Transaction]:
        """Lend a connection for single questions that need not agree with each other: quick, without a transaction."""
        with self._translated(), self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Lend a writing connection. Leaving the block commits; a raised error rolls everything back."""
        with self._translated(), self._writer, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; SQLite's write-ahead file is folded in by the last one."""
        self._engine.dispose()

    def _begin(self, place: Place, *, read_only: bool) -> None:
        if read_only:
            with self.read() as connection:
                check_readable(connection)
            return
        if place.postgres is None:
            place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.file.touch(mode=0o600, exist_ok=True)
        with self.write() as connection:
            bring_up_to_date(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as e:
            raise self._translation(e) from e
        except PoolTimeoutError as e:
            raise StoreBusyError("no connection was free in time") from e

    def _translation(self, error: DBAPIError) -> StoreError | SettingsError:
        if self.is_a_file:
            return sqlite_problem(error)
        return cannot_open(error) or postgres_problem(error)
