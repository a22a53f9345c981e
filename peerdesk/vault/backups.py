"""Making backups of a vault, and seeing that they open. One counts once it was opened and read from end to end.

It is copied page by page through SQLite's online backup, from one encrypted file into another under a key of its own
that comes from the same root key. So it never lies open on the disk, a save never waits for it, and what the vault
keeps meanwhile is in it as well. Until it was checked its name begins with a dot.
"""

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.backup_errors import BackupStoppedError
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault import files, header, seal
from peerdesk.vault.backup_places import BackupPlace, Reason, backups_folder, find_backups, name_of, rotate, sweep
from peerdesk.vault.engine import finished_copy, new_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.places import DATABASE, HEADER
from peerdesk.vault.tally import Tally, tally_of
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import ClosedVaultError, Vault

PAGES_AT_ONCE: Final = 64
"""A quarter of a megabyte, about a millisecond: so long a save waits for a backup at most."""

TURN: Final = threading.Lock()
"""Held by whoever makes a backup, and by whoever takes those under an older key away: neither may meet the other."""

Copier = Callable[[Path, bytes], Tally]
"""Copies into an empty file under a key, and says what it held."""


def make(vault: Vault, reason: Reason, now: datetime) -> BackupPlace:
    """Make a backup of an open vault, check it, and take away those that do not stay beside it.

    Takes a second for every hundred megabytes; others use the vault meanwhile. Raises BackupStoppedError,
    DiskFullError, DiskReadOnlyError, DiskFailedError or VaultDamagedError; then there is none, and the others are as
    they were.
    """

    def copier(to: Path, key: bytes) -> Tally:
        try:
            return vault.at_length(lambda driver, let_others_in: copied(driver, to, key, let_others_in))
        except ClosedVaultError:
            raise BackupStoppedError from None

    place = vault.with_key(lambda key: make_by(copier, vault.folder, key, reason, now))
    rotate(vault.folder)
    return place


def make_by(copier: Copier, vault: Path, key: VaultKey, reason: Reason, now: datetime) -> BackupPlace:
    """Make a backup by a function that copies into an empty file, without rotating. Raises what `make` raises."""
    within = backups_folder(vault)
    with TURN, files.disk():
        files.make_folder(within)
        sweep(vault)
        number = max((one.number for one in find_backups(vault)), default=0) + 1
        folder = within / name_of(number, now, reason)
        unfinished = within / ("." + folder.name)
        with undone_on_failure(lambda: shutil.rmtree(unfinished, ignore_errors=True)):
            _furnish(unfinished, copier, vault, key)
            unfinished.rename(folder)
        files.sync_folder(within)
    # A passphrase that was changed while this one had no name yet has left it out.
    header.renew_backups(vault)
    stamp = now.astimezone(UTC).replace(microsecond=0)
    return BackupPlace(folder=folder, number=number, made_at=stamp, reason=reason)


def verify(place: BackupPlace, key: VaultKey) -> Tally:
    """Open a backup, read every page of it, and return what it holds. Raises VaultDamagedError or DiskFailedError."""
    held = read_whole(place.folder / DATABASE, key.subkey(Purpose.BACKUP))
    if seal.read(place.folder, key.subkey(Purpose.LOG_SEAL)) != held:
        raise VaultDamagedError("backup")
    return held


def copied(source: dbapi2.Connection, to: Path, key: bytes, let_others_in: Callable[[], None]) -> Tally:
    """Copy a database into the empty file `to`, under `key`, and return what it held when the last page was copied."""

    def after_a_few(_status: int, remaining: int, _total: int) -> None:
        if remaining:
            let_others_in()

    with translated(), closing(new_copy(to, key)) as copy:
        source.backup(copy, pages=PAGES_AT_ONCE, sleep=0, progress=after_a_few)
        # In the same turn as its last page, so that this is what the copy holds.
        held = tally_of(source)
        # One file, with nothing beside it that could be forgotten.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        return held


def _furnish(folder: Path, copier: Copier, vault: Path, key: VaultKey) -> None:
    folder.mkdir(mode=files.FOLDER_MODE)
    database = folder / DATABASE
    files.create(database)
    held = copier(database, key.subkey(Purpose.BACKUP))
    put_on_disk(database)
    if read_whole(database, key.subkey(Purpose.BACKUP)) != held:
        raise VaultDamagedError("backup")
    files.create(folder / HEADER, (vault / HEADER).read_bytes())
    seal.put(folder, key.subkey(Purpose.LOG_SEAL), held)
    files.sync_folder(folder)


def read_whole(database: Path, key: bytes) -> Tally:
    """Read every page of a finished copy on a fresh connection: what its maker has in memory proves nothing.

    Raises VaultDamagedError or DiskFailedError.
    """
    with translated(), closing(finished_copy(database, key)) as driver:
        # Each page against its authentication code, and then how the pages fit together.
        wrong = driver.execute("PRAGMA cipher_integrity_check").fetchall()
        fits = not wrong and driver.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        held = tally_of(driver) if fits else None
    if held is None:
        raise VaultDamagedError("backup")
    return held


def put_on_disk(path: Path) -> None:
    """Have a file that somebody else wrote on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
