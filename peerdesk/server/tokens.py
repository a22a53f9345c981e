"""Who is logged in: a token says who somebody was at login, and until when; an HMAC proves that we said so.

So any worker with the same key can read it, nothing has to be kept for it, and a restart ends them all. What its holder
may do is asked of the directory at every request, so a revocation ends a session at once. An ended token is remembered
as spent, see `peerdesk.server.spent`.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from peerdesk.wire.login import LoginKind

_NOISE_BYTES = 8
_ENDS_BYTES = 6
_WHO_BYTES = 16
_MAC_BYTES = 16
_OPEN_BYTES = 1 + _ENDS_BYTES + _NOISE_BYTES + _WHO_BYTES
_UNTIL_BYTES = 6
_KEYS_BYTES = 32
_REST_BYTES = (0, _UNTIL_BYTES, _UNTIL_BYTES + _KEYS_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever logged in. `who` is a device, invite or officer id, or the root's short fingerprint.

    `ends` is in seconds since 1970: the end of the token, or of the invite if that comes first. For a newcomer `until`
    is the end of the invite itself, and `enrols` are the ids of the keys (32 bytes) that they have signed in for with
    the hospital, if so.
    """

    kind: LoginKind
    who: bytes
    ends: int
    until: int = 0
    enrols: bytes = b""


class Tokens:
    """Makes tokens and reads them. Safe from many threads."""

    def __init__(self, key: bytes, rng: Callable[[int], bytes]) -> None:
        self._key = key
        self._rng = rng

    def give(self, caller: Caller) -> str:
        """Return a new token; no two are alike."""
        ends = caller.ends.to_bytes(_ENDS_BYTES)
        open_part = caller.kind.to_bytes(1) + ends + self._rng(_NOISE_BYTES) + caller.who
        if caller.until:
            open_part += caller.until.to_bytes(_UNTIL_BYTES) + caller.enrols
        return base64.urlsafe_b64encode(open_part + self._mac(open_part)).rstrip(b"=").decode("ascii")

    def caller(self, token: str, now: int) -> Caller | None:
        """Return who holds this token, or None if it is not one of ours, or its time is over."""
        raw = _plain(token)
        open_part, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(open_part)):
            return None
        ends = int.from_bytes(open_part[1 : 1 + _ENDS_BYTES])
        if now > ends:
            return None
        who, rest = open_part[_OPEN_BYTES - _WHO_BYTES : _OPEN_BYTES], open_part[_OPEN_BYTES:]
        until, enrols = int.from_bytes(rest[:_UNTIL_BYTES]), rest[_UNTIL_BYTES:]
        return Caller(kind=LoginKind(open_part[0]), who=who, ends=ends, until=until, enrols=enrols)

    def _mac(self, open_part: bytes) -> bytes:
        return hmac.digest(self._key, b"token" + open_part, hashlib.sha256)[:_MAC_BYTES]


def _plain(token: str) -> bytes:
    """Return the bytes of a token, or nothing if it is written in another way than we write: one spelling each."""
    try:
        raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    same = base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii") == token
    return raw if same and len(raw) - _OPEN_BYTES - _MAC_BYTES in _REST_BYTES else b""
