"""Putting a backup back: beside the living vault, never over it, under the key of a vault again."""

import shutil
from contextlib import closing
from pathlib import Path

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.errors import VaultDamagedError, VaultExistsError
from peerdesk.vault import files, header, seal
from peerdesk.vault.backup_places import BackupPlace
from peerdesk.vault.backups import copied, put_on_disk, read_whole, verify
from peerdesk.vault.engine import finished_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.places import DATABASE, HEADER, vaults_folder
from peerdesk.vault.undoing import undone_on_failure


def restore(place: BackupPlace, key: VaultKey, home: Path) -> Path:
    """Put a backup back as a vault under another home, and return its folder. The backup stays as it is.

    It is checked before and after. Whatever fails, nothing is left behind. Raises VaultExistsError where that home has
    this vault already, VaultDamagedError, DiskFullError, DiskReadOnlyError or DiskFailedError.
    """
    within = vaults_folder(home)
    name = header.read(place.folder)[0].header.vault
    folder, unfinished = within / name, within / f".{name}"
    if folder.exists():
        raise VaultExistsError
    verify(place, key)
    with files.disk():
        files.make_folder(within)
        shutil.rmtree(unfinished, ignore_errors=True)
        with undone_on_failure(lambda: shutil.rmtree(unfinished, ignore_errors=True)):
            unfinished.mkdir(mode=files.FOLDER_MODE)
            furnish(unfinished, place, key)
            unfinished.rename(folder)
            files.sync_folder(within)
    return folder


def furnish(folder: Path, place: BackupPlace, key: VaultKey) -> None:
    """Lay a vault's files into an empty folder, from a backup that was verified."""
    database, own = folder / DATABASE, key.subkey(Purpose.DATABASE)
    files.create(database)
    with translated(), closing(finished_copy(place.folder / DATABASE, key.subkey(Purpose.BACKUP))) as source:
        held = copied(source, database, own, lambda: None)
    put_on_disk(database)
    if read_whole(database, own) != held:
        raise VaultDamagedError("backup")
    files.create(folder / HEADER, (place.folder / HEADER).read_bytes())
    seal.write(folder, key.subkey(Purpose.LOG_SEAL), held)
    files.sync_folder(folder)
