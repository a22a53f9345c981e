"""The one place that opens a socket, against servers that lie, stall, flood, or are somebody else."""

import hashlib
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from peerdesk.domain.errors import (
    CertificateRefusedError,
    ExpectedError,
    HistoryDivergedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.sync.address import read_address
from peerdesk.sync.remote import connect
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest, Problem
from peerdesk.wire.limits import MAX_REPLY_BYTES
from tests.sync.servers_that_lie import certificate, http_reply, read_request, server

MARK = f"{endpoints.MARKER_HEADER}: {endpoints.MARKER}"
GOOD = DirectoryReply(entries=(b"one",), head_n=1, head_hash=bytes(32))
QUESTION = DirectoryRequest(after=0)


def answering(reply: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        while read_request(connection):
            connection.sendall(reply)

    return answer


def ask(address: str, pin: bytes = b"", seconds: float = 5.0) -> DirectoryReply:
    remote = connect(address, pin, deadline_seconds=seconds)
    try:
        return remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply)
    finally:
        remote.close()


def test_a_good_answer_arrives_and_its_bytes_are_counted() -> None:
    with server(answering(http_reply(encode(GOOD), MARK))) as address:
        remote = connect(address)
        for _ in range(3):
            assert remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply) == GOOD
        assert remote.bytes_down == 3 * len(encode(GOOD))
        assert remote.bytes_up == 3 * len(encode(QUESTION))
        remote.close()


@pytest.mark.parametrize(
    "reply",
    [
        http_reply(b"<html>Welcome to Harbor Wi-Fi</html>", "content-type: text/html"),
        http_reply(b"<html></html>", MARK, "content-type: text/html"),
        http_reply(encode(GOOD)),
        http_reply(encode(GOOD), f"{endpoints.MARKER_HEADER}: 99"),
        http_reply(encode(GOOD) + b"\x00", MARK),
        http_reply(b"", MARK),
        http_reply(b"\xc1", MARK),
        http_reply(b"", MARK, "location: https://elsewhere.example/", status="302 Found"),
        http_reply(encode(GOOD), MARK, "content-encoding: gzip"),
        http_reply(b"plain words", MARK, status="500 Oh"),
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    ],
)
def test_what_is_not_peerdesks_answer_is_not_believed(reply: bytes) -> None:
    with server(answering(reply)) as address, pytest.raises(NotPeerDeskServerError):
        ask(address)


@pytest.mark.parametrize("part", range(1, 16))
def test_an_answer_that_is_cut_off_is_no_answer(part: int) -> None:
    whole = http_reply(encode(GOOD), MARK)

    def answer(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(whole[: len(whole) * part // 16])

    with server(answer) as address, pytest.raises((OfflineError, NotPeerDeskServerError)):
        ask(address)


def test_a_refusal_carries_the_protocols_code_and_never_the_servers_words() -> None:
    body = encode(Problem(code="not_allowed", message="\x1b[31m<b>call 555</b>"))
    with (
        server(answering(http_reply(body, MARK, status="403 Forbidden"))) as address,
        pytest.raises(ServerRefusedError) as caught,
    ):
        ask(address)
    assert caught.value.reason == "not_allowed"
    assert "555" not in repr(caught.value)


def test_a_code_that_is_none_of_ours_is_not_repeated() -> None:
    body = encode(Problem(code="<script>"))
    with (
        server(answering(http_reply(body, MARK, status="400 Bad"))) as address,
        pytest.raises(ServerRefusedError) as caught,
    ):
        ask(address)
    assert caught.value.reason == "internal"


def test_another_history_has_an_error_of_its_own() -> None:
    body = encode(Problem(code="history_diverged"))
    with (
        server(answering(http_reply(body, MARK, status="409 Conflict"))) as address,
        pytest.raises(HistoryDivergedError),
    ):
        ask(address)


def test_nobody_there_is_offline() -> None:
    with server(answering(b"")) as address:
        pass
    with pytest.raises(OfflineError):
        ask(address)


@pytest.mark.parametrize("announced", [None, 2**30])
def test_an_answer_without_end_is_cut_at_the_cap(announced: int | None) -> None:
    sent = 0

    def answer(connection: socket.socket) -> None:
        nonlocal sent
        read_request(connection)
        head = f"content-length: {announced}" if announced else "transfer-encoding: chunked"
        connection.sendall(f"HTTP/1.1 200 OK\r\n{MARK}\r\n{head}\r\n\r\n".encode())
        block = bytes(65536) if announced else b"10000\r\n" + bytes(65536) + b"\r\n"
        with suppress(OSError):
            while sent < 40 * MAX_REPLY_BYTES:
                connection.sendall(block)
                sent += 65536

    with server(answer) as address, pytest.raises(NotPeerDeskServerError):
        ask(address)
    assert sent < 10 * MAX_REPLY_BYTES


@pytest.mark.parametrize("prefix", [b"", b"HTTP/1.1 200 OK\r\n" + MARK.encode() + b"\r\ncontent-length: 900\r\n\r\n"])
def test_one_deadline_stands_over_the_whole_exchange(prefix: bytes) -> None:
    def answer(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(prefix)
        with suppress(OSError):
            for _ in range(200):
                connection.sendall(b"H")
                time.sleep(0.05)

    begun = time.monotonic()
    with server(answer) as address, pytest.raises((OfflineError, NotPeerDeskServerError)):
        ask(address, seconds=0.5)
    assert time.monotonic() - begun < 2.0


def test_the_deadline_also_holds_on_a_connection_that_is_used_again() -> None:
    def answer(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(http_reply(encode(GOOD), MARK))
        read_request(connection)
        with suppress(OSError):
            for _ in range(200):
                connection.sendall(b"H")
                time.sleep(0.05)

    with server(answer) as address:
        remote = connect(address, deadline_seconds=0.6)
        assert remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply) == GOOD
        begun = time.monotonic()
        with pytest.raises(ExpectedError):
            remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply)
        assert time.monotonic() - begun < 2.0
        remote.close()


def test_the_pinned_certificate_is_believed_and_no_other(tmp_path: Path) -> None:
    context, der = certificate(tmp_path)
    with server(answering(http_reply(encode(GOOD), MARK)), context) as address:
        assert ask(address, hashlib.sha256(der).digest()) == GOOD
        with pytest.raises(CertificateRefusedError):
            ask(address, hashlib.sha256(b"another").digest())


def test_a_certificate_that_nobody_vouches_for_is_not_believed_without_a_pin(tmp_path: Path) -> None:
    asked: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        asked.append(read_request(connection))

    context, _ = certificate(tmp_path)
    with server(answer, context) as address, pytest.raises(CertificateRefusedError):
        ask(address)
    assert not any(asked)


def test_nothing_is_sent_to_a_server_with_another_certificate(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(read_request(connection))

    context, _ = certificate(tmp_path)
    with server(answer, context) as address, pytest.raises(CertificateRefusedError):
        ask(address, bytes(32))
    assert not any(heard)


@pytest.mark.parametrize(
    "address",
    [
        "http://hospital.example:8740",
        "ftp://127.0.0.1/",
        "https://",
        "https://user:secret@host",
        "https://host/path",
        "https://host?x=1",
        "127.0.0.1:8740",
        "",
        "https://[::1",
        "https://host:notaport",
    ],
)
def test_only_https_or_this_computer_is_an_address(address: str) -> None:
    with pytest.raises(ServerRefusedError):
        read_address(address)


def test_the_authority_is_what_a_login_is_signed_for() -> None:
    assert read_address(" https://Harbor.Example:8443/ ").authority == "harbor.example:8443"
    assert read_address("http://localhost:8740").url == "http://localhost:8740"
    assert read_address("http://[::1]:8740").authority == "[::1]:8740"
