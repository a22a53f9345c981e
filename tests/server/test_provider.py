"""The server's question to a provider: encrypted by a certificate that this computer trusts, or not asked at all."""

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from peerdesk.server.errors import SettingsError
from peerdesk.server.problems import ProblemError
from peerdesk.server.provider import Provider
from peerdesk.wire.exchange import ProblemCode
from tests.server.test_serve import certificate


def provider(issuer: str) -> Provider:
    return Provider(issuer, "peerdesk", now=time.time, monotonic=time.monotonic, seconds=5)


def away(issuer: str) -> ProblemCode:
    with pytest.raises(ProblemError) as problem:
        asyncio.run(provider(issuer).place())
    assert problem.value.retry_seconds > 0
    return ProblemCode(problem.value.problem.code)


@contextmanager
def discovery_over_tls(
    cert: Path, private: Path, changes: dict[str, str] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Serve a provider's discovery document with these changes, and tell what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            says = {"issuer": issuer} | dict.fromkeys(names, f"{issuer}/authorize") | (changes or {})
            body = json.dumps(says).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_what: object) -> None:
            pass

    class Server(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, private)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        issuer = f"https://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield issuer, asked
        server.shutdown()
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_not_talked_to(tmp_path: Path) -> None:
    cert, private, _ = certificate(tmp_path)
    with discovery_over_tls(cert, private) as (issuer, asked):
        assert away(issuer) is ProblemCode.SIGN_IN_AWAY
        assert asked == []
        trusting = provider(issuer)
        trusting._trusted.load_verify_locations(cert)
        assert asyncio.run(trusting.place()).page == f"{issuer}/authorize"
        assert asked == ["/.well-known/openid-configuration"]


def test_a_provider_that_is_encrypted_sends_nobody_to_what_is_not(tmp_path: Path) -> None:
    cert, private, _ = certificate(tmp_path)
    changes: dict[str, str] = {}
    with discovery_over_tls(cert, private, changes) as (issuer, _):
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            changes.clear()
            changes[name] = "http://127.0.0.1:8000/x"
            asked = provider(issuer)
            asked._trusted.load_verify_locations(cert)
            with pytest.raises(ProblemError, match=ProblemCode.SIGN_IN_AWAY):
                asyncio.run(asked.place())


def test_where_nobody_listens_it_is_away() -> None:
    assert away("http://127.0.0.1:1") is ProblemCode.SIGN_IN_AWAY


@pytest.mark.parametrize("issuer", ["", "http://login.example", "https://login.example?x=1", "https://a@login.example"])
def test_an_issuer_that_cannot_be_one_stops_the_start(issuer: str) -> None:
    with pytest.raises(SettingsError):
        provider(issuer)


def test_no_client_is_no_switch() -> None:
    with pytest.raises(SettingsError):
        Provider("https://login.example", "", now=time.time, monotonic=time.monotonic)
