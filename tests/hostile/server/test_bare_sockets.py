"""Things that can only be done with a bare socket: bodies without end, heads that trickle, two lengths."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import httpx2
import pytest

from peerdesk.server.limits import Limits
from peerdesk.wire import endpoints
from tests.server.hospital import Hospital
from tests.support.servers import running_server

HEADER_SECONDS = 1.0


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, int]]:
    limits = replace(Limits(), header_seconds=HEADER_SECONDS, body_seconds=1.5)
    with running_server(tmp_path / "srv", Hospital().public(), limits=limits) as url:
        host, _, port = url.partition("//")[2].partition(":")
        yield host, int(port)


def talk(address: tuple[str, int], *sent: bytes, pause: float = 0.0) -> bytes:
    """Send, and return what came until the server closed the connection."""
    with socket.create_connection(address, timeout=15) as line:
        heard = b""
        try:
            for piece in sent:
                line.sendall(piece)
                time.sleep(pause)
            while piece := line.recv(65536):
                heard += piece
        except ConnectionError:
            return heard
        return heard


def head(address: tuple[str, int], path: str, *headers: str) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        f"host: {address[0]}:{address[1]}",
        "content-type: application/vnd.peerdesk",
        "connection: close",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def status(heard: bytes) -> int:
    return int(heard.split()[1])


def test_a_body_without_end_is_cut_at_the_cap(address: tuple[str, int]) -> None:
    chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
    heard = talk(address, head(address, endpoints.CHALLENGE, "transfer-encoding: chunked"), *[chunk] * 50)
    assert not heard or status(heard) == 413
    assert talk(address, head(address, endpoints.CHALLENGE, "content-length: 1000000000"))[9:12] == b"413"


@pytest.mark.parametrize(
    "headers",
    [
        ("content-length: 3", "transfer-encoding: chunked"),
        ("content-length: 3", "content-length: 4"),
        ("content-length: 3, 4",),
        ("content-length: +3",),
        ("transfer-encoding: gzip, chunked",),
        ("content-length : 3",),
        ("host: elsewhere", "content-length: 3"),
        ("content-length: 3", "x: a\x00b"),
    ],
)
def test_two_lengths_or_two_hosts_are_no_request(address: tuple[str, int], headers: tuple[str, ...]) -> None:
    heard = talk(address, head(address, endpoints.CHALLENGE, *headers) + b"abcGET /v1/hello HTTP/1.1\r\n\r\n")
    assert status(heard) in {400, 501}
    assert heard.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "path", ["/v1/../v1/hello", "/v1/%2e%2e/hello", "//v1/hello", "/v1/hello/..", "/\\v1", "*", "http://other/v1/hello"]
)
def test_dots_in_a_path_are_not_followed(address: tuple[str, int], path: str) -> None:
    raw = head(address, path, "content-length: 0")
    assert status(talk(address, raw)) in {400, 404}


def test_a_token_of_strange_bytes_is_no_token(address: tuple[str, int]) -> None:
    raw = head(address, endpoints.DIRECTORY, "content-length: 0", "authorization: Bearer " + "é" * 40)
    assert status(talk(address, raw)) == 401


def test_a_head_that_trickles_is_hung_up_on(address: tuple[str, int]) -> None:
    begin = time.monotonic()
    letters = [bytes([letter]) for letter in b"POST /v1/push HTTP/1.1\r\nhost: x\r\n" * 3]
    talk(address, *letters, pause=0.05)
    assert HEADER_SECONDS * 0.9 < time.monotonic() - begin < len(letters) * 0.05 * 0.8
    assert talk(address) == b""


def test_a_body_that_trickles_is_given_up(address: tuple[str, int]) -> None:
    begin = time.monotonic()
    heard = talk(address, head(address, endpoints.CHALLENGE, "content-length: 100"), b"x")
    assert status(heard) == 429
    assert time.monotonic() - begin < 5


def test_hundreds_who_say_nothing_keep_nobody_out(address: tuple[str, int]) -> None:
    url = f"http://{address[0]}:{address[1]}{endpoints.HELLO}"
    with ExitStack() as silent, httpx2.Client(trust_env=False, timeout=10) as client:
        for _ in range(400):
            silent.enter_context(socket.create_connection(address, timeout=10))
        begin = time.monotonic()
        for _ in range(20):
            assert client.get(url).status_code == 200
        assert time.monotonic() - begin < 3


def test_a_connection_is_kept_for_the_next_question(address: tuple[str, int]) -> None:
    raw = f"GET {endpoints.HELLO} HTTP/1.1\r\nhost: {address[0]}:{address[1]}\r\n\r\n".encode()
    with socket.create_connection(address, timeout=10) as line:
        reader = line.makefile("rb")
        for _ in range(3):
            line.sendall(raw)
            assert_hello(reader)
            time.sleep(HEADER_SECONDS + 0.3)
        line.sendall(raw + raw)
        assert_hello(reader)
        assert_hello(reader)


def assert_hello(reader: BinaryIO) -> None:
    assert reader.readline() == b"HTTP/1.1 200 OK\r\n"
    size = 0
    while (field := reader.readline()) != b"\r\n":
        if field.startswith(b"content-length:"):
            size = int(field.split()[1])
    assert b"PeerDesk" in reader.read(size)


def test_no_reply_tells_which_software_answers(address: tuple[str, int]) -> None:
    heard = talk(address, head(address, "/nowhere", "content-length: 0"))
    names = {line.split(b":")[0].lower() for line in heard.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]}
    assert names == {b"content-length", b"content-type", b"peerdesk-protocol", b"connection"}


def test_there_are_so_many_connections_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerdesk.server.serve.connections_allowed", lambda: 3)
    with running_server(tmp_path / "srv", Hospital().public()) as url, ExitStack() as held:
        host, _, port = url.partition("//")[2].partition(":")
        lines = [held.enter_context(socket.create_connection((host, int(port)), timeout=10)) for _ in range(3)]
        time.sleep(0.2)
        begin = time.monotonic()
        assert talk((host, int(port))) == b""
        assert time.monotonic() - begin < 5
        lines[0].close()
        time.sleep(0.2)
        assert httpx2.get(url + "/health", trust_env=False).status_code == 200
