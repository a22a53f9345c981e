"""Compression before padding. The first byte says how: 0 stored, 1 deflate (RFC 1951, no wrapping).

What already fits the smallest padded size is stored: compressing it would save nothing that travels.
Small texts use a small window, which spares zlib from clearing 256 KiB for every note (27 us, now 6).
"""

import zlib

from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.limits import MAX_PLAIN_BYTES
from peerdesk.wire.padding import SIZES

_STORED = b"\x00"
_DEFLATED = b"\x01"
_SMALL_WINDOW = -12  # 4 KiB
_LARGE_WINDOW = -15  # 32 KiB, and what the reader always offers
_SMALL_TEXT_BYTES = 4096


def compress(plain: bytes) -> bytes:
    """Return `plain` behind its marker byte, deflated where that is shorter. Raises TooLargeError."""
    if len(plain) > MAX_PLAIN_BYTES:
        raise TooLargeError("record", len(plain), MAX_PLAIN_BYTES)
    if len(plain) + 1 < SIZES[0]:
        return _STORED + plain
    if len(plain) <= _SMALL_TEXT_BYTES:
        deflater = zlib.compressobj(6, zlib.DEFLATED, _SMALL_WINDOW, 5)
    else:
        deflater = zlib.compressobj(6, zlib.DEFLATED, _LARGE_WINDOW, 8)
    deflated = deflater.compress(plain) + deflater.flush()
    return _DEFLATED + deflated if len(deflated) < len(plain) else _STORED + plain


def decompress(packed: bytes) -> bytes:
    """Return what was compressed. Raises MalformedError, or TooLargeError before more than the cap is unpacked."""
    marker, body = packed[:1], packed[1:]
    if marker == _STORED:
        return body
    if marker != _DEFLATED:
        raise MalformedError("no such compression")
    inflater = zlib.decompressobj(_LARGE_WINDOW)
    try:
        plain = inflater.decompress(body, MAX_PLAIN_BYTES + 1)
    except zlib.error as e:
        raise MalformedError("not deflated") from e
    if len(plain) > MAX_PLAIN_BYTES:
        raise TooLargeError("record", len(plain), MAX_PLAIN_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise MalformedError("deflated data ends elsewhere")
    return plain
