"""A token is for whoever was logged in to: another certificate on the same line is not shown it."""

import socket
import ssl
from pathlib import Path

from peerdesk.sync.address import read_address
from peerdesk.sync.one_piece import OnePiece
from peerdesk.sync.remote import Remote
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.endpoints import MARKER, MARKER_HEADER, MEDIA_TYPE
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest
from tests.sync.servers_that_lie import certificate, http_reply, read_request, server

TOKEN = "a-token-of-this-session"
QUESTION = encode(DirectoryRequest(after=0))
EMPTY = encode(DirectoryReply(entries=(), head_n=0, head_hash=bytes(32)))


class TwoFaces:
    """A server that closes after each answer and opens with the certificates in turn. Keeps what it was sent."""

    def __init__(self, folder: Path, order: str) -> None:
        contexts = {}
        for name in set(order):
            (folder / name).mkdir()
            contexts[name] = certificate(folder / name)[0]
        self.contexts = [contexts[name] for name in order]
        self.heard: list[bytes] = []

    def answer(self, connection: socket.socket) -> None:
        context = self.contexts.pop(0)
        try:
            with context.wrap_socket(connection, server_side=True) as tls:
                raw = read_request(tls)
                if not raw:
                    return
                while not raw.endswith(QUESTION):
                    raw += tls.recv(65536)
                self.heard.append(raw)
                tls.sendall(http_reply(EMPTY, f"content-type: {MEDIA_TYPE}", MARK, "connection: close"))
        except OSError:
            return


MARK = f"{MARKER_HEADER}: {MARKER}"


def ask_twice(faces: TwoFaces) -> list[bytes]:
    """Ask, log in, ask again; the system trusts every certificate of the server."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    with server(faces.answer) as url:
        remote = Remote(OnePiece(trusting), read_address(url.replace("http://", "https://")))
        remote.ask(endpoints.DIRECTORY, DirectoryRequest(after=0), DirectoryReply)
        remote.keep_token(TOKEN, 900)
        remote.ask(endpoints.DIRECTORY, DirectoryRequest(after=0), DirectoryReply)
        assert remote.has_token == (TOKEN.encode() in faces.heard[-1])
        remote.close()
    return faces.heard


def test_a_token_is_not_shown_to_another_certificate(tmp_path: Path) -> None:
    heard = ask_twice(TwoFaces(tmp_path, "abb"))
    assert len(heard) == 2
    assert TOKEN.encode() not in b"".join(heard)


def test_a_token_goes_on_to_the_same_certificate_after_a_cut(tmp_path: Path) -> None:
    assert TOKEN.encode() in ask_twice(TwoFaces(tmp_path, "aa"))[-1]
