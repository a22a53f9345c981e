"""Asking a server for its certificate, for somebody who can tell by the sheet whether it is the right one."""

import hashlib
import socket
from pathlib import Path

import pytest

from peerdesk.domain.errors import OfflineError, ServerRefusedError
from peerdesk.sync.certificates import shown_pin
from tests.sync.servers_that_lie import certificate, server


def test_the_certificate_that_is_shown_is_named_and_nothing_is_sent(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(connection.recv(100))

    context, der = certificate(tmp_path)
    with server(answer, context) as address:
        assert shown_pin(address) == hashlib.sha256(der).digest()
    assert not any(heard)


def test_without_tls_there_is_none_and_nobody_is_asked() -> None:
    assert shown_pin("http://127.0.0.1:9") == b""


def test_nobody_there_or_no_address_is_told_apart() -> None:
    with pytest.raises(OfflineError):
        shown_pin("https://127.0.0.1:9")
    with pytest.raises(ServerRefusedError):
        shown_pin("http://hospital.example")
