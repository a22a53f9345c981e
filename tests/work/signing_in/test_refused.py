"""Tokens that are for something else, and a provider in trouble: nobody is enrolled by any of it."""

import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.support.provider import CLIENT, browse
from tests.work.signing_in.ward import AWAY, DEVON, FAILED, Ward

SPOILT: dict[str, dict[str, Any]] = {
    "of another enrolment": {"claims": {"nonce": "A" * 43}},
    "without a nonce": {"claims": {"nonce": None}},
    "for another client": {"claims": {"aud": "payroll"}},
    "for two clients": {"claims": {"aud": [CLIENT, "payroll"]}},
    "handed on by another client": {"claims": {"azp": "payroll"}},
    "of another issuer": {"claims": {"iss": "https://login.elsewhere.example"}},
    "run out": {"claims": {"exp": int(time.time()) - 120}},
    "without an end": {"claims": {"exp": None}},
    "without a beginning": {"claims": {"iat": None}},
    "old": {"claims": {"iat": int(time.time()) - 3600}},
    "of a browser that was left open": {"claims": {"auth_time": int(time.time()) - 3600}},
    "without the time of the log-in": {"claims": {"auth_time": None}},
    "from tomorrow": {"claims": {"iat": int(time.time()) + 86400, "exp": int(time.time()) + 90000}},
    "not good yet": {"claims": {"nbf": int(time.time()) + 3600}},
    "not signed": {"sign": "none"},
    "signed with the public key as a secret": {"sign": "public key as a secret"},
    "signed with another key of that name": {"sign": "another key"},
    "signed with a key that nobody shows": {"sign": "unknown kid"},
    "no token": {"id_token": "hello"},
    "empty": {"id_token": ""},
}


@pytest.mark.parametrize("how", SPOILT.values(), ids=SPOILT)
def test_a_token_that_is_not_for_this_enrolment_enrols_nobody(ward: Ward, how: dict[str, Any]) -> None:
    ward.provider.behave(**how)
    assert ward.refused() == FAILED


TROUBLE = {
    f"{how} {path}": {how: path}
    for how in ("huge", "deep", "garbage", "broken")
    for path in ("/.well-known/openid-configuration", "/token", "/jwks")
} | {
    "silent /token": {"silent": "/token"},
    "another issuer": {"discovery": {"issuer": "https://login.elsewhere.example"}},
    "a page that says it for us": {
        "discovery": {"authorization_endpoint": "https://login.hospital.example/go?p=staff&Redirect%5Furi=https://x"}
    },
    "an address that is not encrypted": {"discovery": {"token_endpoint": "http://login.hospital.example/token"}},
}


@pytest.mark.parametrize("how", TROUBLE.values(), ids=TROUBLE)
def test_a_provider_in_trouble_is_away_and_never_a_yes(ward: Ward, how: dict[str, Any]) -> None:
    ward.provider.behave(**how)
    assert ward.refused() == AWAY
    ward.provider.behave()
    ward.join()
    assert ward.joined() == [DEVON]


def test_a_browser_that_somebody_left_open_signs_nobody_in_unless_they_are_asked_anew(ward: Ward) -> None:
    """A colleague's session on a shared workstation, and a computer that does not say that it wants to see a person."""
    ward.provider.behave(since=8 * 3600)
    assert ward.refused(lambda shown: browse(without(shown.address, "prompt", "max_age"))) == FAILED
    ward.join(lambda shown: browse(f"{without(shown.address, 'prompt', 'max_age')}&max_age=600"))
    assert ward.joined() == [DEVON]


def without(address: str, *names: str) -> str:
    page, _, query = address.partition("?")
    return f"{page}?{urlencode([(name, value) for name, value in parse_qsl(query) if name not in names])}"
