"""Tokens as no honest provider makes them, for the provider that tests run."""

import base64
import hashlib
import hmac
import json
from typing import Any

from joserfc import jwk, jws, jwt


def spoilt(wanted: dict[str, Any], key: Any, body: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to a code, with the token made as is `wanted`."""
    if "id_token" in wanted:
        return body | {"id_token": wanted["id_token"]}
    if not {"claims", "sign"} & set(wanted):
        return body
    token = jws.extract_compact(body["id_token"].encode())
    claims = json.loads(token.payload) | wanted.get("claims", {})
    kept = {name: value for name, value in claims.items() if value is not None}
    return body | {"id_token": _signed(key, token.headers(), kept, wanted.get("sign", ""))}


def _signed(key: Any, head: dict[str, Any], claims: dict[str, Any], how: str) -> str:
    if how == "none":
        return jwt.encode(head | {"alg": "none"}, claims, None, ["none"])
    if how == "public key as a secret":
        return signed_with_a_secret(head | {"alg": "HS256"}, claims, key.as_pem(private=False))
    if how == "another key":
        key = jwk.RSAKey.generate_key(2048)
    if how == "unknown kid":
        return jwt.encode(head | {"kid": "nobody"}, claims, jwk.RSAKey.generate_key(2048), ["RS256"])
    return jwt.encode(head, claims, key, ["RS256"])


def signed_with_a_secret(head: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """Make a token by hand: no library takes a public key for a secret any more."""
    signing = ".".join(_part(json.dumps(one).encode()) for one in (head, claims))
    return f"{signing}.{_part(hmac.digest(secret, signing.encode(), hashlib.sha256))}"


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
