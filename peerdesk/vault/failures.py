"""Turning what the database says into what happened, once, here.

A database error carries the statement and its parameters, and those are somebody's words. So the foreign error is not
chained to ours: only its number is read, and it is let go.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2

from peerdesk.domain.errors import (
    BugError,
    DiskFailedError,
    DiskFullError,
    DiskReadOnlyError,
    VaultBusyError,
    VaultDamagedError,
)

# Primary result codes of SQLite (sqlite.org/rescode.html); extended ones carry them in their lowest byte.
_BUSY, _LOCKED, _READONLY, _INTERRUPT, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 9, 10, 11, 13, 14, 26
_PRIMARY: Final = 0xFF


class InterruptedReadError(BugError):
    """A read was stopped because nobody waits for its answer any more."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise the vault's own errors in place of the database's."""
    failure: Exception | None = None
    try:
        yield
    except DBAPIError as error:
        failure = named(getattr(error.orig, "sqlite_errorcode", 0), type(error.orig).__name__)
    except SQLAlchemyError as error:
        failure = BugError(f"the database layer refused a statement: {type(error).__name__}")
    except dbapi2.Error as error:
        failure = named(getattr(error, "sqlite_errorcode", 0), type(error).__name__)
    # Raised out here, so that the foreign error is not even the context of ours.
    if failure is not None:
        raise failure


def named(code: int, kind: str) -> Exception:
    """Return our error for a result code of SQLite; `kind` is the name of the driver's error class."""
    known: dict[int, Exception] = {
        _BUSY: VaultBusyError(),
        _LOCKED: VaultBusyError(),
        _READONLY: DiskReadOnlyError(),
        _INTERRUPT: InterruptedReadError(),
        _IOERR: DiskFailedError(),
        _CORRUPT: VaultDamagedError("database"),
        _FULL: DiskFullError(),
        _CANTOPEN: DiskReadOnlyError(),
        _NOTADB: VaultDamagedError("database"),
    }
    return known.get(code & _PRIMARY) or BugError(f"the database refused a statement: {kind} {code}")
