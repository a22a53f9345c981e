"""Damaging bytes at random, by a seed: bits, lengths, numbers at their ends, pieces of other samples."""

import random
from collections.abc import Sequence
from typing import Final

_LARGE: Final = (
    b"\xcf" + b"\xff" * 8,
    b"\xd3\x80" + bytes(7),
    b"\xdb\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\x00\x00\xff\xff",
    b"\xc7\x0c\xff" + b"\xff" * 12,
    b"\xcb\x7f\xf8" + bytes(6),
    b"\xc0",
    b"\x81\x80\x80",
    b"\x91" * 600,
)
"""What a reader of msgpack may stumble over: the largest and the least numbers, endless lengths, times, no number,
a map for a key, and arrays in arrays."""


def damaged(raw: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """Return a copy of `raw` with one to four changes."""
    changed = bytearray(raw)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        _change(changed, others, rng)
    return bytes(changed)


def _change(changed: bytearray, others: Sequence[bytes], rng: random.Random) -> None:
    place = rng.randrange(len(changed) + 1)
    match rng.randrange(8):
        case 0 if place < len(changed):
            changed[place] ^= 1 << rng.randrange(8)
        case 1 if place < len(changed):
            changed[place] = rng.randrange(256)
        case 2:
            del changed[place : place + rng.randint(1, 40)]
        case 3:
            changed[place:place] = rng.randbytes(rng.randint(1, 40))
        case 4:
            del changed[place:]
        case 5:
            changed[place : place + 1] = rng.choice(_LARGE)
        case 6:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            changed[place : place + rng.randint(0, 64)] = other[start : start + rng.randint(1, 64)]
        case _:
            changed[:1] = bytes([rng.choice((0x90, 0x91, 0x9F, 0xDC, 0xC0, 0x80))])
