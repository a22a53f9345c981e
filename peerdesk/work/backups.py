"""Backups of the notes on this computer: making one, checking one, opening one to look, putting one back beside."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from os import urandom
from pathlib import Path

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.errors import NotFoundError, VaultDamagedError
from peerdesk.domain.ids import Rng
from peerdesk.vault import backups as vault_backups
from peerdesk.vault import header, restoring, seal
from peerdesk.vault.backup_places import BackupPlace, Reason, find_backups
from peerdesk.vault.looking import look_into, look_with_key
from peerdesk.vault.opening import Cancel, unlocked
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.tally import Tally, tally_of
from peerdesk.vault.tries import paced
from peerdesk.vault.vault import Vault

_NOTES = "encounter"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRead:
    """A backup that was read from end to end. `holds` says whether all of it is as it was made; `notes` how many."""

    place: BackupPlace
    holds: bool
    notes: int = 0


def backups_here(folder: Path) -> tuple[BackupPlace, ...]:
    """Return the backups beside the notes in a vault's folder, the newest first."""
    return find_backups(folder)


def back_up(vault: Vault, now: datetime) -> BackupRead:
    """Make a backup because somebody asked for one. Raises what `peerdesk.vault.backups.make` raises."""
    return _made(vault, Reason.ASKED, now)


def back_up_after_unlock(vault: Vault, now: datetime) -> BackupRead | None:
    """Make the backup of this opening, unless nothing was kept since the newest one, or nothing may be written."""
    if vault.is_read_only:
        return None
    newest = next(iter(find_backups(vault.folder)), None)
    if newest is not None:
        held = seal.read(newest.folder, vault.subkey(Purpose.LOG_SEAL))
        if held is not None and held == vault.at_length(lambda driver, _: tally_of(driver)):
            return None
    return _made(vault, Reason.UNLOCK, now)


def check_backup(place: BackupPlace, key: VaultKey) -> BackupRead:
    """Open a backup and read all of it. Damage is an answer here, a disk that fails an error (DiskFailedError)."""
    try:
        held = vault_backups.verify(place, key)
    except VaultDamagedError:
        return BackupRead(place=place, holds=False)
    return BackupRead(place=place, holds=True, notes=_notes(held))


def put_back(place: BackupPlace, key: VaultKey, home: Path) -> Path:
    """Put a backup back under another home, and return its folder there. Raises what `restoring.restore` raises."""
    return restoring.restore(place, key, home)


def look(
    place: BackupPlace,
    passphrase: str,
    *,
    cancel: Cancel | None = None,
    rng: Rng = urandom,
    allow_test_profile: bool = False,
) -> Vault:
    """Open a backup for reading only. Raises what `peerdesk.vault.looking.look_into` raises, and TooSoonError."""
    with paced(place.vault):
        return look_into(
            place.folder,
            passphrase=passphrase,
            rng=rng,
            purpose=Purpose.BACKUP,
            cancel=cancel,
            allow_test_profile=allow_test_profile,
        )


def look_from(vault: Vault, place: BackupPlace, rng: Rng = urandom) -> Vault:
    """Open a backup of the notes that are open, for reading only. Raises what `look` raises for the file."""
    slots = header.read(place.folder)[0].header
    return vault.with_key(lambda key: look_with_key(place.folder, slots, key, rng, Purpose.BACKUP))


def notes_of(looked: Vault) -> int:
    """Return how many notes there are in a backup that is open to look."""
    return _notes(looked.at_length(lambda driver, _: tally_of(driver)))


def key_of(vault: VaultPlace, passphrase: str, *, allow_test_profile: bool = False) -> VaultKey:
    """Return the key of somebody's backups, without opening their notes: those may be damaged.

    Where the vault's own header is gone, that of a backup leads to the key as well. Raises WrongPassphraseError,
    TooSoonError, VaultDamagedError or VaultMissingError.
    """
    with paced(vault.folder):
        for folder in header.ways_in(vault.folder):
            with suppress(VaultDamagedError):
                return unlocked(header.read(folder), passphrase, allow_test_profile=allow_test_profile)[1]
        raise VaultDamagedError("header")


def named(folder: Path, name: str) -> BackupPlace:
    """Return the backup of that name or number. Raises NotFoundError."""
    number = int(name) if name.isascii() and name.isdecimal() else None
    found = [one for one in find_backups(folder) if name == one.name or number == one.number]
    if not found:
        raise NotFoundError("backup")
    return found[0]


def _made(vault: Vault, reason: Reason, now: datetime) -> BackupRead:
    place = vault_backups.make(vault, reason, now)
    held = seal.read(place.folder, vault.subkey(Purpose.LOG_SEAL))
    return BackupRead(place=place, holds=held is not None, notes=_notes(held) if held is not None else 0)


def _notes(held: Tally) -> int:
    return held.rows.get(_NOTES, 0)
