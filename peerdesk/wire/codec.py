"""The one way in and out of bytes: msgpack arrays in a fixed order, parsed strictly.

Structs are arrays, not maps, so there is one spelling of the field names: none. A reader counts, and
rejects, extra fields, wrong types, wrong lengths and trailing bytes. What arrived is kept verbatim by
whoever needs its hash; nothing is ever decoded and encoded again to compute one.
"""

from typing import Any, TypeVar

import msgspec

from peerdesk.wire.errors import MalformedError, TooLargeError, UnknownSuiteError
from peerdesk.wire.statement import SUITE

Shape = TypeVar("Shape")

_encoder = msgspec.msgpack.Encoder()
_anything = msgspec.msgpack.Decoder()
_decoders: dict[type, msgspec.msgpack.Decoder[Any]] = {}


class Message(msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """A shape on the network: immutable, named in code, an array on the wire."""


def encode(message: Message) -> bytes:
    """Return the bytes of `message`. The same message always gives the same bytes."""
    return _encoder.encode(message)


def decode(raw: bytes, shape: type[Shape], cap: int) -> Shape:
    """Return the `shape` in `raw`. Raises TooLargeError beyond `cap` bytes, MalformedError."""
    if len(raw) > cap:
        raise TooLargeError(shape.__name__, len(raw), cap)
    decoder = _decoders.get(shape)
    if decoder is None:
        decoder = _decoders[shape] = msgspec.msgpack.Decoder(shape)
    try:
        message: Shape = decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise MalformedError(f"not a {shape.__name__}") from e
    return message


def decode_suited(raw: bytes, shape: type[Shape], cap: int) -> Shape:
    """Like `decode`, for shapes whose first field is the suite. Raises UnknownSuiteError for a newer suite.

    A newer suite may change every field but the first, so that field is looked at by itself.
    """
    if len(raw) > cap:
        raise TooLargeError(shape.__name__, len(raw), cap)
    suite = _suite_of(raw)
    if suite != SUITE:
        raise UnknownSuiteError(suite)
    return decode(raw, shape, cap)


def _suite_of(raw: bytes) -> int:
    # The common case first, without parsing: an array of at most 15 items that begins with suite 1.
    if len(raw) > 1 and 0x90 < raw[0] <= 0x9F and raw[1] == SUITE:
        return SUITE
    try:
        items = _anything.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise MalformedError("no suite") from e
    first = items[0] if isinstance(items, list) and items else None
    if type(first) is not int or not SUITE <= first <= 0xFFFF:
        raise MalformedError("no suite, or one below the floor")
    return first
