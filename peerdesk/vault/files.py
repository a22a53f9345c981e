"""Files of a vault: seen by their owner only, never half written, and on the disk before we say so."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from peerdesk.domain.errors import DiskFailedError, DiskFullError, DiskReadOnlyError

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600
_OTHERS: Final = 0o077
_HARDLY_ANYTHING: Final = 64 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextlib.contextmanager
def disk() -> Iterator[None]:
    """Raise what happened to the disk in place of the operating system's error, which carries paths."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError from None
        if error.errno in _READ_ONLY:
            raise DiskReadOnlyError from None
        raise DiskFailedError from None


def make_folder(path: Path) -> None:
    """Make a folder for its owner only unless it is there, with those above it, and have their names on the disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    # Its own name even where it is there: whoever made it may have been cut short before this.
    for folder in missing or [path]:
        sync_folder(folder.parent)


def has_room(folder: Path) -> bool:
    """Say whether the disk of a folder has room for more than a page or two."""
    return shutil.disk_usage(folder).free >= _HARDLY_ANYTHING


def create(path: Path, content: bytes = b"") -> None:
    """Make a file that must not exist yet, for its owner only, and have it on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Put new content in a file's place at once: a reader sees the old or the new, also after a power cut."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    create(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk. Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def close_to_others(folder: Path) -> bool:
    """Make a vault's folder and its files their owner's only. Returns whether others could look into it before."""
    if os.name == "nt":
        return False
    open_to_others = False
    for path in (folder, *folder.iterdir()):
        if path.is_symlink():
            # None is ours. What it points to may be gone, or be somebody's who wants it open.
            continue
        mode = path.stat().st_mode
        if mode & _OTHERS:
            open_to_others = True
            with contextlib.suppress(OSError):
                path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    return open_to_others
