"""A token of the hospital's log-in: none that was changed in anything that counts is taken, however it was changed."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwk, jws, jwt

from peerdesk.server.id_token import TokenRefusedError, check_token, read_keys

RSA = jwk.RSAKey.generate_key(2048, {"kid": "r1", "use": "sig"})
EC = jwk.ECKey.generate_key("P-256", {"kid": "e1", "use": "sig"})
NOW = 1_800_000_000
NONCE = "n" * 43
ISSUER = "https://login.hospital.example"
CLAIMS = {
    "iss": ISSUER,
    "aud": "peerdesk",
    "exp": NOW + 300,
    "iat": NOW,
    "auth_time": NOW - 20,
    "nonce": NONCE,
    "sub": "devon",
}
KEYS = read_keys(json.dumps({"keys": [RSA.as_dict(private=False), EC.as_dict(private=False)]}).encode())
TOKENS = (
    jwt.encode({"alg": "RS256", "kid": "r1"}, CLAIMS, RSA, ["RS256"]),
    jwt.encode({"alg": "ES256", "kid": "e1"}, CLAIMS, EC, ["ES256"]),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)


def check(token: str) -> None:
    check_token(token, KEYS, issuer=ISSUER, client_id="peerdesk", nonce=NONCE, now=NOW)


def is_taken(token: str) -> bool:
    try:
        check(token)
    except TokenRefusedError:
        return False
    return True


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "e1"}, claims, EC, ["ES256"])


def part(what: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(what).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("token", TOKENS)
def test_a_whole_token_is_taken(token: str) -> None:
    check(token)


@given(st.sampled_from(TOKENS), st.integers(0, 2000), st.text(max_size=3), st.integers(0, 4))
def test_whatever_is_changed_on_the_way_is_refused_unless_it_says_the_same(
    token: str, at: int, put: str, cut: int
) -> None:
    at %= len(token)
    spoilt = token[:at] + put + token[at + cut :]
    # Base64 has more than one spelling for a signature; what was signed has one.
    assert not is_taken(spoilt) or spoilt.rpartition(".")[0] == token.rpartition(".")[0]


@given(st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "jku"]), ANYTHING, max_size=4))
def test_no_header_makes_up_for_a_signature(head: dict[str, Any]) -> None:
    _, says, signature = TOKENS[0].split(".")
    assert not is_taken(f"{part({'alg': 'RS256', 'kid': 'r1'} | head | {'x': 1})}.{says}.{signature}")
    assert not is_taken(f"{part({'kid': 'r1'} | head)}.{says}.")


@given(st.sampled_from(["iss", "aud", "exp", "iat", "auth_time", "nonce"]), ANYTHING)
def test_of_what_counts_nothing_may_be_anything_else(name: str, value: Any) -> None:
    try:
        token = signed(CLAIMS | {name: value})
    except (TypeError, ValueError):
        return
    if is_taken(token):
        moments_ago = (NOW - 660, NOW + 60)
        times = {"exp": (NOW - 60, float("inf")), "iat": moments_ago, "auth_time": moments_ago}
        if name in times:
            assert times[name][0] < value < times[name][1]
        else:
            assert value in (CLAIMS[name], [CLAIMS[name]])


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "iat", "auth_time", "nonce"])
def test_nothing_that_counts_may_be_missing(name: str) -> None:
    assert not is_taken(signed({key: value for key, value in CLAIMS.items() if key != name}))


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("iss", ISSUER + "/", False),
        ("iss", "https://login.elsewhere.example", False),
        ("exp", NOW - 59, True),
        ("exp", NOW - 60, False),
        ("iat", NOW + 59, True),
        ("iat", NOW + 60, False),
        ("iat", NOW - 659, True),
        ("iat", NOW - 660, False),
        ("auth_time", NOW + 59, True),
        ("auth_time", NOW + 60, False),
        ("auth_time", NOW - 659, True),
        ("auth_time", NOW - 660, False),
        ("auth_time", float("nan"), False),
        ("auth_time", None, False),
        ("nbf", NOW + 61, False),
        ("aud", ["peerdesk"], True),
        ("aud", ["peerdesk", "peerdesk"], False),
        ("azp", "peerdesk", True),
        ("azp", "payroll", False),
    ],
)
def test_clocks_may_differ_a_little_and_the_audience_is_one(name: str, value: Any, *, taken: bool) -> None:
    assert is_taken(signed(CLAIMS | {name: value})) is taken


def test_weak_keys_secrets_and_keys_for_other_things_are_left_out() -> None:
    short = base64.urlsafe_b64encode(b"\xc1" * 128).decode().rstrip("=")
    listed = [
        {"kty": "RSA", "kid": "weak", "n": short, "e": "AQAB"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "secret"},
        RSA.as_dict(private=False) | {"kid": "lock", "use": "enc"},
        {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
        {"kty": "EC", "kid": "odd", "crv": "P-256", "x": "AA", "y": "AA"},
        EC.as_dict(private=False),
        "nothing",
        {"kid": "no kind"},
    ]
    assert set(read_keys(json.dumps({"keys": listed}).encode())) == {"e1"}


@given(st.binary(max_size=200))
def test_a_list_of_keys_is_one_or_a_value_error(raw: bytes) -> None:
    try:
        read_keys(raw)
    except ValueError:
        return


def test_brackets_without_end_are_no_token_and_no_keys() -> None:
    deep = "[" * 100_000
    head, _, signature = TOKENS[1].split(".")
    short = base64.urlsafe_b64encode(deep[:9000].encode()).rstrip(b"=").decode()
    assert not is_taken(f"{short}..")
    assert not is_taken(f"{head}.{short}.{signature}")
    assert not is_taken(jws.serialize_compact({"alg": "ES256", "kid": "e1"}, deep[:9000].encode(), EC, ["ES256"]))
    for raw in (deep, f'{{"keys": {deep}'):
        with pytest.raises(ValueError, match=r"brackets|Expected"):
            read_keys(raw.encode())
    nested = '{"kid": "x", "y": ' + "[" * 5000 + "]" * 5000 + "}"
    listed = f'{{"keys": [{nested}, {json.dumps(EC.as_dict(private=False))}]}}'
    try:
        assert set(read_keys(listed.encode())) <= {"e1"}
    except ValueError:
        return
