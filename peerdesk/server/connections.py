"""Connections that take their time: a deadline for the first words, and a cap on how many there are.

uvicorn waits for the head of a request for ever. A few hundred connections that send one byte now and then
would use up what the operating system lets us have open, so each has to come to the point. And what answers a
request leaves in one piece: uvicorn sends the head by itself, which for a short answer is half of the packets.
"""

import asyncio
import sys
from asyncio.sslproto import SSLProtocol
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from peerdesk.server.certificate import pin_shown

if sys.platform != "win32":
    import resource

WANTED_FILES = 8192
SPARE_FILES = 256
SMALLEST_CAP = 64
TLS_READ_BYTES = 8 * 1024

PIN = "pin"
"""Under this name the state of each request holds the pin of the certificate that its connection was shown."""


class InOnePiece:
    """What a connection writes to: a head waits for the body behind it. All else is the transport's own."""

    def __init__(self, transport: asyncio.Transport, conn: h11.Connection) -> None:
        self._transport = transport
        self._conn = conn
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send this and what has waited, unless more of the same answer is to come."""
        self._held.append(data)
        if self._conn.our_state is not h11.SEND_BODY:
            self._transport.write(b"".join(self._held))
            self._held.clear()

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)


class PatientH11(H11Protocol):
    """One connection. `header_seconds` is the time for the whole head of a request, however it trickles."""

    header_seconds = 15.0
    max_connections = 4096
    _due: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the clock, or hang up at once if there are too many."""
        both_ways = cast("asyncio.Transport", transport)
        super().connection_made(both_ways)
        pin = pin_shown(both_ways)
        if pin:
            self.app_state = {**self.app_state, PIN: pin}
        if len(self.connections) > self.max_connections:
            both_ways.abort()
            return
        self.transport = cast("asyncio.Transport", InOnePiece(both_ways, self.conn))
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once the head is complete, and let it run on if it is not."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._await_head()
        else:
            self._due = None

    def _await_head(self) -> None:
        if self.timeout_keep_alive_task is not None:
            return
        now = self.loop.time()
        if self._due is None:
            self._due = now + self.header_seconds
        self.timeout_keep_alive_task = self.loop.call_at(max(now, self._due), self.timeout_keep_alive_handler)


def read_less_at_a_time() -> None:
    """Let every encrypted connection of this process read a few kilobytes at a time.

    asyncio gives each of them a quarter of a megabyte for as long as it is open, and fills it with zeros: a thousand
    computers that wait for news would take as much as four servers do.
    """
    SSLProtocol.max_size = TLS_READ_BYTES


def connections_allowed() -> int:
    """Ask the operating system for many open files, and return how many connections that leaves us."""
    if sys.platform == "win32":
        return PatientH11.max_connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(WANTED_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = WANTED_FILES if soft == resource.RLIM_INFINITY else soft
    return max(SMALLEST_CAP, min(PatientH11.max_connections, files - SPARE_FILES))


def patient(header_seconds: float, max_connections: int) -> type[PatientH11]:
    """Return the connection with these numbers; uvicorn wants a class."""
    numbers = {"header_seconds": header_seconds, "max_connections": max_connections}
    return type("ConfiguredH11", (PatientH11,), numbers)
