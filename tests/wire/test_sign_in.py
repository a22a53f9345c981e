"""What ties a log-in to one enrolment is the same for ever, on every computer and on the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.wire.ids import DeviceId, InviteId
from peerdesk.wire.sign_in import challenge_of, enrolment_nonce, leaves_ours_alone

ID = st.binary(min_size=16, max_size=16)
FROZEN = "2yrqHxfcYuKBBRHRjWEaRRW4U47NpoEXHU_3XZ5_Lj8"


def test_the_nonce_is_frozen() -> None:
    assert enrolment_nonce(InviteId(b"i" * 16), DeviceId(b"d" * 16), DeviceId(b"p" * 16)) == FROZEN


@given(st.tuples(ID, ID, ID), st.tuples(ID, ID, ID))
def test_another_invite_or_another_key_has_another_nonce(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> None:
    nonces = [enrolment_nonce(InviteId(i), DeviceId(d), DeviceId(p)) for i, d, p in (one, other, one[::-1])]
    assert (nonces[0] == nonces[1]) == (one == other)
    assert (nonces[0] == nonces[2]) == (one == one[::-1])


def test_the_secret_of_pkce_is_shown_as_the_standard_says() -> None:
    """RFC 7636, appendix B."""
    shown = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert shown == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    "query",
    [
        "redirect_uri=https://evil.example",
        "p=staff&prompt=none",
        "p=staff;max_age=9999999",
        "request_uri",
        "response%5Fmode=form_post",
        "NONCE=x",
        "+state=x",
        "client_id=&x=y",
        "request=eyJ",
        "redirect_uri[]=x",
        "redirect.uri=x",
        "p=a;b",
    ],
)
def test_a_page_asks_nothing_in_our_place(query: str) -> None:
    assert not leaves_ours_alone(f"https://login.example/go?{query}")


@pytest.mark.parametrize("query", ["", "?", "?p=b2c_staff", "?realm=nurses&x=state", "?states=1"])
def test_what_is_the_providers_own_may_stand_in_its_page(query: str) -> None:
    assert leaves_ours_alone(f"https://login.example/go{query}")
