"""Secrets of 32 bytes that all computers of a person have in common. They are records, and travel like any other.

One is the secret from which the ids of shared copies are made, known to no one else. The other is the hospital's key of
names, under an id of its own: a computer that comes by the recovery sheet has no invite to take it from.
"""

from typing import Final

from sqlalchemy import Connection

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId, SpaceId
from peerdesk.vault.records import Records
from peerdesk.wire import ids as wire_ids

KEY_OF_NAMES: Final = RecordId(wire_ids.KEY_OF_NAMES)
"""No record that is made in this millennium has this id, and each that is stands before it."""

_GET: Final = "SELECT seed FROM space_seed WHERE owner = ? AND hidden = 0 AND record != ? ORDER BY record LIMIT 1"
_NAMES: Final = "SELECT seed FROM space_seed WHERE owner = ? AND hidden = 0 AND record = ?"


class SpaceSeed:
    """The shelf of those secrets. Should there be two for the copies, the older one holds on every computer."""

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
        return self._secret(_GET)

    def put_key_of_names(self, key: bytes) -> None:
        """Keep the hospital's key of names for the other computers of this person."""
        self.put(KEY_OF_NAMES, key)

    def key_of_names(self) -> bytes | None:
        """Return the hospital's key of names, None where no computer of this person has given it on."""
        return self._secret(_NAMES)

    def _secret(self, sql: str) -> bytes | None:
        secret: bytes | None = self._connection.exec_driver_sql(sql, (self._person, KEY_OF_NAMES)).scalar()
        return secret
