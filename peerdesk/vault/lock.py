"""One process, one vault: a lock of the operating system, taken before the passphrase is tried.

It ends with the process, however that ends. The file says which process holds it, for the sentence that people read.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from peerdesk.domain.errors import DiskReadOnlyError, VaultBusyError, VaultMissingError
from peerdesk.vault.files import FILE_MODE

NAME: Final = "lock"
_NUMBER_BYTES: Final = 20


class VaultLock:
    """The lock of one vault's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle = -1

    def take(self) -> None:
        """Take the lock. Raises VaultBusyError, VaultMissingError or DiskReadOnlyError."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except FileNotFoundError:
            raise VaultMissingError from None
        except OSError:
            raise DiskReadOnlyError from None
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            raise VaultBusyError from None
        self._handle = handle
        # The lock is held by now. A disk that takes no number is no reason to keep the notes shut.
        with suppress(OSError):
            os.pwrite(handle, str(os.getpid()).encode().ljust(_NUMBER_BYTES), 0)

    def release(self) -> None:
        """Give the lock back. Twice is once."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def holder(folder: Path) -> int | None:
    """Return the number of the process that has the vault open, None when nobody has."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        _lock(handle)
    except OSError:
        said = os.pread(handle, _NUMBER_BYTES, 0).strip()
        return int(said) if said.isdigit() else 0
    finally:
        os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        # Far behind the number that is written there, which a locked range would hide from others.
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
