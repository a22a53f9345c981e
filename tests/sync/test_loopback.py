"""Where a browser comes back to: one answer is taken, from this computer, and nothing is written down."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from peerdesk.sync.loopback import MOST_CONNECTIONS, Loopback, Pages

STATE = "s" * 43
PAGES = Pages(done="<p>Done.</p>", astray="<p>Go back and cancel.</p>")


@pytest.fixture
def back() -> Iterator[Loopback]:
    with Loopback(PAGES, STATE) as found:
        yield found


def get(address: str, **headers: str) -> httpx2.Response:
    return httpx2.get(address, headers=headers, trust_env=False)


def test_the_first_answer_is_taken_and_a_second_one_is_not(back: Loopback) -> None:
    first, second = get(f"{back.address}?code=one&state={STATE}"), get(f"{back.address}?code=two&state={STATE}")
    assert (first.status_code, first.text) == (200, PAGES.done)
    assert (second.status_code, second.text) == (410, PAGES.done), "nothing else for whoever loads the page anew"
    assert first.headers["content-security-policy"] == "default-src 'none'"
    assert back.wait(5) == {"code": "one", "state": STATE}
    with pytest.raises(Empty):
        back.wait(0.1)


@pytest.mark.parametrize(
    "query",
    [
        "error=access_denied",
        "error=access_denied&error_description=%3Cscript%3E&state=",
        "code=x",
        "code=x&state=",
        "code=x&state=guessed",
        f"code=x&state={STATE}%C3%A9",
        f"code=x&state={STATE[:-1]}",
        f"code=x&state={STATE}&state={STATE}",
        f"code=x&code=y&state={STATE}",
        f"code=x&state={STATE}&" + "&".join(f"x{n}=1" for n in range(40)),
        f"code={'x' * 17_000}&state={STATE}",
    ],
)
def test_who_does_not_know_the_state_is_turned_away_and_the_person_still_comes_back(back: Loopback, query: str) -> None:
    astray = get(f"{back.address}?{query}")
    assert (astray.status_code, astray.text) == (404, PAGES.astray)
    assert get(f"{back.address}?code=mine&state={STATE}").status_code == 200
    assert back.wait(5) == {"code": "mine", "state": STATE}


def test_what_a_browser_asks_besides_is_no_answer(back: Loopback) -> None:
    asked = f"code=x&state={STATE}"
    assert get(back.address).status_code == 404
    assert get(f"{back.address}favicon.ico?{asked}").status_code == 404
    assert get(f"{back.address}?{asked}", host="elsewhere.example").status_code == 404
    assert httpx2.post(f"{back.address}?{asked}", trust_env=False).status_code == 501
    with pytest.raises(Empty):
        back.wait(0.1)


def test_a_connection_that_says_nothing_holds_up_nobody(back: Loopback) -> None:
    with knock(back):
        assert get(f"{back.address}?code=one&state={STATE}").status_code == 200
        assert back.wait(5) == {"code": "one", "state": STATE}


def test_however_many_drip_the_oldest_goes_and_the_browser_is_served(back: Loopback) -> None:
    before = threading.active_count()
    dripping = [knock(back) for _ in range(MOST_CONNECTIONS + 20)]
    try:
        for line in dripping:
            # The oldest may be gone by now, which is what is wanted of them.
            with contextlib.suppress(OSError):
                line.sendall(b"GET /?co")
        assert dripping[0].recv(1) == b"", "a connection that was let go"
        assert get(f"{back.address}?code=one&state={STATE}").status_code == 200
        assert threading.active_count() - before <= MOST_CONNECTIONS + 1
        dripping[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            dripping[-1].recv(1)
    finally:
        for line in dripping:
            line.close()


def test_nobody_outside_of_this_computer_can_reach_it(back: Loopback) -> None:
    assert back._server.server_address[0] == "127.0.0.1"


def test_its_address_is_its_own_while_it_listens_and_no_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(*_what: object) -> str:
        pytest.fail("a name was looked up")

    monkeypatch.setattr(socket, "getfqdn", looked_up)
    # What Windows calls it; another switch of this system shows here that it is asked for.
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_KEEPALIVE, raising=False)
    with Loopback(PAGES, STATE) as back:
        own = back._server.socket
        assert own.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) == 0
        assert own.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert back.address == f"http://127.0.0.1:{own.getsockname()[1]}/"


def test_giving_up_ends_the_waiting(back: Loopback) -> None:
    threading.Timer(0.1, back.give_up).start()
    assert back.wait(5) is None


def test_a_key_that_ends_the_waiting_is_heard_within_a_second(back: Loopback) -> None:
    """A wait in one piece is deaf to Ctrl+C on Windows."""
    pieces: list[float] = []

    class Hurried(Queue[Any]):
        def get(self, block: bool = True, timeout: float | None = None) -> Any:
            pieces.append(timeout or 0)
            raise Empty

    back._post.came = Hurried()
    with pytest.raises(Empty):
        back.wait(600)
    assert (max(pieces) <= 1, round(sum(pieces))) == (True, 600)


def knock(back: Loopback) -> socket.socket:
    parts = urlsplit(back.address)
    return socket.create_connection((parts.hostname, parts.port), timeout=10)
