"""The secret from which the ids of shared copies are made: the same on all computers of a person, known to no one else.

It is a record like any other, so it reaches a second computer by sync.
"""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.records import Records

_GET: Final = "SELECT seed FROM space_seed WHERE owner = ? AND hidden = 0 ORDER BY record LIMIT 1"


class SpaceSeed:
    """The shelf of that one secret. Should there be two, the older one holds on every computer."""

    def __init__(self, connection: Connection, person: PersonId, space: SpaceId) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._person = person
        self._space = space

    def put(self, record: RecordId, seed: bytes) -> None:
        """Keep the secret, 32 bytes."""
        self._records.keep(RecordKind.SPACE_SEED, self._space, self._person, record, {"seed": seed})

    def get(self) -> bytes | None:
        """Return the secret, None before it has been made or has arrived."""
        seed: bytes | None = self._connection.exec_driver_sql(_GET, (self._person,)).scalar()
        return seed
