"""Making a whole vault again out of a damaged one: what can be read of it, and the newest backup for what cannot.

Nothing damaged is ever deleted: the files are set aside in a folder of their own first. The new database is made and
checked under another name and takes its place in one step. Cut short anywhere, it can be begun again.
"""

import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault import files, schema, seal
from peerdesk.vault.backup_places import BackupPlace, find_backups
from peerdesk.vault.backups import put_on_disk, read_whole, verify
from peerdesk.vault.engine import connect, driver_of, finished_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.filling import Filling, fill_from_backup
from peerdesk.vault.places import DATABASE
from peerdesk.vault.salvage import Lost, Salvage
from peerdesk.vault.tally import Tally
from peerdesk.vault.undoing import undone_on_failure

SET_ASIDE: Final = "set-aside-"
WORKING: Final = ".rescue"
UNDER_WAY: Final = ".rescuing"
"""Names the folder with the damaged files from when they leave their place until the new one is there."""

_LOG: Final = DATABASE + "-wal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """What came of it. `aside` holds the damaged files. `filled` says what came from where, and what is missing.

    `held` is what there is now, `sealed` what there was when the vault was last closed, None where that is not known.
    """

    aside: Path
    backup: BackupPlace | None
    filled: Filling
    held: Tally
    sealed: Tally | None


def rescue(folder: Path, vault_id: bytes, key: VaultKey) -> Rescued:
    """Make the database of a closed vault whole again; its lock is held by the caller.

    Raises VaultDamagedError where neither the file nor a backup gives what a vault needs, or a disk error; then the
    damaged files are where they were, or in the newest folder aside.
    """
    working = folder / WORKING
    with files.disk(), translated():
        aside = _set_aside(folder)
        shutil.rmtree(working, ignore_errors=True)
        working.mkdir(mode=files.FOLDER_MODE)
        with undone_on_failure(lambda: shutil.rmtree(working, ignore_errors=True)):
            _fold(aside, working / "damaged.db", key)
            backup = _newest_that_holds(folder, key)
            filled = _made_whole(working, vault_id, key, backup)
            held = read_whole(working / DATABASE, key.subkey(Purpose.DATABASE))
            put_on_disk(working / DATABASE)
        _take_its_place(folder, working, aside)
        seal.write(folder, key.subkey(Purpose.LOG_SEAL), held)
        shutil.rmtree(working, ignore_errors=True)
    sealed = seal.read(aside, key.subkey(Purpose.LOG_SEAL))
    return Rescued(aside=aside, backup=backup, filled=filled, held=held, sealed=sealed)


def _set_aside(folder: Path) -> Path:
    """Put the damaged files, the log among them, into a folder of their own; the one there, if they are in it.

    They are in one where a rescue was cut short. Where the file is gone for another reason, none that is older helps.
    """
    before = {path.name: path for path in folder.glob(SET_ASIDE + "*")}
    marker = folder / UNDER_WAY
    if not (folder / DATABASE).exists() and marker.exists():
        cut_short = before.get(marker.read_bytes().decode(errors="replace"))
        if cut_short is not None:
            return cut_short
    # Not by how many there are: older ones may have been thrown away.
    numbers = [int(said) for name in before if (said := name.removeprefix(SET_ASIDE)).isdecimal()]
    aside = folder / f"{SET_ASIDE}{max(numbers, default=0) + 1:03d}"
    unfinished = folder / ("." + aside.name)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=files.FOLDER_MODE)
    for name in (DATABASE, _LOG, seal.NAME):
        if (folder / name).exists():
            shutil.copy2(folder / name, unfinished / name)
            put_on_disk(unfinished / name)
    files.sync_folder(unfinished)
    unfinished.rename(aside)
    files.sync_folder(folder)
    return aside


def _fold(aside: Path, damaged: Path, key: VaultKey) -> None:
    """Copy the damaged database to work on, and fold its log into the copy as far as it can be."""
    if not (aside / DATABASE).exists():
        files.create(damaged)
        return
    shutil.copy2(aside / DATABASE, damaged)
    if (aside / _LOG).exists():
        shutil.copy2(aside / _LOG, damaged.with_name(damaged.name + "-wal"))
        # What cannot be folded in is missing from the copy, and is told with all that is.
        with suppress(SQLAlchemyError, dbapi2.Error):
            connection = connect(damaged, key.subkey(Purpose.DATABASE))
            try:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            finally:
                connection.close()
                connection.engine.dispose()


def _newest_that_holds(folder: Path, key: VaultKey) -> BackupPlace | None:
    for place in find_backups(folder):
        try:
            verify(place, key)
        except VaultDamagedError:
            continue
        return place
    return None


def _made_whole(working: Path, vault_id: bytes, key: VaultKey, backup: BackupPlace | None) -> Filling:
    database = working / DATABASE
    files.create(database)
    connection = connect(database, key.subkey(Purpose.DATABASE))
    try:
        driver = driver_of(connection)
        driver.execute("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.create(connection, vault_id)
        filled = Filling(driver)
        lost = _poured(working / "damaged.db", key, filled)
        if backup is not None:
            own = key.subkey(Purpose.BACKUP)
            with closing(finished_copy(backup.folder / DATABASE, own)) as source:
                fill_from_backup(filled, source, lost)
        filled.finish(lost)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    finally:
        connection.close()
        connection.engine.dispose()
    return filled


def _poured(damaged: Path, key: VaultKey, filled: Filling) -> Lost | None:
    """Take over what can be read; None where nothing can be, because the first page is damaged."""
    with closing(Salvage(damaged, key.subkey(Purpose.DATABASE))) as salvage:
        try:
            tables = salvage.shapes()
        except dbapi2.Error:
            return None
        # An empty file opens with any key.
        return salvage.pour(filled.known(tables), filled.take) if tables else None


def _take_its_place(folder: Path, working: Path, aside: Path) -> None:
    # The damaged files are aside by now. First they go, then the new one comes: a log of the old one beside the new
    # one would be read into it. In between there is no database, and nothing opens but a rescue that goes on from here.
    files.replace(folder / UNDER_WAY, aside.name.encode())
    (folder / DATABASE).unlink(missing_ok=True)
    files.sync_folder(folder)
    (folder / _LOG).unlink(missing_ok=True)
    files.sync_folder(folder)
    (working / DATABASE).replace(folder / DATABASE)
    files.sync_folder(folder)
    (folder / UNDER_WAY).unlink(missing_ok=True)
    files.sync_folder(folder)
