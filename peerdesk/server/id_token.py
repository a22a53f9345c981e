"""Verifying a token of the hospital's log-in: who signed it, for whom, when, and for which enrolment.

Of what it says, only that is read. Who the person is stays unread, so it cannot be stored or logged by mistake.
"""

import hmac
import warnings
from collections.abc import Mapping
from typing import Final

import msgspec
from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, RSAKey

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a private key only: a shared secret, or none at all, would be anybody's to make."""

LEEWAY_SECONDS: Final = 60
OLDEST_SECONDS: Final = 600
"""It was made for this log-in, moments ago. An older one is from somewhere else."""

SIGNED_IN_SECONDS: Final = 600
"""Since somebody showed the provider who they are. A browser that was left open proves nobody."""

_LONGEST: Final = 16 * 1024
_MOST_KEYS: Final = 64
_RSA_BITS: Final = range(2048, 8193)

Key = RSAKey | ECKey


class TokenRefusedError(Exception):
    """The token is not good. The text is one of our own words for a log, never anything of the token."""


class UnknownKeyError(TokenRefusedError):
    """It names a key that is not among those known: the provider may have a new one."""


class _Claims(msgspec.Struct, frozen=True):
    """What is read of a token. Everything else in it is skipped."""

    iss: str
    aud: str | tuple[str, ...]
    exp: int | float
    iat: int | float
    nonce: str
    auth_time: int | float | None = None
    azp: str | None = None
    nbf: int | float | None = None


class _PublicKey(msgspec.Struct, frozen=True):
    """One key of a provider's list, its public members only."""

    kty: str
    kid: str = ""
    use: str = "sig"
    n: str = ""
    e: str = ""
    crv: str = ""
    x: str = ""
    y: str = ""


class _KeyList(msgspec.Struct, frozen=True):
    keys: tuple[msgspec.Raw, ...]


def read_keys(raw: bytes) -> Mapping[str, Key]:
    """Return the signing keys in a provider's list (JWKS), by their names. Raises ValueError if it is no such list.

    A key of a kind that is not known here, or one that is too weak, is left out.
    """
    try:
        listed = msgspec.json.decode(raw, type=_KeyList).keys[:_MOST_KEYS]
    except RecursionError:
        raise ValueError("brackets without end") from None
    keys: dict[str, Key] = {}
    for one in listed:
        try:
            shown = msgspec.json.decode(one, type=_PublicKey)
            key = _usable(shown)
        except (JoseError, ValueError, TypeError, RecursionError):
            continue
        if key is not None and shown.kid and shown.use == "sig":
            keys.setdefault(shown.kid, key)
    return keys


def check_token(token: str, keys: Mapping[str, Key], *, issuer: str, client_id: str, nonce: str, now: float) -> None:
    """Raise TokenRefusedError unless the token was signed by one of the keys for this client and this nonce.

    `now` is in seconds since 1970.
    """
    claims = _claims(_signed(token, keys))
    if claims.iss != issuer:
        raise TokenRefusedError("another issuer")
    if claims.aud not in (client_id, (client_id,)) or claims.azp not in (None, client_id):
        raise TokenRefusedError("for another client")
    if not now - LEEWAY_SECONDS < claims.exp or (claims.nbf is not None and not claims.nbf < now + LEEWAY_SECONDS):
        raise TokenRefusedError("not at this time")
    if not now - OLDEST_SECONDS - LEEWAY_SECONDS < claims.iat < now + LEEWAY_SECONDS:
        raise TokenRefusedError("made at another time")
    _check_present(claims, now)
    if not hmac.compare_digest(claims.nonce.encode("utf-8", "surrogatepass"), nonce.encode("ascii")):
        raise TokenRefusedError("for another enrolment")


def _check_present(claims: _Claims, now: float) -> None:
    """Raise TokenRefusedError unless the person was there moments ago, and not only their browser."""
    if claims.auth_time is None:
        # Its own words: a provider may have to be told to say it.
        raise TokenRefusedError("it does not say when they signed in (auth_time)")
    if not now - SIGNED_IN_SECONDS - LEEWAY_SECONDS < claims.auth_time < now + LEEWAY_SECONDS:
        raise TokenRefusedError("they signed in at another time")


def _signed(token: str, keys: Mapping[str, Key]) -> bytes:
    """Return what the token says, once its signature holds."""
    if len(token) > _LONGEST or not token.isascii():
        raise TokenRefusedError("no token")
    try:
        header = jws.extract_compact(token.encode("ascii")).headers()
        # What would change how the rest is read is not taken at all.
        if header.get("alg") not in ALGORITHMS or "crit" in header or "b64" in header:
            raise TokenRefusedError("signed in a way that is not taken")
        kid = header.get("kid")
        key = keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise UnknownKeyError("signed with a key that is not known")
        registry = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        return jws.deserialize_compact(token, key, algorithms=ALGORITHMS, registry=registry).payload
    except (JoseError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        # Whatever a library of others makes of bytes from outside: it did not verify.
        raise TokenRefusedError("not signed by the provider") from None


def _claims(payload: bytes) -> _Claims:
    try:
        return msgspec.json.decode(payload, type=_Claims)
    except (ValueError, RecursionError):
        raise TokenRefusedError("not what a token says") from None


def _usable(shown: _PublicKey) -> Key | None:
    with warnings.catch_warnings():
        # Said of short keys, which are left out here anyway.
        warnings.simplefilter("ignore", SecurityWarning)
        if shown.kty == "RSA":
            rsa = RSAKey.import_key({"kty": "RSA", "n": shown.n, "e": shown.e})
            return rsa if rsa.public_key.key_size in _RSA_BITS else None
        if shown.kty == "EC":
            return ECKey.import_key({"kty": "EC", "crv": shown.crv, "x": shown.x, "y": shown.y})
    return None
