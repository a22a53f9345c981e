"""Copy an SQLite database while others use it, through SQLite's own online backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

from peerdesk.server.errors import StoreError, StoreFullError
from peerdesk.server.store.database import Database


def copy_database(source: Database, to: Path) -> None:
    """Copy everything, as of this moment, into the empty file `to`. Raises StoreError.

    In write-ahead mode a reader keeps its picture however long it takes, and hinders no writer.
    """
    try:
        with source.read() as connection, closing(sqlite3.connect(to, isolation_level=None)) as copy:
            driver = connection.connection.driver_connection
            if not isinstance(driver, sqlite3.Connection):
                raise StoreError("only SQLite is copied like this")
            driver.backup(copy)
            # One file, with nothing beside it that could be forgotten.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as e:
        if e.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise StoreFullError("the disk is full") from e
        raise StoreError(f"the copy could not be made: code {e.sqlite_errorcode}") from e
