"""Making a vault, and opening one: lock, key, database, in that order.

The lock first, so that a second PeerDesk hears so before anybody waits for a key. The key next, so that whatever the
database says after it is about the file and not about the passphrase.
"""

import contextlib
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from peerdesk.crypto.errors import HeaderDamagedError, KdfOutOfBoundsError, WrongPassphraseError
from peerdesk.crypto.passphrase import Argon2Profile, calibrate
from peerdesk.crypto.vault_header import VaultHeader
from peerdesk.crypto.vault_key import (
    Purpose,
    VaultKey,
    new_header,
    open_with_passphrase,
    with_passphrase,
    with_recovery,
)
from peerdesk.domain import errors
from peerdesk.domain.ids import ID_BYTES, PersonId, Rng
from peerdesk.domain.text import folded
from peerdesk.vault import backups, files, header, places, reserve, schema, seal, tries
from peerdesk.vault.backup_places import Reason, rotate
from peerdesk.vault.engine import connect, driver_of
from peerdesk.vault.failures import translated
from peerdesk.vault.lock import VaultLock
from peerdesk.vault.log_frames import LogFrames, look_through
from peerdesk.vault.places import DATABASE
from peerdesk.vault.rotated import taken
from peerdesk.vault.shelves.identity import Identity, IdentityShelf
from peerdesk.vault.standing import Standing, standing_of
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import Vault

KDF_SECONDS: Final = 0.8
"""What a key is to take on the computer that it is made for. With .65 s a guess costs half (docs/performance.md)."""

MAX_KDF_KIB: Final = 256 * 1024

Cancel = Callable[[], bool]


class UnlockCancelledError(errors.VaultError):
    """Nobody waits for this vault to open any more."""

    code = "cancelled"


def create_vault(
    home: Path,
    *,
    display_name: str,
    passphrase: str,
    recovery_code: bytes,
    rng: Rng,
    kdf: Argon2Profile | None = None,
    allow_test_profile: bool = False,
) -> Vault:
    """Make a vault for somebody who has none here, and return it open.

    `recovery_code` has 20 bytes. `kdf` None measures this computer. Whatever fails, nothing is left behind.
    Raises VaultExistsError, DiskFullError, DiskReadOnlyError or DiskFailedError.
    """
    with files.disk():
        within = places.vaults_folder(home)
        files.make_folder(within)
    taken = {folded(place.display_name) for place in places.find_vaults(home)}
    if folded(display_name) in taken:
        raise errors.VaultExistsError
    vault_id, key = rng(ID_BYTES), VaultKey.generate()
    profile = kdf or calibrate(KDF_SECONDS, time.monotonic, max_memory_kib=MAX_KDF_KIB)
    slots = new_header(vault_id, key)
    slots = with_passphrase(slots, key, passphrase, profile, allow_test_profile=allow_test_profile)
    slots = with_recovery(slots, key, recovery_code)
    # Under another name until it is whole: a set-up that is cut short leaves nothing that looks like a vault.
    unfinished, folder = within / f".{vault_id.hex()}", within / vault_id.hex()
    with undone_on_failure(lambda: shutil.rmtree(unfinished, ignore_errors=True)), files.disk():
        _furnish(unfinished, display_name, slots, key, PersonId(rng(ID_BYTES)))
        unfinished.rename(folder)
        files.sync_folder(within)
    return open_with_key(folder, slots, key, rng)


def open_vault(
    folder: Path,
    *,
    passphrase: str,
    rng: Rng,
    cancel: Cancel | None = None,
    allow_test_profile: bool = False,
) -> Vault:
    """Open a vault with a passphrase. Takes as long as its key derivation was set to.

    Raises WrongPassphraseError, TooSoonError after several of these, VaultBusyError, VaultDamagedError,
    VaultNewerError, VaultMissingError, DiskReadOnlyError, DiskFailedError, or UnlockCancelledError when
    `cancel` says so.
    """
    # Once before the lock, which makes a file: a folder that holds no vault stays as it is. Once behind it, for good.
    header.read(folder)
    lock = taken(folder)
    with undone_on_failure(lock.release):
        with tries.paced(folder):
            opening, key = unlocked(header.read(folder), passphrase, allow_test_profile=allow_test_profile)
        _stop_if_asked(cancel)
        vault = open_with_key(folder, opening.header, key, rng, lock)
    with undone_on_failure(vault.close):
        header.settle(folder, opening)
    vault.header_was_damaged = not opening.is_current
    return vault


def open_with_key(folder: Path, slots: VaultHeader, key: VaultKey, rng: Rng, lock: VaultLock | None = None) -> Vault:
    """Open a vault whose root key is at hand. Raises what `open_vault` raises for the file."""
    if lock is None:
        lock = taken(folder)
    log = look_through(folder / DATABASE)
    with undone_on_failure(lock.release):
        with files.disk():
            was_open = files.close_to_others(folder)
            _demand_content(folder / DATABASE)
            written_at = (folder / DATABASE).stat().st_mtime_ns
        connection, standing = _brought_up(folder, slots, key, log)
    vault_id = bytes.fromhex(slots.vault)
    vault = Vault(folder=folder, vault_id=vault_id, key=key, connection=connection, lock=lock, rng=rng)
    vault.was_open_to_others, vault.standing, vault.written_at = was_open, standing, written_at
    reserve.set_by(folder)
    return vault


def _brought_up(folder: Path, slots: VaultHeader, key: VaultKey, log: LogFrames) -> tuple[Connection, Standing]:
    """Return a connection to the database in its newest form, and what was found before it was brought up to it."""
    connection, is_old = _connected(folder, slots, key, log)
    with undone_on_failure(lambda: _give_up(connection, folder, log)):
        try:
            # Before anything is brought up to a newer form: the seal is of what was closed.
            standing = _standing(connection, folder, key, log)
        except errors.VaultDamagedError:
            # A page that does not check spoils its connection. The others can be read by a new one.
            _let_go(connection)
            connection, is_old = _connected(folder, slots, key, log)
            standing = Standing(is_damaged=True)
        if is_old:
            _keep_copy(connection, folder, key)
            _migrate(connection, folder)
    return connection, standing


def _connected(folder: Path, slots: VaultHeader, key: VaultKey, log: LogFrames) -> tuple[Connection, bool]:
    """Return a connection to the database, and whether it must be migrated."""
    with translated(), files.disk():
        connection = connect(folder / DATABASE, key.subkey(Purpose.DATABASE))
        with undone_on_failure(lambda: _give_up(connection, folder, log)):
            # SQLite takes no notice where this fails, and by the log's name hangs all that is kept from here on.
            files.sync_folder(folder)
            return connection, schema.check(connection, bytes.fromhex(slots.vault))


def _give_up(connection: Connection, folder: Path, log: LogFrames) -> None:
    """Let go of a database that could not be opened after all."""
    if log.is_there:
        # SQLite folds the log in when it lets go: beside a seal of an earlier evening, what was in it would look like a
        # file that somebody had put there.
        seal.forget(folder)
    _let_go(connection)


def _let_go(connection: Connection) -> None:
    connection.close()
    connection.engine.dispose()


def _standing(connection: Connection, folder: Path, key: VaultKey, log: LogFrames) -> Standing:
    with translated():
        return standing_of(driver_of(connection), seal.read(folder, key.subkey(Purpose.LOG_SEAL)), log)


def _keep_copy(connection: Connection, folder: Path, key: VaultKey) -> None:
    """Keep a backup of how the database was before its update, with the time at which it was last written."""
    stamp = datetime.fromtimestamp((folder / DATABASE).stat().st_mtime, UTC)
    driver = driver_of(connection)
    # The update is undone as a whole if it fails, so a full disk is no reason to keep the notes shut.
    with contextlib.suppress(errors.DiskFullError):
        backups.make_by(
            lambda to, own: backups.copied(driver, to, own, lambda: None), folder, key, Reason.UPDATE, stamp
        )
        rotate(folder)


def _stop_if_asked(cancel: Cancel | None) -> None:
    if cancel is not None and cancel():
        raise UnlockCancelledError


def unlocked(
    headers: tuple[header.Opening, ...], passphrase: str, *, allow_test_profile: bool
) -> tuple[header.Opening, VaultKey]:
    """Return the header that a passphrase opens, and the key in it. Raises WrongPassphraseError, VaultDamagedError."""
    # The header before this one is tried only when this one is damaged: a passphrase that was changed stays changed.
    for opening in headers:
        try:
            key = open_with_passphrase(opening.header, passphrase, allow_test_profile=allow_test_profile)
        except WrongPassphraseError:
            raise errors.WrongPassphraseError from None
        except (HeaderDamagedError, KdfOutOfBoundsError):
            continue
        return opening, key
    raise errors.VaultDamagedError("header")


def _demand_content(path: Path) -> None:
    # An empty file opens with any key, and would at once be given the beginnings of a new database.
    if not path.exists() or path.stat().st_size == 0:
        raise errors.VaultDamagedError("database")


def _migrate(connection: Connection, folder: Path) -> None:
    """Bring the database up to the newest form; on a full disk with the room that was set by for such a day."""
    try:
        _migrate_once(connection)
    except errors.DiskFullError:
        if not reserve.give_up(folder):
            raise
        _migrate_once(connection)


def _migrate_once(connection: Connection) -> None:
    def roll_back() -> None:
        driver = driver_of(connection)
        if driver.in_transaction:
            driver.execute("ROLLBACK")

    with undone_on_failure(roll_back), translated():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.migrate(connection)
        connection.exec_driver_sql("COMMIT")


def _furnish(folder: Path, display_name: str, slots: VaultHeader, key: VaultKey, person: PersonId) -> None:
    folder.mkdir(mode=files.FOLDER_MODE)
    files.create(folder / DATABASE)
    header.write(folder, display_name, slots)
    with translated():
        connection = connect(folder / DATABASE, key.subkey(Purpose.DATABASE))
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            schema.create(connection, bytes.fromhex(slots.vault))
            IdentityShelf(connection).put(Identity(person=person, display_name=display_name))
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        finally:
            connection.close()
            connection.engine.dispose()
