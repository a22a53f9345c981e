"""The database of a larger hospital: PostgreSQL, through psycopg. Its administrators know how to keep it safe.

A reader sees one steady snapshot (REPEATABLE READ, READ ONLY). A writer locks the row of the space it writes to, so
that numbers are given out one after another there while other spaces go on. A commit is durable before anybody is told,
whatever the database's own default is.
"""

import re

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from peerdesk.server.errors import (
    SettingsError,
    StoreBusyError,
    StoreError,
    StoreForeignError,
    StoreFullError,
    StoreTakenError,
)

CONNECTIONS = 8
CONNECT_SECONDS = 10
WAIT_SECONDS = 10

_SESSION = (
    "SET synchronous_commit = 'on'",  # a receipt is only sent for what survives a power cut
    f"SET lock_timeout = '{WAIT_SECONDS}s'",
    "SET statement_timeout = '120s'",
    "SET idle_in_transaction_session_timeout = '120s'",
    "SET client_encoding = 'UTF8'",
)

# What PostgreSQL calls its errors: five signs, of which the first two are the class.
_WORDS = {
    "53100": StoreFullError("the database's disk is full"),
    "23505": StoreTakenError("somebody else was faster"),
    "25006": StoreError("the database is read-only"),
    "42501": StoreForeignError("this database user may not do what the server needs"),
}
_CLOSED = {
    "no password supplied": "28P01",
    "authentication failed": "28P01",
    "role it does not exist": "28000",
    "role it is not permitted to log in": "28000",
    "no pg_hba.conf entry": "28000",
    "database it does not exist": "3D000",
}
_QUOTED = re.compile(r"""\"[^"\n]*\"|'[^'\n]*'""")
_BUSY_CLASSES = frozenset({"08", "40", "53", "55", "57"})  # connection, rollback, resources, locks, shutting down


def postgres_engine(url: URL, *, read_only: bool) -> Engine:
    """Return a pool of connections; nothing is opened yet. psycopg is only loaded for those who need it."""
    engine = create_engine(
        url.update_query_dict({"connect_timeout": str(CONNECT_SECONDS), "application_name": "peerdesk"}),
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,  # after the database was started again, nobody should meet the dead connections
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_reading if read_only else _begin)
    return engine


def postgres_problem(error: DBAPIError) -> StoreError:
    """Say in our own words what went wrong."""
    code = getattr(error.orig, "sqlstate", None)
    if code is None or error.connection_invalidated:
        return StoreBusyError("the database cannot be reached")
    if code in _WORDS:
        return _WORDS[code]
    if code[:2] in _BUSY_CLASSES:
        return StoreBusyError("the database is busy")
    return StoreError(f"the database reported code {code}")


def cannot_open(error: DBAPIError) -> SettingsError | None:
    """Return why the door is closed for good, or None if another try may do better."""
    # A door that never opened has no code, only words. The names in them, of a host or a user, say nothing.
    said = _QUOTED.sub("it", str(error.orig))
    code = getattr(error.orig, "sqlstate", None) or next((code for words, code in _CLOSED.items() if words in said), "")
    if code in {"28P01", "28000"}:
        return SettingsError("The database does not know this user, or wants another password.")
    if code == "3D000":
        return SettingsError("There is no database of that name. Make one first, and make its user the owner.")
    return None


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for statement in _SESSION:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes") and options.get("isolation_level") != "AUTOCOMMIT":
        _begin_reading(connection)


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
