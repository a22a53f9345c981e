"""The keys of spaces, by epoch. A key lies here as it is, inside the encrypted file."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.ids import ID_BYTES, DeviceId, SpaceId
from peerdesk.vault.engine import driver_of

_PUT: Final = (
    "INSERT INTO epoch (space, epoch, key, maker, readers) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (space, epoch) DO UPDATE SET key = coalesce(epoch.key, excluded.key), readers = excluded.readers"
)
_COLUMNS: Final = "SELECT space, epoch, key, maker, readers FROM epoch WHERE space = ?"
_GET: Final = f"{_COLUMNS} AND epoch = ?"
_NEWEST: Final = f"{_COLUMNS} AND key IS NOT NULL ORDER BY id DESC LIMIT 1"
_ALL: Final = f"{_COLUMNS} ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEpoch:
    """One key of one space: who made it, and which devices and papers may know it, ascending.

    `key` is None while no box opened. Whoever was given it once is among the readers for good.
    """

    space: SpaceId
    epoch: bytes
    key: bytes | None = field(repr=False)
    maker: DeviceId
    readers: tuple[DeviceId, ...]


class Epochs:
    """The shelf of space keys. A key that is here is never replaced or lost."""

    def __init__(self, connection: Connection) -> None:
        self._driver = driver_of(connection)

    def put(self, kept: KeptEpoch) -> None:
        """Keep an epoch; to a known one, only a key that was missing and further readers are added."""
        known = self.get(kept.space, kept.epoch)
        everybody = set(kept.readers) | set(known.readers if known is not None else ())
        readers = b"".join(sorted(everybody))
        self._driver.execute(_PUT, (kept.space, kept.epoch, kept.key, kept.maker, readers))

    def get(self, space: SpaceId, epoch: bytes) -> KeptEpoch | None:
        """Return an epoch of a space, or None."""
        return self._one(_GET, (space, epoch))

    def newest(self, space: SpaceId) -> KeptEpoch | None:
        """Return the epoch that came here last among those whose key is known, or None."""
        return self._one(_NEWEST, (space,))

    def all(self, space: SpaceId) -> tuple[KeptEpoch, ...]:
        """Return every epoch of a space in the order they came."""
        return tuple(_epoch(*row) for row in self._driver.execute(_ALL, (space,)))

    def _one(self, sql: str, given: tuple[object, ...]) -> KeptEpoch | None:
        row = self._driver.execute(sql, given).fetchone()
        return None if row is None else _epoch(*row)


def _epoch(space: bytes, epoch: bytes, key: bytes | None, maker: bytes, readers: bytes) -> KeptEpoch:
    parts = tuple(DeviceId(readers[i : i + ID_BYTES]) for i in range(0, len(readers), ID_BYTES))
    return KeptEpoch(space=SpaceId(space), epoch=epoch, key=key, maker=DeviceId(maker), readers=parts)
