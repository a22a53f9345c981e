"""Which addresses that somebody else names may be gone to, and what a person reads of them."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.wire.sign_in import is_own_computer
from peerdesk.wire.web_address import host_of, is_as_safe_as, is_this_computer, origin_of


@pytest.mark.parametrize(
    ("address", "origin", "host"),
    [
        ("https://login.hospital.example/a?b=c", "https://login.hospital.example:443", "login.hospital.example"),
        ("https://LOGIN.hospital.example:443", "https://login.hospital.example:443", "login.hospital.example"),
        ("https://login.hospital.example:8443/", "https://login.hospital.example:8443", "login.hospital.example:8443"),
        ("http://127.0.0.1:5000/x", "http://127.0.0.1:5000", "127.0.0.1:5000"),
        ("http://localhost/x", "http://localhost:80", "localhost"),
        ("https://[::1]:9/", "https://[::1]:9", "[::1]:9"),
        ("https://10.0.0.7/", "https://10.0.0.7:443", "10.0.0.7"),
        ("https://login/", "https://login:443", "login"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example:443", "xn--bcher-kva.example"),
        ("https://1.a-2.b/", "https://1.a-2.b:443", "1.a-2.b"),
    ],
)
def test_a_page_of_the_web_has_a_host_that_a_person_can_read(address: str, origin: str, host: str) -> None:
    assert (origin_of(address), host_of(address)) == (origin, host)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "login.hospital.example",
        "http://login.hospital.example/",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "https://login.hospital.example@evil.example/",
        "https://evil.example\\@login.hospital.example/",
        "https://login.hospital.example/#x",
        "https://login.hospital.example/ x",
        "https://login.hospital.example:99999/",
        "https://lоgin.hospital.example/",
        "https:///x",
        "https://login%2ehospital.example/",
        "https://login.hospital.example%2f.evil.example/",
        "https://login\uff0ehospital.example/",
        "https://login,hospital.example/",
        "https://login_hospital.example/",
        "https://login..example/",
        "https://login.hospital.example./",
        "https://-login.example/",
        "https://0x7f.1/",
        "http://0x7f.1/",
        "http://127.1/",
        "https://127.0.0.0x1/",
        "https://2130706433/",
        "https://010.0.0.7/",
        "https://[0::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[v1.a]/",
        "https://login.hospital.example:0/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://" + "a" * 2000,
    ],
)
def test_anything_else_is_gone_to_by_nobody(address: str) -> None:
    assert (origin_of(address), host_of(address)) == ("", "")


@given(st.text(max_size=60) | st.builds("https://{}".format, st.text(max_size=40)))
def test_whatever_is_named_has_an_encrypted_origin_or_none(address: str) -> None:
    origin = origin_of(address)
    if origin:
        parts = urlsplit(origin)
        assert parts.scheme == "https" or is_this_computer(str(parts.hostname))
        assert str(parts.hostname) in address.lower()
        assert set(str(parts.hostname)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:")


@pytest.mark.parametrize(
    ("address", "other", "is_safe"),
    [
        ("https://login.example/", "https://login.example", True),
        ("https://login.example/", "http://127.0.0.1:5", True),
        ("http://localhost:6/", "http://127.0.0.1:5", True),
        ("http://127.0.0.1:5/", "https://login.example", False),
        ("http://127.0.0.1:5/", "http://login.example", False),
        ("http://login.example/", "http://127.0.0.1:5", False),
    ],
)
def test_what_is_encrypted_names_only_what_is_encrypted(address: str, other: str, *, is_safe: bool) -> None:
    assert is_as_safe_as(address, other) is is_safe


@given(st.text(max_size=40) | st.from_regex(r"http://127\.0\.0\.1:\d{1,6}/?.{0,3}"))
def test_a_browser_is_sent_back_to_its_own_computer_and_nowhere_else(redirect: str) -> None:
    if is_own_computer(redirect):
        parts = urlsplit(redirect)
        assert (parts.scheme, parts.hostname, parts.path, parts.query) == ("http", "127.0.0.1", "/", "")
