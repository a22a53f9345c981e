"""The file for a peer's own wellbeing as a thing that is moved as a whole: sealed under another key, and never read.

What is in it is for `wellbeing_file.py` alone. New keys for a vault have to take it along all the same, or nobody could
open it any more.
"""

import hashlib
import threading
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.domain.errors import DiskFailedError, VaultDamagedError
from peerdesk.vault import files
from peerdesk.vault.engine import connect, driver_of, finished_copy, new_copy
from peerdesk.vault.failures import translated
from peerdesk.vault.places import PRIVATE

TURN: Final = threading.RLock()
"""Held by whoever has the file open, and by whoever puts another in its place."""

PART: Final = "wellbeing"
"""How a damaged file is named in an error."""

_LOG: Final = PRIVATE + "-wal"


def state_of(folder: Path) -> bytes:
    """Return a digest of the file as it lies there, and of its log; of nothing where there is none. Raises OSError."""
    digest = hashlib.sha256()
    for path in (folder / PRIVATE, folder / _LOG):
        digest.update(b"%d " % path.stat().st_size + path.read_bytes() if path.exists() else b"none")
    return digest.digest()


def seal_anew(folder: Path, to: Path, old: bytes, new: bytes) -> bytes:
    """Copy the file to `to` under another key, and read the copy. Return the state that was copied.

    Nothing is done where there is none. Raises VaultDamagedError (part "wellbeing"), a disk error or OSError.
    """
    with TURN:
        if (folder / PRIVATE).exists():
            files.create(to)
            _copy(folder / PRIVATE, to, old, new)
        return state_of(folder)


def _copy(path: Path, to: Path, old: bytes, new: bytes) -> None:
    if path.stat().st_size == 0:
        # It would open with any key, as one in which nothing was ever written.
        raise VaultDamagedError(PART)
    try:
        with translated():
            connection = connect(path, old)
            try:
                source = driver_of(connection)
                with closing(new_copy(to, new)) as copy:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE").fetchall()
                held = _counted(source)
            finally:
                connection.close()
                connection.engine.dispose()
    except VaultDamagedError:
        raise VaultDamagedError(PART) from None
    with translated(), closing(finished_copy(to, new)) as driver:
        if driver.execute("PRAGMA cipher_integrity_check").fetchall() or _counted(driver) != held:
            raise DiskFailedError


def _counted(driver: dbapi2.Connection) -> list[tuple[str, int]]:
    tables = driver.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return [(name, int(driver.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])) for (name,) in tables]
