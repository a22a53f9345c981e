"""The recipe for opening the encrypted file. The order matters; each line stands here because leaving it out hurt.

The engine holds one connection for its whole life. It is in autocommit mode for the driver and for SQLAlchemy alike, so
a transaction begins and ends exactly where `peerdesk.vault.vault` says BEGIN and COMMIT, and nowhere else.
"""

from pathlib import Path
from types import NoneType
from typing import Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from peerdesk.domain.errors import VaultMissingError
from peerdesk.vault.undoing import undone_on_failure

DATABASE_KEY_BYTES: Final = 32
APPLICATION_ID: Final = 0x50444B31  # "PDK1"
CACHE_KIB: Final = 16 * 1024
BULK_CACHE_KIB: Final = 64 * 1024
# A backstop only: the log is folded into the file when the desk is idle and at each lock, never during a save.
AUTOCHECKPOINT_PAGES: Final = 16384
BUSY_MILLISECONDS: Final = 2000

_SETTINGS: Final = (
    "PRAGMA journal_mode = WAL",
    # With NORMAL, a power cut took acknowledged notes in 17 of 25 trials; with FULL in none.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    f"PRAGMA wal_autocheckpoint = {AUTOCHECKPOINT_PAGES}",
)

_LOOKING: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA query_only = ON",
    f"PRAGMA cache_size = -{CACHE_KIB}",
)


def _nothing(_: None) -> None:
    return None


# Of any other value than a number or a text the driver first asks at length what it would rather be, and then takes it
# as it is. That was .8 us for every id and every NULL of every statement; here the answer is found at once.
dbapi2.register_adapter(bytes, bytearray)
dbapi2.register_adapter(NoneType, _nothing)


def connect(path: Path, key: bytes) -> Connection:
    """Return the one connection to the file at `path`, which must exist. `key` is the raw 32-byte database key.

    Raises VaultMissingError when there is no file (a new one is never made silently), and the driver's own error for a
    key that does not fit: the caller translates it.
    """
    if not path.exists():
        raise VaultMissingError
    return _connection(_driver(path, key))


def connect_to_look(path: Path, key: bytes) -> Connection:
    """Return a connection to a file that nobody writes, for reading. Raises like `connect`."""
    driver = finished_copy(path, key)
    with undone_on_failure(driver.close):
        driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        for setting in _LOOKING:
            driver.execute(setting).fetchall()
    return _connection(driver)


def _connection(driver: dbapi2.Connection) -> Connection:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: driver,
        poolclass=StaticPool,
        # Neither statements nor their parameters may reach a log or an error text: they are somebody's words.
        hide_parameters=True,
        skip_autocommit_rollback=True,
        isolation_level="AUTOCOMMIT",
    )
    return engine.connect()


def driver_of(connection: Connection) -> dbapi2.Connection:
    """Return the driver's own connection, for the handful of statements of a save.

    SQLAlchemy adds some ten microseconds to each; eight of them were a third of the time that keeping a note takes.
    """
    driver: dbapi2.Connection = connection.connection.driver_connection
    return driver


def new_copy(path: Path, key: bytes) -> dbapi2.Connection:
    """Return a connection to an empty file that a copy is written into. Nothing of it counts before it was checked."""
    driver = _keyed(path, "mode=rw", key)
    # It is written once, put on the disk whole, and only then given its name: a journal of its own would help nobody.
    for setting in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"):
        driver.execute(setting).fetchall()
    return driver


def finished_copy(path: Path, key: bytes) -> dbapi2.Connection:
    """Return a fresh connection to a file that nobody writes, for reading. Takes no lock and leaves no file."""
    return _keyed(path, "mode=ro&immutable=1", key)


def _keyed(path: Path, how: str, key: bytes) -> dbapi2.Connection:
    uri = f"{path.resolve().as_uri()}?{how}"
    driver = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    with undone_on_failure(driver.close):
        driver.execute("PRAGMA cipher_log_level = NONE")
        driver.set_key(_raw_key(key))
        driver.execute("PRAGMA temp_store = MEMORY").fetchall()
    return driver


def _driver(path: Path, key: bytes) -> dbapi2.Connection:
    # The desk opens the file on its vault thread and closes it from wherever the lock comes; the vault's own lock sees
    # to it that only one thread is inside at a time.
    driver = dbapi2.connect(
        path.resolve().as_uri() + "?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    with undone_on_failure(driver.close):
        driver.execute("PRAGMA cipher_log_level = NONE")
        driver.set_key(_raw_key(key))
        # An exclusive lock before the first read keeps the log's index in memory: no -shm file, no second reader.
        driver.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        driver.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        for setting in _SETTINGS:
            driver.execute(setting).fetchall()
    return driver


def _raw_key(key: bytes) -> bytes:
    # Anything but this exact form, of this exact length, is silently taken as a passphrase and stretched.
    if len(key) != DATABASE_KEY_BYTES:
        raise ValueError("a database key is 32 bytes")
    return b"x'" + key.hex().encode() + b"'"
