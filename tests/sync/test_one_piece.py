"""A question leaves in one piece, encrypted or not, and a server may answer before it has heard all of it."""

import hashlib
import socket
import ssl
from pathlib import Path

import httpcore2
import httpx2
import pytest

from peerdesk.domain.errors import NotPeerDeskServerError, OfflineError
from peerdesk.sync.one_piece import OnePiece
from peerdesk.sync.remote import connect
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest
from tests.sync.servers_that_lie import certificate, http_reply, server

GOOD = DirectoryReply(entries=(), head_n=0, head_hash=bytes(32))
REPLY = http_reply(encode(GOOD), f"{endpoints.MARKER_HEADER}: {endpoints.MARKER}")
QUESTION = DirectoryRequest(after=4)
ENOUGH_BYTES = 64 * 1024


@pytest.mark.parametrize("is_secure", [True, False])
def test_head_and_body_come_at_once(is_secure: bool, tmp_path: Path) -> None:
    heard: list[bytes] = []
    context, shown = certificate(tmp_path) if is_secure else (None, b"")

    def answer(connection: socket.socket) -> None:
        # One record of TLS, or one packet, at a time.
        while piece := connection.recv(ENOUGH_BYTES):
            heard.append(piece)
            connection.sendall(REPLY)

    with server(answer, context) as address:
        remote = connect(address, hashlib.sha256(shown).digest() if is_secure else b"")
        for _ in range(2):
            assert remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply) == GOOD
        remote.close()
    assert [piece.endswith(b"\r\n\r\n" + encode(QUESTION)) for piece in heard] == [True, True]


def test_a_short_question_is_little_more_than_its_body() -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(connection.recv(ENOUGH_BYTES))
        connection.sendall(REPLY)

    with server(answer) as address:
        remote = connect(address)
        remote.keep_token("x" * 63, 600)
        remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply)
        remote.close()
    names = {line.split(b":")[0].lower() for line in heard[0].split(b"\r\n\r\n")[0].split(b"\r\n")[1:]}
    assert names == {b"host", b"content-type", b"content-length", b"authorization"}


class Deaf(httpcore2.NetworkStream):
    """A connection whose other end takes nothing more, and has said something before it closed."""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        raise httpcore2.WriteError("closed")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return http_reply(b"too large", status="413 Content Too Large")

    def close(self) -> None:
        pass

    def get_extra_info(self, info: str) -> object:
        return False if info == "is_readable" else None


def test_what_a_server_said_before_it_stopped_listening_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", lambda *_to, **_how: Deaf())
    with httpx2.Client(transport=OnePiece(None), trust_env=False) as client:
        assert client.post("http://127.0.0.1:9/v1/push", content=bytes(ENOUGH_BYTES)).status_code == 413


@pytest.mark.parametrize(
    ("said", "meant"), [(b"SSH-2.0-OpenSSH_9.2\r\n", NotPeerDeskServerError), (None, OfflineError)]
)
def test_what_goes_wrong_has_the_names_that_a_client_expects(said: bytes | None, meant: type[Exception]) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(ENOUGH_BYTES)
        if said is not None:
            connection.sendall(said)
        else:
            # Closed with a reset: no answer, and no end of one.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    with server(answer) as address:
        remote = connect(address, deadline_seconds=10)
        with pytest.raises(meant):
            remote.ask(endpoints.DIRECTORY, QUESTION, DirectoryReply)
        remote.close()


def test_a_certificate_that_is_not_believed_stays_behind_the_error(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with (
        server(lambda _: None, context) as address,
        httpx2.Client(transport=OnePiece(ssl.create_default_context()), trust_env=False) as client,
        pytest.raises(httpx2.TransportError) as failed,
    ):
        client.get(address)
    causes, error = set[type[BaseException]](), failed.value.__cause__
    while error is not None:
        causes.add(type(error))
        error = error.__cause__ or error.__context__
    assert ssl.SSLCertVerificationError in causes
