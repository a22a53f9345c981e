"""Only one server works on a data folder, because it keeps the directory in memory.

The lock is one that SQLite takes on a small file of its own, since that works alike on every system and
ends with the process, however it ends.
"""

import sqlite3
from pathlib import Path

from peerdesk.server.errors import SettingsError

FILE_NAME = "server.lock"


class Ownership:
    """Holds the folder until `give_up`. Raises SettingsError if another server has it, or it cannot be used."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE_NAME
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            self._lock = sqlite3.connect(path, timeout=0.2, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as e:
            raise SettingsError(f"The folder {folder} cannot be used for the server's data.") from e
        try:
            self._lock.execute("PRAGMA journal_mode = MEMORY")
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as e:
            self._lock.close()
            raise SettingsError(f"Another PeerDesk server is already using the folder {folder}.") from e

    def give_up(self) -> None:
        """Let another server have the folder."""
        self._lock.close()
