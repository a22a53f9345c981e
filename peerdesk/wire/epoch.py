"""An epoch: one key of a space, boxed to every device and paper of its readers.

It is the clear body of a revision of kind EPOCH, whose header names the space and whose signature names
the maker. The commitment lets a reader notice a box that holds another key than the others do.
"""

from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.errors import MalformedError
from peerdesk.wire.ids import Bytes32, DeviceField, EpochField
from peerdesk.wire.limits import MAX_BOX_BYTES, MAX_EPOCH_BOXES, MAX_PAYLOAD_BYTES


class Box(Message, frozen=True):
    """The epoch's key, sealed to one reader."""

    reader: DeviceField
    sealed: Annotated[bytes, Meta(min_length=1, max_length=MAX_BOX_BYTES)]


class EpochObject(Message, frozen=True):
    """`readers` are all who are meant to open it, ascending. A box may be missing; a sibling adds it."""

    epoch: EpochField
    commitment: Bytes32
    readers: Annotated[tuple[DeviceField, ...], Meta(min_length=1, max_length=MAX_EPOCH_BOXES)]
    boxes: Annotated[tuple[Box, ...], Meta(max_length=MAX_EPOCH_BOXES)]


def encode_epoch(epoch: EpochObject) -> bytes:
    """Return the bytes that stand in the ciphertext field of the revision."""
    return encode(epoch)


def parse_epoch(raw: bytes) -> EpochObject:
    """Return the epoch in `raw`. Raises TooLargeError or MalformedError."""
    epoch = decode(raw, EpochObject, MAX_PAYLOAD_BYTES)
    if list(epoch.readers) != sorted(set(epoch.readers)):
        raise MalformedError("readers are not ascending")
    boxed = [box.reader for box in epoch.boxes]
    if boxed != sorted(set(boxed)) or not set(boxed) <= set(epoch.readers):
        raise MalformedError("boxes are not those of the readers")
    return epoch
