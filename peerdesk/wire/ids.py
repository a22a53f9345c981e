"""Ids as they travel: bytes, each kind a type of its own, so that mixing two of them is a type error.

An id that stands for keys or for people is a hash of them. So nobody in the middle can keep an id and
swap the keys behind it, or point a known space at other people.
"""

import hashlib
from typing import Annotated, NewType

from msgspec import Meta

from peerdesk.wire.limits import MAX_COUNTER

PersonId = NewType("PersonId", bytes)
DeviceId = NewType("DeviceId", bytes)  # a computer, or a paper: a device that lives on a printed sheet
OfficerId = NewType("OfficerId", bytes)
SpaceId = NewType("SpaceId", bytes)
RecordId = NewType("RecordId", bytes)
EpochId = NewType("EpochId", bytes)
RunId = NewType("RunId", bytes)
RevisionId = NewType("RevisionId", bytes)
InviteId = NewType("InviteId", bytes)

ID_BYTES = 16
RUN_BYTES = 8
REVISION_ID_BYTES = 32

KEY_OF_NAMES = RecordId(b"\x7f" + b"\xff" * (ID_BYTES - 1))
"""The record with the hospital's key of names, in each own space. None that is made in this millennium has this id."""

PersonField = Annotated[PersonId, Meta(min_length=16, max_length=16)]
DeviceField = Annotated[DeviceId, Meta(min_length=16, max_length=16)]
OfficerField = Annotated[OfficerId, Meta(min_length=16, max_length=16)]
SpaceField = Annotated[SpaceId, Meta(min_length=16, max_length=16)]
RecordField = Annotated[RecordId, Meta(min_length=16, max_length=16)]
EpochField = Annotated[EpochId, Meta(min_length=16, max_length=16)]
InviteField = Annotated[InviteId, Meta(min_length=16, max_length=16)]
RunField = Annotated[RunId, Meta(min_length=8, max_length=8)]
RevisionField = Annotated[RevisionId, Meta(min_length=32, max_length=32)]

Bytes8 = Annotated[bytes, Meta(min_length=8, max_length=8)]
Bytes16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Bytes64 = Annotated[bytes, Meta(min_length=64, max_length=64)]
BoxPublicField = Annotated[bytes, Meta(min_length=1216, max_length=1216)]  # X-Wing: ML-KEM-768 1,184 + X25519 32
Counter = Annotated[int, Meta(ge=0, le=MAX_COUNTER)]
Positive = Annotated[int, Meta(ge=1, le=MAX_COUNTER)]


def _short_hash(label: bytes, *parts: bytes) -> bytes:
    return hashlib.sha256(label + b"".join(parts)).digest()[:ID_BYTES]


def own_space(person: PersonId) -> SpaceId:
    """Return the space that only this person's devices and paper read."""
    return SpaceId(_short_hash(b"PD1 own space", person))


def pair_space(a: PersonId, b: PersonId) -> SpaceId:
    """Return the space of two people, the same from either side."""
    smaller, larger = sorted((a, b))
    return SpaceId(_short_hash(b"PD1 pair space", smaller, larger))


def drop_space(peer: PersonId) -> SpaceId:
    """Return the space into which one peer puts weekly counts, for the supervisors of the program."""
    return SpaceId(_short_hash(b"PD1 drop space", peer))


def tally_record(peer: PersonId, week: str) -> RecordId:
    """Return the record of one peer's week, written 2026-W47: the same from each of their computers."""
    return RecordId(_short_hash(b"PD1 weekly tally", peer, week.encode()))


def role_tally_record(peer: PersonId, week: str) -> RecordId:
    """Return the record of how often one peer was asked outside their role in a week, from each of their computers."""
    return RecordId(_short_hash(b"PD1 weekly role tally", peer, week.encode()))


def device_id(sign_public: bytes, box_public: bytes) -> DeviceId:
    """Return the id of a device or a paper: it names exactly these two public keys."""
    return DeviceId(_short_hash(b"PD1 device id", sign_public, box_public))


def officer_id(sign_public: bytes) -> OfficerId:
    """Return the id of an officer: it names exactly this public key."""
    return OfficerId(_short_hash(b"PD1 officer id", sign_public))


def invite_id(one_time_public: bytes) -> InviteId:
    """Return the id of an invite: it names exactly its one-time public key."""
    return InviteId(_short_hash(b"PD1 invite id", one_time_public))


def recovery_id(box_public: bytes) -> DeviceId:
    """Return the id under which a hospital's recovery key is a reader: it names exactly this public key."""
    return DeviceId(_short_hash(b"PD1 recovery id", box_public))


def root_fingerprint(ed25519_public: bytes, mldsa_public: bytes) -> bytes:
    """Return the 32 bytes that every invite pins: they name both public keys of the organisation's root."""
    return hashlib.sha256(b"PD1 root" + ed25519_public + mldsa_public).digest()
