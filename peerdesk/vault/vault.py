"""An open vault: transactions on one connection, one at a time, and an orderly end."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.errors import BugError, DiskFailedError, DiskFullError, VaultError
from peerdesk.domain.ids import DeviceId, PersonId, Rng
from peerdesk.vault import reserve, seal
from peerdesk.vault.engine import driver_of
from peerdesk.vault.failures import translated
from peerdesk.vault.lock import VaultLock
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.ids import RUN_BYTES

MERGE_PAGES: Final = 500

_COUNT: Final = (
    "INSERT INTO setting (name, value) VALUES ('commits', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"
)
_COMMITS: Final = "SELECT value FROM setting WHERE name = 'commits'"
_MERGE: Final = f"INSERT INTO encounter_search (encounter_search, rank) VALUES ('merge', {MERGE_PAGES})"
_DEVICE: Final = "SELECT device FROM identity WHERE id = 1"


class Vault:
    """The open vault of one person. Made by `peerdesk.vault.opening`; `close` it, or let the process end.

    `run` names this opening and is never used again; `missing_commits` and `was_open_to_others` say what was found.
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
    ) -> None:
        self.folder = folder
        self.vault_id = vault_id
        self.run = rng(RUN_BYTES)
        self.was_open_to_others = False
        self.missing_commits = 0
        self._key = key
        self._connection = connection
        self._driver = driver_of(connection)
        self._lock = lock
        self._turn = threading.Lock()
        self._inside: int | None = None
        self._whose: PersonId | None = None
        self._failed = False
        self._closed = False

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a transaction that is kept when the block is left, and undone when an error leaves it.

        Raises DiskFullError (and gives up the reserve, so that the next save has room), DiskReadOnlyError,
        DiskFailedError, VaultBusyError or VaultDamagedError.
        """
        try:
            with self._one_at_a_time(), self._transaction("BEGIN IMMEDIATE") as tx:
                yield tx
        except DiskFullError:
            reserve.give_up(self.folder)
            raise
        except DiskFailedError:
            # What a failed write left behind is unknown, so nothing more is written before the vault was opened anew.
            self._failed = True
            raise

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a transaction that only reads and sees one moment. Raises DiskFailedError or VaultDamagedError."""
        with self._one_at_a_time(), self._transaction("BEGIN") as tx:
            yield tx

    @property
    def device(self) -> DeviceId | None:
        """The device this vault is, None before it has joined anything."""
        with self._one_at_a_time(), translated():
            found = self._connection.exec_driver_sql(_DEVICE).scalar()
        return None if found is None else DeviceId(found)

    def subkey(self, purpose: Purpose | str) -> bytes:
        """Return the 32-byte key for one purpose, by its name (`device-keys`)."""
        return self._key.subkey(Purpose(purpose.replace("-", " ")))

    def interrupt(self) -> None:
        """Stop the read that is running on another thread: nobody waits for its answer any more."""
        if not self._closed:
            self._driver.interrupt()

    def tidy(self) -> None:
        """Do what was put off during saves: merge the search index, fold the log into the file. For idle moments."""
        with self._one_at_a_time(), translated():
            self._connection.exec_driver_sql(_MERGE)
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()

    def close(self) -> None:
        """Fold the log into the file, seal the count of commits, and let go. Twice is once."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            try:
                # What was kept is on the disk already; tidying that fails (a full disk) must not stand in a lock's way.
                with contextlib.suppress(VaultError), translated():
                    if not self._failed:
                        self._connection.exec_driver_sql(_MERGE)
                        self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
                        seal.write(self.folder, self.subkey(Purpose.LOG_SEAL), self._commits())
            finally:
                self._connection.close()
                self._connection.engine.dispose()
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check_seal(self) -> None:
        """Compare the database with its seal; `missing_commits` says by how much it is behind."""
        with self._one_at_a_time(), translated():
            commits = self._commits()
        self.missing_commits = seal.missing_commits(self.folder, self.subkey(Purpose.LOG_SEAL), commits)

    def _commits(self) -> int:
        return int(self._connection.exec_driver_sql(_COMMITS).scalar() or 0)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._inside == me:
            raise BugError("a transaction inside a transaction")
        with self._turn:
            if self._closed:
                raise BugError("a closed vault was used")
            if self._failed:
                raise DiskFailedError
            self._inside = me
            try:
                yield
            finally:
                self._inside = None

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Transaction]:
        with translated():
            self._driver.execute(begin)
            before = self._driver.total_changes
            tx = Transaction(self._connection, self.run, self._whose)
            try:
                yield tx
                if self._driver.total_changes != before:
                    self._driver.execute(_COUNT)
                self._driver.execute("COMMIT")
                self._whose = tx.known_person
            except BaseException:
                self._undo()
                raise

    def _undo(self) -> None:
        # After some failures SQLite has rolled back by itself, and a second time would be an error of its own.
        if self._driver.in_transaction:
            self._driver.execute("ROLLBACK")
