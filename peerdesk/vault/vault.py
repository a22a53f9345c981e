"""An open vault: transactions on one connection, one at a time, and an orderly end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Final, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.errors import (
    BugError,
    DiskFailedError,
    DiskFullError,
    DiskReadOnlyError,
    VaultDamagedError,
    VaultError,
)
from peerdesk.domain.ids import DeviceId, PersonId, Rng
from peerdesk.domain.rotation_errors import VaultRenewedError
from peerdesk.vault import log_room, reserve, seal
from peerdesk.vault.engine import driver_of
from peerdesk.vault.failures import translated, translation
from peerdesk.vault.lock import VaultLock
from peerdesk.vault.places import DATABASE
from peerdesk.vault.search_words import MERGE
from peerdesk.vault.standing import Standing
from peerdesk.vault.tally import tally_of
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.ids import RUN_BYTES

Result = TypeVar("Result")

_PAUSE_SECONDS: Final = 0.002
_WRITE: Final = "BEGIN IMMEDIATE"
_READ: Final = "BEGIN"
_COUNT: Final = (
    "INSERT INTO setting (name, value) VALUES ('commits', ?)"
    " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
)
_DEVICE: Final = "SELECT device FROM identity WHERE id = 1"


class ClosedVaultError(BugError):
    """Somebody asked a vault that was closed. Only what goes on at length may hear this, and stops then."""


class Vault:
    """The open vault of one person. Made by `peerdesk.vault.opening`; `close` it, or let the process end.

    `run` names this opening and is never used again; `standing`, `was_open_to_others` and `header_was_damaged` say what
    was found, and `written_at` when the file had been written then, in nanoseconds of the file system's clock. One that
    `is_read_only` keeps nothing: a backup that is looked into, or a vault on a disk that cannot be written.
    """

    def __init__(
        self,
        *,
        folder: Path,
        vault_id: bytes,
        key: VaultKey,
        connection: Connection,
        lock: VaultLock,
        rng: Rng,
        is_read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.is_read_only = is_read_only
        self.vault_id = vault_id
        self.run = rng(RUN_BYTES)
        self.was_open_to_others = self.header_was_damaged = False
        self.standing = Standing()
        self.written_at = 0
        self._key = key
        self._connection = connection
        self._driver = driver_of(connection)
        self._lock = lock
        self._turn = threading.Lock()
        self._inside: int | None = None
        self._uncounted = 0
        self._whose: PersonId | None = None
        self._failed = False
        self._closed = False
        self._renewed = False

    def write(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that is kept when the block is left, and undone when an error leaves it.

        Raises DiskFullError (and gives up the reserve, so that the next save has room), DiskReadOnlyError,
        DiskFailedError, VaultBusyError or VaultDamagedError.
        """
        if self.is_read_only:
            raise DiskReadOnlyError
        return self._transaction(_WRITE)

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads and sees one moment. Raises DiskFailedError or VaultDamagedError."""
        return self._transaction(_READ)

    @property
    def is_renewed(self) -> bool:
        """Say whether another vault is in this one's place, under other keys: nothing of it is to be used any more."""
        return self._renewed

    @property
    def device(self) -> DeviceId | None:
        """The device this vault is, None before it has joined anything."""
        with self._one_at_a_time(), translated():
            found = self._connection.exec_driver_sql(_DEVICE).scalar()
        return None if found is None else DeviceId(found)

    def subkey(self, purpose: Purpose | str) -> bytes:
        """Return the 32-byte key for one purpose, by its name (`device-keys`)."""
        return self._key.subkey(Purpose(purpose.replace("-", " ")))

    def with_key(self, use: Callable[[VaultKey], Result]) -> Result:
        """Return what `use` makes with the root key, for a new way into this vault (`peerdesk.vault.slots`)."""
        return use(self._key)

    def interrupt(self) -> None:
        """Stop the read that is running on another thread: nobody waits for its answer any more."""
        if not self._closed:
            self._driver.interrupt()

    def at_length(self, use: Callable[[dbapi2.Connection, Callable[[], None]], Result]) -> Result:
        """Return what `use` makes of the connection, in a turn that it gives up for a moment as often as it can.

        `use` is handed a function for that: whoever waits to save goes first. It raises ClosedVaultError once the vault
        was closed meanwhile, or DiskFailedError. Nothing may be written. Raises what reading raises.
        """
        self._take_turn()
        try:
            with translated():
                return use(self._driver, self._let_others_in)
        finally:
            # Not ours any more where taking it again failed.
            if self._inside == threading.get_ident():
                self._end_turn()

    def tidy(self) -> None:
        """Do what was put off during saves, for idle moments (a tenth of a second after a busy hour).

        Merges the search index, folds the log into the file, and sees to it that the log has room.
        Raises DiskFullError, DiskReadOnlyError, DiskFailedError or VaultDamagedError; nothing is lost by that.
        """
        if self.is_read_only:
            return
        with self._one_at_a_time(), translated():
            self._connection.exec_driver_sql(MERGE)
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()
            log_room.lay_out(self.folder / DATABASE)

    def close(self) -> None:
        """Fold the log into the file, seal the count of commits, and let go. Twice is once."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            try:
                if not self.is_read_only:
                    self._fold_and_seal()
            finally:
                self._connection.close()
                self._connection.engine.dispose()
                self._lock.release()

    def end_with(self, last: Callable[[dbapi2.Connection], bool], after: Callable[[], object]) -> bool:
        """Say whether `last`, in a turn of its own, put another vault in this one's place.

        Then this opening is over, `after` is called, and the lock is let go: whoever uses it hears VaultRenewedError.
        Else it goes on as it was. Raises what `last` raises, ClosedVaultError or DiskFailedError.
        """
        self._take_turn()
        try:
            with translated():
                self._closed = self._renewed = last(self._driver)
            if self._renewed:
                with ExitStack() as leaving:
                    # From the last to the first, and each of them whatever becomes of the others.
                    for step in (self._lock.release, after, self._connection.engine.dispose, self._connection.close):
                        leaving.callback(step)
            return self._renewed
        finally:
            self._end_turn()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fold_and_seal(self) -> None:
        # What was kept is on the disk already; tidying that fails (a full disk) must not stand in a lock's way.
        try:
            with translated():
                if self._failed:
                    raise DiskFailedError
                # Counted here and not in each commit: what the seal guards was folded into the file at a close, and a
                # count in each commit would seal and write one more page for each note.
                self._connection.exec_driver_sql(_COUNT, (self._uncounted,))
                self._connection.exec_driver_sql(MERGE)
                self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
                seal.write(self.folder, self.subkey(Purpose.LOG_SEAL), tally_of(self._driver))
        except VaultDamagedError:
            return
        except VaultError:
            # SQLite folds the log in all the same when it lets go: beside a seal of an earlier evening, what was kept
            # since would look like a file that somebody had put there.
            seal.forget(self.folder)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self._take_turn()
        try:
            yield
        finally:
            self._end_turn()

    def _let_others_in(self) -> None:
        self._end_turn()
        # Without a pause the lock is often taken again before whoever waits for it has woken up.
        threading.Event().wait(_PAUSE_SECONDS)
        self._take_turn()

    def _take_turn(self) -> None:
        me = threading.get_ident()
        if self._inside == me:
            raise BugError("a transaction inside a transaction")
        self._turn.acquire()
        if self._closed or self._failed:
            self._turn.release()
            if self._renewed:
                raise VaultRenewedError
            raise ClosedVaultError("a closed vault was used") if self._closed else DiskFailedError
        self._inside = me

    def _end_turn(self) -> None:
        self._inside = None
        self._turn.release()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Transaction]:
        # One generator for the turn, the transaction and the translation: three inside each other cost a save as much
        # as the statement that keeps the note.
        self._take_turn()
        try:
            self._driver.execute(begin)
            before = self._driver.total_changes
            tx = Transaction(self._connection, self.run, self._whose)
            yield tx
            self._driver.execute("COMMIT")
            self._uncounted += self._driver.total_changes != before
            self._whose = tx.known_person
        except BaseException as error:
            # Whatever ended it, nothing of it stays; what the driver says goes on in our own words.
            self._undo()
            known = translation(error) if isinstance(error, SQLAlchemyError | dbapi2.Error) else error
            if begin == _WRITE:
                self._after_failed_write(known)
            if known is error:
                raise
            raise known from None
        finally:
            self._end_turn()

    def _after_failed_write(self, error: BaseException) -> None:
        if isinstance(error, DiskFullError):
            reserve.give_up(self.folder)
        elif isinstance(error, DiskFailedError):
            # What a failed write left behind is unknown, so nothing more is written before the vault was opened anew.
            self._failed = True

    def _undo(self) -> None:
        # After some failures SQLite has rolled back by itself, and a second time would be an error of its own.
        with translated():
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
