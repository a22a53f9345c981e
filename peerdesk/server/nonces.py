"""The questions that a login answers. Each is good for one answer, within a short time, by one caller.

A nonce carries its own proof (an HMAC under the key of this start of the server), so asking for a million of them
takes no memory here. Only nonces that were answered well are remembered, until they are too old anyway.
"""

import hashlib
import hmac
from collections.abc import Callable

from peerdesk.server.problems import ProblemError
from peerdesk.server.spent import Spent
from peerdesk.wire.exchange import ProblemCode

_TIME_BYTES = 8
_NOISE_BYTES = 8
_MAC_BYTES = 16


class Nonces:
    """Makes nonces and takes them back once, also those of a worker with the same key. Times: seconds since 1970."""

    def __init__(self, key: bytes, rng: Callable[[int], bytes], spent: Spent, *, lasts_seconds: int) -> None:
        self._key = key
        self._rng = rng
        self._spent = spent
        self._lasts = lasts_seconds

    def make(self, now: int, caller: bytes) -> bytes:
        """Return 32 bytes that only `caller` can answer."""
        open_part = now.to_bytes(_TIME_BYTES) + self._rng(_NOISE_BYTES)
        return open_part + self._mac(open_part, caller)

    def is_ours(self, nonce: bytes, now: int, caller: bytes) -> bool:
        """Tell whether we gave this nonce to this caller a short time ago."""
        open_part, mac = nonce[:-_MAC_BYTES], nonce[-_MAC_BYTES:]
        genuine = hmac.compare_digest(mac, self._mac(open_part, caller))
        age = now - int.from_bytes(open_part[:_TIME_BYTES])
        return genuine and 0 <= age <= self._lasts

    def use(self, nonce: bytes, now: int, caller: bytes) -> None:
        """Take it back. Raises ProblemError if it was used before, or if too many log in at once."""
        if not self._spent.use(nonce, caller, now + self._lasts, now):
            raise ProblemError(ProblemCode.LOGIN_FAILED)

    def _mac(self, open_part: bytes, caller: bytes) -> bytes:
        return hmac.digest(self._key, b"nonce" + open_part + caller, hashlib.sha256)[:_MAC_BYTES]
