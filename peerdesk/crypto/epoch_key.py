"""Epoch keys: made for a space, boxed to its readers, unboxed by one of them.

A box is HPKE (RFC 9180) with X-Wing, HKDF-SHA256 and AES-256-GCM. This HPKE has no associated data, so
space, epoch and reader are bound through `info`; the revision around the epoch is signed.

AES-256-GCM does not commit to its key: two boxes could hold two keys that both open the same ciphertext.
So the epoch carries HKDF(key, "commit"), and a key that does not match is not used.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

from peerdesk.crypto.derivation import KEY_BYTES, expand, info
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.wire.epoch import Box, EpochObject
from peerdesk.wire.ids import ID_BYTES, DeviceId, EpochId, SpaceId
from peerdesk.wire.statement import SUITE

_HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MLKEM_PUBLIC_BYTES = 1184


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochKey:
    """The key of one epoch of one space."""

    epoch: EpochId
    key: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "EpochKey":
        """Return a new random key under a new random id."""
        return cls(epoch=EpochId(secrets.token_bytes(ID_BYTES)), key=secrets.token_bytes(KEY_BYTES))


def commitment(key: bytes) -> bytes:
    """Return the 32 bytes that pin this key and tell nothing about it."""
    return expand(key, b"PD1 commit")


def box_epoch(key: EpochKey, space: SpaceId, readers: Iterable[tuple[DeviceId, bytes]]) -> EpochObject:
    """Return the epoch with a box for every reader, given as (device id, 1,216 public bytes).

    A reader whose public key is none stands among the readers and has no box: anybody may put such keys on the list,
    and nobody else must be kept from writing by it.
    """
    told = sorted(readers)
    boxes = (_box_if_any(key, space, reader, public) for reader, public in told)
    return EpochObject(
        epoch=key.epoch,
        commitment=commitment(key.key),
        readers=tuple(reader for reader, _ in told),
        boxes=tuple(box for box in boxes if box is not None),
    )


def _box_if_any(key: EpochKey, space: SpaceId, reader: DeviceId, public: bytes) -> Box | None:
    try:
        return box_for(key, space, reader, public)
    except CannotOpenError:
        return None


def box_for(key: EpochKey, space: SpaceId, reader: DeviceId, public: bytes) -> Box:
    """Return the epoch's key sealed to one reader. Raises CannotOpenError if its public key is none."""
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:])
        box_public = MLKEM768X25519PublicKey(mlkem, x25519)
        sealed = _HPKE.encrypt(key.key, box_public, info=_context(space, key.epoch, reader))
    except ValueError as e:
        raise CannotOpenError("not a public key") from e
    return Box(reader=reader, sealed=sealed)


def unbox_epoch(epoch: EpochObject, space: SpaceId, reader: DeviceId, keys: DeviceKeys) -> EpochKey:
    """Return the key in the reader's box, checked against the commitment.

    Raises NoBoxError if there is no box for this reader, CannotOpenError if it does not open or does not
    hold the key that the epoch commits to.
    """
    sealed = next((box.sealed for box in epoch.boxes if box.reader == reader), None)
    if sealed is None:
        raise NoBoxError("no box for this reader")
    try:
        key = _HPKE.decrypt(sealed, keys.box_key(), info=_context(space, epoch.epoch, reader))
    except (InvalidTag, ValueError) as e:
        raise CannotOpenError("the box does not open") from e
    if len(key) != KEY_BYTES or not hmac.compare_digest(commitment(key), epoch.commitment):
        raise CannotOpenError("the box holds another key than was promised")
    return EpochKey(epoch=epoch.epoch, key=key)


def _context(space: SpaceId, epoch: EpochId, reader: DeviceId) -> bytes:
    return info(b"PD1 epoch box" + SUITE.to_bytes(1), (space, epoch, reader))
