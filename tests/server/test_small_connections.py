"""Thousands of desks keep a connection open all day, encrypted, and mostly silent: what one of them may take."""

import gc
import socket
import ssl
import threading
import tracemalloc
from contextlib import ExitStack
from pathlib import Path

from peerdesk.server.listening import parse_listen
from peerdesk.server.serve import Service
from peerdesk.server.store.place import place
from peerdesk.wire import endpoints
from tests.server.test_serve import certificate, hospital_of_now

MANY = 40
ONE_MAY_TAKE = 64 * 1024
"""Bytes, of the server and of the test's own end together; asyncio alone would take four times as much."""


def greet(port: int, trusting: ssl.SSLContext) -> ssl.SSLSocket:
    """Open a connection, ask one question over it, and leave it open."""
    line = trusting.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=20), server_hostname="127.0.0.1")
    line.sendall(f"GET {endpoints.HELLO} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n".encode())
    # One record of TLS at a time: head and body of an answer are in the same one.
    heard = line.recv(1024)
    assert heard.startswith(b"HTTP/1.1 200")
    assert b"PeerDesk" in heard
    return line


def test_an_encrypted_connection_that_says_nothing_takes_little(tmp_path: Path) -> None:
    cert, private, _ = certificate(tmp_path)
    org = tmp_path / "public.json"
    org.write_bytes(hospital_of_now().public())
    service = Service(place(tmp_path / "srv"), parse_listen("127.0.0.1:0", cert, private), org=org)
    ready = threading.Event()
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    assert ready.wait(20)
    port, trusting = int(service.url.rpartition(":")[2]), ssl.create_default_context(cafile=str(cert))
    try:
        with ExitStack() as lines:
            lines.enter_context(greet(port, trusting))
            tracemalloc.start()
            for _ in range(MANY):
                lines.enter_context(greet(port, trusting))
            gc.collect()
            taken = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
        assert taken / MANY < ONE_MAY_TAKE
    finally:
        service.stop()
        thread.join(20)
    assert not thread.is_alive()
