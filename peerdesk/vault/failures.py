"""Turning what the database says into what happened, once, here.

A database error carries the statement and its parameters, and those are somebody's words. So only its number is read;
then it is emptied, because Python keeps it as the context of ours however ours is raised.
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
# A backup's error comes without its number, and with SQLite's own constant sentence for it.
_SAID: Final = {
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "file is not a database": _NOTADB,
}


class InterruptedReadError(BugError):
    """A read was stopped because nobody waits for its answer any more."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise the vault's own errors in place of the database's."""
    try:
        yield
    except (SQLAlchemyError, dbapi2.Error) as error:
        raise translation(error) from None


def translation(error: SQLAlchemyError | dbapi2.Error) -> Exception:
    """Return our error for the database's, which is empty afterwards."""
    if isinstance(error, DBAPIError):
        code, kind = getattr(error.orig, "sqlite_errorcode", 0), type(error.orig).__name__
        _empty(error)
        return named(code, kind)
    if isinstance(error, SQLAlchemyError):
        _empty(error)
        return BugError(f"the database layer refused a statement: {type(error).__name__}")
    code = getattr(error, "sqlite_errorcode", 0) or _SAID.get(str(error), 0)
    error.args = ()
    return named(code, type(error).__name__)


def _empty(error: SQLAlchemyError) -> None:
    inner = error.__cause__ or error.__context__
    error.args = ()
    for name in ("statement", "params", "orig"):
        if hasattr(error, name):
            setattr(error, name, None)
    if inner is not None:
        inner.args = ()


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
