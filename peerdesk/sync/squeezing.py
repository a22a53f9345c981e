"""A note's payload in fewer bytes: deflated with words that both sides know, so that most fit the smallest padded size.

Alone, a note of a few lines deflates to two thirds, because nothing in it was said before; behind the known words, to
less than half. How much was saved shows nowhere: what leaves is padded to the same few sizes as ever.
Sources: RFC 1951 (deflate); the words are the preset dictionary of RFC 1950, 2.2.
"""

import zlib
from typing import Final

from peerdesk.sync.known_words import KNOWN
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import SQUEEZED
from peerdesk.wire.codec import Message, decode, encode
from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import Positive
from peerdesk.wire.limits import MAX_PLAIN_BYTES
from peerdesk.wire.padding import SIZES

_ROOM: Final = SIZES[0] - 2
"""What the smallest padded size holds beside the mark of the compression and that of the padding."""

_BEGINS: Final = bytes([0x92, SQUEEZED])
_WINDOW: Final = -12  # 4 KiB, which holds the known words and the note; a raw stream without a header
_LARGEST_WINDOW: Final = -15
# Copied for each note, which costs less than taking in the known words again. At level 6 notes are no smaller.
_PRIMED: Final = zlib.compressobj(4, zlib.DEFLATED, _WINDOW, 5, zlib.Z_DEFAULT_STRATEGY, KNOWN)


class Squeezed(Message, frozen=True):
    """A payload of schema 3: one of schema 1 or 2, deflated."""

    schema: Positive
    packed: bytes


def squeezed(plain: bytes) -> bytes:
    """Return a payload as it is to leave: squeezed, or as it is where it is small enough, or no smaller for it."""
    if len(plain) <= _ROOM:
        return plain
    deflater = _PRIMED.copy()
    small = encode(Squeezed(schema=SQUEEZED, packed=deflater.compress(plain) + deflater.flush()))
    return small if len(small) < len(plain) else plain


def is_squeezed(raw: bytes) -> bool:
    """Say whether a payload calls itself squeezed."""
    return raw.startswith(_BEGINS)


def unsqueezed(raw: bytes) -> bytes:
    """Return a payload as it was before; one that was not squeezed as it is. Raises SetAsideError (BAD_CONTENT)."""
    if not is_squeezed(raw):
        return raw
    inflater = zlib.decompressobj(_LARGEST_WINDOW, KNOWN)
    try:
        packed = decode(raw, Squeezed, MAX_PLAIN_BYTES).packed
        plain = inflater.decompress(packed, MAX_PLAIN_BYTES)
    except (WireError, zlib.error):
        raise SetAsideError(Reason.BAD_CONTENT) from None
    if not inflater.eof or inflater.unused_data:
        raise SetAsideError(Reason.BAD_CONTENT)
    return plain
