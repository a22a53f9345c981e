"""The questions that a login answers. Each is good for one answer, within a short time, by one caller.

A nonce carries its own proof (an HMAC under a key that dies with the process), so asking for a million of
them takes no memory here. Only nonces that were answered well are remembered, until they are too old anyway.
"""

import hashlib
import hmac
import threading
from collections.abc import Callable

from peerdesk.server.problems import ProblemError
from peerdesk.wire.exchange import ProblemCode

_TIME_BYTES = 8
_NOISE_BYTES = 8
_MAC_BYTES = 16


class Nonces:
    """Makes nonces and takes them back once. `now` is in seconds since 1970."""

    def __init__(self, rng: Callable[[int], bytes], *, lasts_seconds: int, remembered: int) -> None:
        self._rng = rng
        self._key = rng(32)
        self._lasts = lasts_seconds
        self._remembered = remembered
        self._used: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def make(self, now: int, caller: bytes) -> bytes:
        """Return 32 bytes that only `caller` can answer."""
        open_part = now.to_bytes(_TIME_BYTES) + self._rng(_NOISE_BYTES)
        return open_part + self._mac(open_part, caller)

    def is_ours(self, nonce: bytes, now: int, caller: bytes) -> bool:
        """Tell whether we gave this nonce to this caller a short time ago, and nobody has used it."""
        open_part, mac = nonce[:-_MAC_BYTES], nonce[-_MAC_BYTES:]
        genuine = hmac.compare_digest(mac, self._mac(open_part, caller))
        age = now - int.from_bytes(open_part[:_TIME_BYTES])
        return genuine and 0 <= age <= self._lasts and nonce not in self._used

    def use(self, nonce: bytes, now: int) -> None:
        """Mark it used. Raises ProblemError if another request was faster, or too many log in at once."""
        with self._lock:
            if len(self._used) >= self._remembered:
                self._used = {n: at for n, at in self._used.items() if now - at <= self._lasts}
            if len(self._used) >= self._remembered:
                raise ProblemError(ProblemCode.SLOW_DOWN, "logins", retry_seconds=self._lasts)
            if nonce in self._used:
                raise ProblemError(ProblemCode.LOGIN_FAILED)
            self._used[nonce] = now

    def _mac(self, open_part: bytes, caller: bytes) -> bytes:
        return hmac.digest(self._key, open_part + caller, hashlib.sha256)[:_MAC_BYTES]
