"""A few MiB set by for the day the disk is full: given up then, so that what stands in the editor can still be kept."""

import contextlib
import os
from pathlib import Path
from typing import Final

from peerdesk.vault.files import FILE_MODE

NAME: Final = "reserve"
RESERVE_BYTES: Final = 2 * 1024 * 1024


def set_by(folder: Path) -> None:
    """Set the room by if it is not there. A disk that has none left is no failure here: the notes come first."""
    path = folder / NAME
    if path.exists():
        return
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        try:
            _fill(handle)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)


def _fill(handle: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, RESERVE_BYTES)
    else:
        os.write(handle, bytes(RESERVE_BYTES))


def give_up(folder: Path) -> bool:
    """Free the room. Returns whether there was any."""
    path = folder / NAME
    if not path.exists():
        return False
    with contextlib.suppress(OSError):
        path.unlink()
    return not path.exists()
