"""Where a browser comes back to: one answer is taken, from this computer, and nothing is written down."""

import socket
import threading
from collections.abc import Iterator
from queue import Empty
from urllib.parse import urlsplit

import httpx2
import pytest

from peerdesk.sync.loopback import Loopback


@pytest.fixture
def back() -> Iterator[Loopback]:
    with Loopback("<p>Done.</p>") as found:
        yield found


def get(address: str, **headers: str) -> httpx2.Response:
    return httpx2.get(address, headers=headers, trust_env=False)


def test_the_first_answer_is_taken_and_a_second_one_is_not(back: Loopback) -> None:
    first, second = get(f"{back.address}?code=one&state=s"), get(f"{back.address}?code=two&state=s")
    assert (first.status_code, first.text, second.status_code) == (200, "<p>Done.</p>", 410)
    assert first.headers["content-security-policy"] == "default-src 'none'"
    assert back.wait(5) == {"code": "one", "state": "s"}
    with pytest.raises(Empty):
        back.wait(0.1)


def test_what_a_browser_asks_besides_is_no_answer(back: Loopback) -> None:
    assert get(back.address).status_code == 404
    assert get(f"{back.address}favicon.ico?x=1").status_code == 404
    assert get(f"{back.address}?code=x", host="elsewhere.example").status_code == 404
    assert httpx2.post(f"{back.address}?code=x", trust_env=False).status_code == 501
    with pytest.raises(Empty):
        back.wait(0.1)


def test_an_answer_that_says_something_twice_or_too_much_says_nothing(back: Loopback) -> None:
    get(f"{back.address}?code=one&code=two")
    assert back.wait(5) == {}


def test_a_connection_that_says_nothing_holds_up_nobody(back: Loopback) -> None:
    parts = urlsplit(back.address)
    with socket.create_connection((parts.hostname, parts.port)):
        assert get(f"{back.address}?code=one").status_code == 200
        assert back.wait(5) == {"code": "one"}


def test_nobody_outside_of_this_computer_can_reach_it(back: Loopback) -> None:
    assert back._server.server_address[0] == "127.0.0.1"


def test_giving_up_ends_the_waiting(back: Loopback) -> None:
    threading.Timer(0.1, back.give_up).start()
    assert back.wait(5) is None
