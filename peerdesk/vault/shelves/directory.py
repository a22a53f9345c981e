"""The hospital's directory as this computer has seen it: entries in order, byte for byte, and evidence of a fork."""

from typing import Final, NamedTuple

from sqlalchemy import Connection

from peerdesk.vault.engine import driver_of
from peerdesk.vault.shelves.settings import Settings

_ADD: Final = "INSERT INTO directory_entry (n, hash, entry) VALUES (?, ?, ?)"
_AFTER: Final = "SELECT n, hash, entry FROM directory_entry WHERE n > ? ORDER BY n"
_HEAD: Final = "SELECT n, hash FROM directory_entry ORDER BY n DESC LIMIT 1"
_FORK: Final = "INSERT INTO directory_fork (n, hash, entry) VALUES (?, ?, ?)"
_FORKS: Final = "SELECT n, hash, entry FROM directory_fork WHERE id > ? ORDER BY id"
_NEWEST_FORK: Final = "SELECT coalesce(max(id), 0) FROM directory_fork"
_LOOKED_INTO: Final = "forks that were looked into"


class KeptEntry(NamedTuple):
    """One entry: its number from 1, its hash, and its bytes."""

    n: int
    hash: bytes
    entry: bytes


class DirectoryShelf:
    """The shelf of directory entries. What is in them is checked before they come here."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)
        self._settings = Settings(connection)

    def append(self, n: int, entry_hash: bytes, entry: bytes) -> None:
        """Keep the next entry. A number that is taken breaks the transaction: nothing here is ever replaced."""
        self._driver.execute(_ADD, (n, entry_hash, entry))

    def after(self, n: int) -> tuple[KeptEntry, ...]:
        """Return all entries with a higher number, in order. All of them for n = 0."""
        return tuple(KeptEntry(*row) for row in self._driver.execute(_AFTER, (n,)))

    def head(self) -> tuple[int, bytes] | None:
        """Return number and hash of the newest entry, None when there is none."""
        row = self._driver.execute(_HEAD).fetchone()
        return None if row is None else (row[0], row[1])

    def keep_fork(self, n: int, entry_hash: bytes, entry: bytes) -> None:
        """Keep an entry that claims a place that is taken. Sharing stays off while there is one."""
        self._driver.execute(_FORK, (n, entry_hash, entry))

    def forks(self) -> tuple[KeptEntry, ...]:
        """Return the entries that claim places that are taken, except for those that somebody has looked into."""
        after = int(self._settings.get(_LOOKED_INTO) or b"0")
        return tuple(KeptEntry(*row) for row in self._driver.execute(_FORKS, (after,)))

    def look_into_forks(self) -> None:
        """Note that the person has looked into them, and that ours is the one. They are kept, and tell no more."""
        newest = self._driver.execute(_NEWEST_FORK).fetchone()[0]
        self._settings.put(_LOOKED_INTO, str(newest).encode())
