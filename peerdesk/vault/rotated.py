"""The change of files at the end of a rotation: from one rename on, the vault is what lies in the folder `rotated`.

Whoever takes the vault's lock brings the change to its end first, or takes away what never came so far. No key is
needed for that, only renames and deletions: also after a kill, and on a disk that is full. The files under the old key
are filled with zeros before they go. A disk that writes elsewhere instead of in place (most that have no moving parts,
and file systems that keep snapshots) may still hold them, which nothing here can change.
"""

import contextlib
import os
import shutil
from pathlib import Path
from typing import Final

from peerdesk.vault import backup_places, files
from peerdesk.vault.backup_places import backups_folder, find_backups, name_of, read_place
from peerdesk.vault.lock import VaultLock
from peerdesk.vault.places import DATABASE, HEADER, PREVIOUS_HEADER, PRIVATE, SEAL
from peerdesk.vault.undoing import undone_on_failure

BEGUN: Final = ".rotation"
"""What a rotation makes before it counts. Without the rename it means nothing."""
DONE: Final = "rotated"
"""A whole vault under its new key, until each of its files is in its place."""
TO_MOVE: Final = {
    PREVIOUS_HEADER: "header.json.first",
    HEADER: "header.json.second",
    SEAL: "seal.copy",
    PRIVATE: "private.copy",
}
"""Copies that are moved into their places, while those in `rotated` stay until the database has moved."""
BACKUP: Final = "backup"

_BESIDE: Final = ("-wal", "-shm", "-journal")
_AT_ONCE: Final = 1024 * 1024


def taken(folder: Path) -> VaultLock:
    """Take a vault's lock, and end a change of keys that was cut short: nobody may meet a vault that is half of each.

    Raises VaultBusyError, VaultMissingError, DiskReadOnlyError or DiskFailedError.
    """
    lock = VaultLock(folder)
    lock.take()
    with undone_on_failure(lock.release), files.disk():
        finish(folder)
    return lock


def place_of(folder: Path) -> Path:
    """Return where the header, the database and the seal of a vault lie now."""
    return folder / DONE if (folder / DONE / DATABASE).exists() else folder


def commit(folder: Path) -> None:
    """Let what was made count, from here on and whatever happens. Raises OSError; then it does not."""
    files.sync_folder(folder / BEGUN)
    (folder / BEGUN).rename(folder / DONE)
    # It counts now. A disk that cannot say so must not make anybody believe that it does not.
    with contextlib.suppress(OSError):
        files.sync_folder(folder)


def sweep(folder: Path) -> None:
    """Take away what never came to count."""
    if (folder / BEGUN).exists():
        shutil.rmtree(folder / BEGUN, ignore_errors=True)


def finish(folder: Path) -> None:
    """Bring a change of files to its end, or take away what never counted. Hold the vault's lock. Raises OSError."""
    sweep(folder)
    done = folder / DONE
    if not done.is_dir():
        return
    if (done / DATABASE).exists():
        # Before anything of the old one goes, the rename is on the disk.
        files.sync_folder(folder)
        if (done / TO_MOVE[PRIVATE]).exists():
            # What had not been folded into the old one is in the new one.
            wipe(folder / (PRIVATE + _BESIDE[0]))
        # The one before first: while the header itself is wiped, it shows the name and leads in.
        for name, copy in TO_MOVE.items():
            _put(done / copy, folder / name)
        wipe(folder / PREVIOUS_HEADER)
        _change_backups(folder, done)
        for ending in _BESIDE:
            wipe(folder / (DATABASE + ending))
        files.sync_folder(folder)
        # Last: from here on the folder is the vault again.
        _put(done / DATABASE, folder / DATABASE)
    shutil.rmtree(done, ignore_errors=True)
    files.sync_folder(folder)


def wipe(path: Path) -> None:
    """Fill a file with zeros and take it away; one that is not there is as good."""
    _zero(path)
    path.unlink(missing_ok=True)


def _put(fresh: Path, path: Path) -> None:
    if fresh.exists():
        _zero(path)
        fresh.replace(path)
        files.sync_folder(path.parent)


def _zero(path: Path) -> None:
    # As far as the disk lets us: what counts is that the file goes.
    with contextlib.suppress(OSError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _AT_ONCE)))
        file.flush()
        os.fsync(file.fileno())


def _change_backups(folder: Path, done: Path) -> None:
    """Put the new backup among the others, and then take those under the old key away."""
    found = find_backups(folder)
    number = max((one.number for one in found), default=0) + 1
    for fresh in (done / BACKUP).iterdir() if (done / BACKUP).is_dir() else ():
        made = read_place(fresh)
        if made is not None:
            files.make_folder(backups_folder(folder))
            fresh.rename(backups_folder(folder) / name_of(number, made.made_at, made.reason))
            files.sync_folder(backups_folder(folder))
    ours = (done / HEADER).read_bytes()
    for place in find_backups(folder):
        header = place.folder / HEADER
        if not header.exists() or header.read_bytes() != ours:
            _drop(place.folder)
    backup_places.sweep(folder)
    if backups_folder(folder).is_dir():
        # What is under the old key must not come back with a cut of the power, once this was the last of it.
        files.sync_folder(backups_folder(folder))


def _drop(folder: Path) -> None:
    # Its name first, so that what is half gone is never taken for a backup.
    leaving = folder.with_name("." + folder.name)
    folder.rename(leaving)
    files.sync_folder(leaving.parent)
    for name in (HEADER, DATABASE):
        _zero(leaving / name)
    shutil.rmtree(leaving, ignore_errors=True)
