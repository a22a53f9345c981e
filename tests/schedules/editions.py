"""Two editions of PeerDesk at the same time: some computers write a schema that the others do not know yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from peerdesk.sync import opening, outgoing, payload
from peerdesk.sync.squeezing import unsqueezed

NEWER = 100
"""What the newer edition adds to the number of a schema."""


class Edition:
    """Which edition runs now. The newer one reads what both write."""

    is_newer = False

    def to_plain(self, *given: Any) -> bytes:
        return self._written(payload.to_plain(*given))

    def first_plain(self, *given: Any) -> bytes:
        return self._written(payload.first_plain(*given))

    def _written(self, plain: bytes) -> bytes:
        if not self.is_newer:
            return plain
        schema, *rest = msgspec.msgpack.decode(plain)
        return msgspec.msgpack.encode([schema + NEWER, *rest, "a field that today's PeerDesk does not know"])

    def from_plain(self, raw: bytes, **known: Any) -> payload.Opened:
        schema, *rest = msgspec.msgpack.decode(unsqueezed(raw))
        if self.is_newer and schema > NEWER:
            raw = msgspec.msgpack.encode([schema - NEWER, *rest[:-1]])
        return payload.from_plain(raw, **known)


RUNNING = Edition()
"""One for all: one computer runs at a time."""


@contextmanager
def two_editions() -> Iterator[None]:
    """Let either edition run inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outgoing, "to_plain", RUNNING.to_plain)
        patch.setattr(outgoing, "first_plain", RUNNING.first_plain)
        patch.setattr(opening, "from_plain", RUNNING.from_plain)
        patch.setattr(RUNNING, "is_newer", False)
        yield
