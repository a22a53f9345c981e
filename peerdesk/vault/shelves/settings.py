"""Small facts about this vault on this computer, by name: when it last synced, which language. They never leave."""

from typing import Final

from sqlalchemy import Connection

from peerdesk.vault.engine import driver_of

_GET: Final = "SELECT value FROM setting WHERE name = ?"
_PUT: Final = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_OWN: Final = "own:"


class Settings:
    """The shelf of small facts. Their names cannot meet those that the vault itself keeps."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)

    def get(self, name: str) -> bytes | None:
        """Return what was put under this name, or None."""
        row = self._driver.execute(_GET, (_OWN + name,)).fetchone()
        value: bytes | None = row[0] if row is not None else None
        return value

    def put(self, name: str, value: bytes) -> None:
        """Keep a value under a name, in place of the one before."""
        self._driver.execute(_PUT, (_OWN + name, value))
