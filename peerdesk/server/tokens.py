"""Who is logged in: opaque tokens, known here only by their hash, and worth nothing after a restart.

A token says who somebody was at login. What that person may do is asked of the directory at every request,
so a revocation ends a session at once.
"""

import base64
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from peerdesk.wire.login import LoginKind

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever logged in. `who` is a device, invite or officer id, or the root's short fingerprint.

    `ends` is in seconds since 1970: the end of the token, or of the invite if that comes first.
    """

    kind: LoginKind
    who: bytes
    person: bytes
    ends: int


class Tokens:
    """All sessions, in memory. Safe from many threads."""

    def __init__(self, rng: Callable[[int], bytes], *, per_caller: int) -> None:
        self._rng = rng
        self._per_caller = per_caller
        self._callers: dict[bytes, Caller] = {}
        self._of: dict[bytes, OrderedDict[bytes, None]] = {}
        self._lock = threading.Lock()

    def give(self, caller: Caller) -> str:
        """Return a new token. The oldest of this caller ends if there are too many."""
        token = base64.urlsafe_b64encode(self._rng(TOKEN_BYTES)).rstrip(b"=").decode("ascii")
        with self._lock:
            mine = self._of.setdefault(caller.who, OrderedDict())
            mine[_name(token)] = None
            self._callers[_name(token)] = caller
            while len(mine) > self._per_caller:
                oldest, _ = mine.popitem(last=False)
                del self._callers[oldest]
        return token

    def caller(self, token: str, now: int) -> Caller | None:
        """Return who holds this token, or None if it is not a token of ours, or no longer."""
        name = _name(token)
        caller = self._callers.get(name)
        if caller is not None and now > caller.ends:
            self._forget(name)
            return None
        return caller

    def end(self, token: str) -> None:
        """Make a token worthless."""
        self._forget(_name(token))

    def _forget(self, name: bytes) -> None:
        with self._lock:
            caller = self._callers.pop(name, None)
            if caller is None:
                return
            mine = self._of[caller.who]
            del mine[name]
            if not mine:
                del self._of[caller.who]


def _name(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
