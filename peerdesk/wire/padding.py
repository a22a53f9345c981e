"""Padding to a few sizes, so that the length of a note says almost nothing about it.

256 B, 512 B, then 1, 2, 4 ... 64 KiB, then steps of 25 % up to the cap of 256 KiB. The end of the text is
marked by one byte 0x80 and zeros behind it (ISO/IEC 7816-4), which needs no length field.
"""

from bisect import bisect_left

from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.limits import KIB, MAX_PAYLOAD_BYTES

_MARK = b"\x80"


def _steps() -> tuple[int, ...]:
    sizes = [256]
    while sizes[-1] < MAX_PAYLOAD_BYTES:
        last = sizes[-1]
        sizes.append(last * 2 if last < 64 * KIB else min(last * 5 // 4, MAX_PAYLOAD_BYTES))
    return tuple(sizes)


SIZES = _steps()
LAST_BUCKET = len(SIZES) - 1
MAX_UNPADDED_BYTES = MAX_PAYLOAD_BYTES - 1


def size_of(bucket: int) -> int:
    """Return the padded size in bytes that this bucket stands for."""
    return SIZES[bucket]


def bucket_for(length: int) -> int:
    """Return the smallest bucket that holds `length` bytes and the mark. Raises TooLargeError."""
    if length > MAX_UNPADDED_BYTES:
        raise TooLargeError("payload", length, MAX_UNPADDED_BYTES)
    return bisect_left(SIZES, length + 1)


def pad(plain: bytes, least: int = 0) -> tuple[int, bytes]:
    """Return the bucket, which is at least `least`, and the padded bytes."""
    bucket = max(bucket_for(len(plain)), least)
    return bucket, (plain + _MARK).ljust(SIZES[bucket], b"\x00")


def unpad(padded: bytes) -> bytes:
    """Return what was padded. Raises MalformedError if the mark is missing."""
    marked = padded.rstrip(b"\x00")
    if not marked.endswith(_MARK):
        raise MalformedError("no end mark in the padding")
    return marked[:-1]
