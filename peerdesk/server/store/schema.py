"""Bring a database to the shape of this version, or say why that cannot be done.

A new database gets today's tables at once. An older one is led there by Alembic, step by step, and only then
is Alembic loaded, which would stay in memory for as long as the server runs. A test holds both ways to give
the same tables.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from peerdesk.server.errors import StoreForeignError, StoreNewerError
from peerdesk.server.store.tables import metadata

HEAD = "0004"
KNOWN = ("0001", "0002", "0003", "0004")
APPLICATION_ID = 0x50445331  # "PDS1", the mark of our SQLite files

_MIGRATIONS = Path(__file__).with_name("migrations")


# Two servers that start at once make the tables one after the other. SQLite's write lock does that by itself.
_STARTING = 0x50445331


def check_readable(connection: Connection) -> None:
    """Raise StoreForeignError or StoreNewerError unless the tables are the ones of this version."""
    version = _version(connection)
    if version is None:
        raise StoreForeignError("the database is empty")
    _check_known(version)
    if version != HEAD:
        raise StoreForeignError(f"the database has the older form {version}; a start of the server brings it to {HEAD}")


def bring_up_to_date(connection: Connection) -> None:
    """Create or change the tables. Raises StoreForeignError and StoreNewerError without touching anything."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_STARTING})")
    version = _version(connection)
    if version == HEAD:
        return
    if version is not None:
        _check_known(version)
    if version is None:
        _make(connection)
    else:
        _take_time(connection)
        upgrade(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _check_known(version: str) -> None:
    if version not in KNOWN:
        raise StoreNewerError(f"the database has version {version}; this PeerDesk knows up to {HEAD}")


def _version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if connection.dialect.name == "sqlite":
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if mark != (APPLICATION_ID if tables else 0):
            raise StoreForeignError("the file is not a database of a PeerDesk server")
    if "alembic_version" not in tables:
        if tables:
            raise StoreForeignError("the database holds the tables of another program")
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)


def _take_time(connection: Connection) -> None:
    """Let one statement of this transaction last as long as a large log wants, and not as long as an answer may."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _make(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take every step that this database has not taken yet, up to one."""
    from alembic import command, config  # noqa: PLC0415 - it stays in memory, and a current database needs none of it

    steps = config.Config(attributes={"connection": connection})
    steps.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(steps, to)
