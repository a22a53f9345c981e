"""Whether a bus answers, found out on a thread of its own: the library waits for a silent one, and the window with it.

A daemon that takes a connection and never speaks held the window for as long as it was silent, and the library lets no
other thread work meanwhile either. So the first words of the protocol are spoken here by hand: who asks, and the call
that every connection begins with. Only a bus that answered that is given to the library.
"""

import os
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QObject, QProcessEnvironment
from PySide6.QtDBus import QDBusConnection

from peerdesk.desktop.bell import Bell, Rope

PATIENCE_SECONDS: Final = 10.0
"""For each answer. The window is in use meanwhile; what locks it by itself is only the limit."""

Address = QDBusConnection.BusType | str
"""One of the two buses of the system, or the address of another one."""

_SYSTEM: Final = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"
_MOST_BYTES: Final = 4096
_SMALLEST_MESSAGE: Final = 16
_FIRST_CALL: Final = ((1, "o", "/org/freedesktop/DBus"), (2, "s", "org.freedesktop.DBus"), (3, "s", "Hello"))
_TO: Final = (6, "s", "org.freedesktop.DBus")


class Answering(QObject):
    """Asks one bus. Where none answers, nothing is said."""

    def ask(self, address: Address, then: Callable[[str], None]) -> None:
        """Have `then` called on this thread with the address, once something answered there."""
        found: deque[str] = deque()
        bell = Bell(lambda: then(found.popleft()), self)
        threading.Thread(target=_ask, args=(_known(address), found, bell.rope), daemon=True).start()


def _ask(addresses: str, found: deque[str], rope: Rope) -> None:
    for address in addresses.split(";"):
        place = place_of(address)
        if place is not None and answers(place):
            found.append(address)
            rope.pull()
            return


def answers(place: str | bytes, patience: float = PATIENCE_SECONDS) -> bool:
    """Say whether a bus at a socket greets us. Takes as long as `patience` for each of its two answers at most."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(patience)
            line.connect(place)
            line.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            if not line.recv(_MOST_BYTES).startswith(b"OK "):
                return False
            line.sendall(b"BEGIN\r\n" + _hello())
            return len(line.recv(_MOST_BYTES)) >= _SMALLEST_MESSAGE
    except OSError:
        return False


def place_of(address: str) -> str | bytes | None:
    """Return the socket that an address of D-Bus names, None for one of another kind."""
    kind, _, rest = address.partition(":")
    facts = dict(fact.partition("=")[::2] for fact in rest.split(","))
    if kind != "unix":
        return None
    if "abstract" in facts:
        return b"\0" + unquote(facts["abstract"]).encode()
    return unquote(facts["path"]) if "path" in facts else None


def _known(address: Address) -> str:
    if isinstance(address, str):
        return address
    # Where a bus stands is said there, to the library as to us.
    around = QProcessEnvironment.systemEnvironment()
    if address is QDBusConnection.BusType.SystemBus:
        return around.value("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM)
    runtime = around.value("XDG_RUNTIME_DIR", "")
    return around.value("DBUS_SESSION_BUS_ADDRESS", f"unix:path={runtime}/bus" if runtime else "")


def _hello() -> bytes:
    """Return the first call of every connection, as the specification of D-Bus lays a message out, little end first."""
    fields = b"".join(_aligned((*_FIRST_CALL, _TO)))
    head = struct.pack("<cBBBIII", b"l", 1, 0, 1, 0, 1, len(fields)) + fields
    return head + bytes(-len(head) % 8)


def _aligned(fields: tuple[tuple[int, str, str], ...]) -> Iterator[bytes]:
    at = 0
    for code, kind, value in fields:
        padding = bytes(-at % 8)
        field = padding + struct.pack("<BB1sB", code, 1, kind.encode(), 0)
        field += struct.pack("<I", len(value)) + value.encode() + b"\0"
        at += len(field)
        yield field
