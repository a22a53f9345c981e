"""Opening files only to look: a backup, or a vault on a disk that cannot be written. Nothing is ever changed."""

from contextlib import closing
from pathlib import Path

from peerdesk.crypto.vault_header import VaultHeader
from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.backup_errors import BackupOlderError, LogLeftError
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.domain.ids import Rng
from peerdesk.vault import header, rotated, schema, seal
from peerdesk.vault.engine import connect_to_look, finished_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.lock import VaultLock
from peerdesk.vault.log_frames import look_through
from peerdesk.vault.opening import Cancel, UnlockCancelledError, unlocked
from peerdesk.vault.places import DATABASE
from peerdesk.vault.standing import Standing, standing_of
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import Vault


def look_into(
    folder: Path,
    *,
    passphrase: str,
    rng: Rng,
    purpose: Purpose = Purpose.DATABASE,
    cancel: Cancel | None = None,
    allow_test_profile: bool = False,
) -> Vault:
    """Open with a passphrase, for reading only. `purpose` is BACKUP for a backup's folder.

    Raises WrongPassphraseError, VaultDamagedError, VaultMissingError, VaultNewerError, DiskFailedError,
    BackupOlderError for an older form, LogLeftError where what was kept last lies in a log, UnlockCancelledError.
    """
    # On a disk that cannot be written, a change of keys that was cut short stays as it is.
    folder = rotated.place_of(folder)
    opening, key = unlocked(header.read(folder), passphrase, allow_test_profile=allow_test_profile)
    if cancel is not None and cancel():
        raise UnlockCancelledError
    return look_with_key(folder, opening.header, key, rng, purpose)


def look_with_key(
    folder: Path, slots: VaultHeader, key: VaultKey, rng: Rng, purpose: Purpose = Purpose.DATABASE
) -> Vault:
    """Open with the root key at hand, for reading only. Raises what `look_into` raises for the file."""
    database, vault_id = folder / DATABASE, bytes.fromhex(slots.vault)
    log = database.with_name(database.name + "-wal")
    if not database.exists() or database.stat().st_size == 0:
        raise VaultDamagedError("database")
    if log.exists() and log.stat().st_size:
        raise LogLeftError
    with translated():
        connection = connect_to_look(database, key.subkey(purpose))
        with undone_on_failure(connection.close):
            is_old = schema.check(connection, vault_id)
    if is_old:
        connection.close()
        raise BackupOlderError
    vault = Vault(
        folder=folder,
        vault_id=vault_id,
        key=key,
        connection=connection,
        lock=VaultLock(folder),
        rng=rng,
        is_read_only=True,
    )
    vault.standing, vault.written_at = _standing(folder, key, purpose), database.stat().st_mtime_ns
    return vault


def _standing(folder: Path, key: VaultKey, purpose: Purpose) -> Standing:
    # By a connection of its own: a page that does not check spoils the one that met it.
    sealed, log = seal.read(folder, key.subkey(Purpose.LOG_SEAL)), look_through(folder / DATABASE)
    try:
        with translated(), closing(finished_copy(folder / DATABASE, key.subkey(purpose))) as driver:
            return standing_of(driver, sealed, log)
    except VaultDamagedError:
        return Standing(is_damaged=True)
