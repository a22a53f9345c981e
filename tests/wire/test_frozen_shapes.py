"""Every shape that travels reads from the bytes that were frozen once, and is written as the very same bytes."""

import pytest

from peerdesk.wire.codec import decode, encode
from peerdesk.wire.limits import MAX_REPLY_BYTES
from tests.vectors.shapes import frozen, shapes

GROWS = {"Hello"}
"""What a server can do is in its greeting; the list of it becomes longer."""


def test_every_shape_is_frozen() -> None:
    """Whoever adds one runs `python -m tests.vectors.shapes`, which changes none that is there."""
    assert set(frozen()) == set(shapes())


@pytest.mark.parametrize("name", sorted(frozen()))
def test_frozen_bytes_read_as_they_were_meant_and_are_written_the_same(name: str) -> None:
    raw, example = bytes.fromhex(frozen()[name]), shapes()[name]
    read = decode(raw, type(example), MAX_REPLY_BYTES)
    assert encode(read) == raw
    assert name in GROWS or read == example
