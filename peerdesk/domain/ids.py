"""Identifiers. Each is a type of its own, so that mixing two of them is a type error."""

import hashlib
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NewType

PersonId = NewType("PersonId", bytes)
DeviceId = NewType("DeviceId", bytes)
SpaceId = NewType("SpaceId", bytes)
RecordId = NewType("RecordId", bytes)
RevisionId = NewType("RevisionId", bytes)

Rng = Callable[[int], bytes]
"""Gives so many random bytes."""

ID_BYTES = 16
REVISION_BYTES = 32
SHORTEST_PREFIX = 6

_RANDOM_BYTES = 10
_UNIX_MS_BITS = 48
_PLACE_BYTES = 8


def record_id(unix_ms: int, random_bytes: bytes) -> RecordId:
    """Return a UUIDv7 as 16 bytes, so that rows kept one after the other lie side by side on the disk.

    `unix_ms` are milliseconds since 1970 (they order rows, they decide nothing); `random_bytes` are 10 bytes.
    Source: RFC 9562 section 5.7. Raises ValueError for another number of random bytes.
    """
    if len(random_bytes) != _RANDOM_BYTES:
        raise ValueError("a record id needs 10 random bytes")
    tail = bytearray(random_bytes)
    tail[0] = 0x70 | (tail[0] & 0x0F)
    tail[2] = 0x80 | (tail[2] & 0x3F)
    return RecordId((unix_ms % (1 << _UNIX_MS_BITS)).to_bytes(6, "big") + bytes(tail))


def new_record_id(now: datetime, rng: Rng) -> RecordId:
    """Return an id for a record that is made at `now`."""
    return record_id(int(now.timestamp() * 1000), rng(_RANDOM_BYTES))


def record_ids(now: datetime, rng: Rng) -> Iterator[RecordId]:
    """Yield ids for records that are made together at `now`, each above the one before.

    The last 62 bits count from a random start, so the rows and the index entries of an import lie side by side.
    Source: RFC 9562 section 6.2, method 2.
    """
    first = bytearray(new_record_id(now, rng))
    # The highest bit of the counter begins at nought, so that it has room to count.
    first[8] &= 0xDF
    return (RecordId(number.to_bytes(ID_BYTES, "big")) for number in itertools.count(int.from_bytes(first, "big")))


def id_beside(record: RecordId, label: bytes) -> RecordId:
    """Return the id of what lies beside a record. Every computer works out the same one, with no secret and no network.

    It begins as the record's own, so that the two lie near each other on the disk. `label` says what it is.
    """
    tail = hashlib.sha256(label + record).digest()
    return RecordId(record[:_PLACE_BYTES] + tail[: ID_BYTES - _PLACE_BYTES])
