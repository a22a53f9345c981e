"""Where the two buses of a Linux computer stand: sockets in the file system, and nothing over a network."""

from enum import Enum
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QProcessEnvironment

from peerdesk.desktop.lock_triggers.line import Place

_SYSTEM: Final = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"


class Standing(Enum):
    """The two buses that a computer has."""

    SYSTEM = "system"
    SESSION = "session"


Address = Standing | str
"""One of the two buses, or the address of another one."""


def places_of(address: Address) -> tuple[Place, ...]:
    """Return the sockets to try for a bus, the first one first. For the GUI thread."""
    found = (place_of(one) for one in _known(address).split(";"))
    return tuple(place for place in found if place is not None)


def place_of(address: str) -> Place | None:
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
    # Where a bus stands is said there, to every program of the desktop as to us.
    around = QProcessEnvironment.systemEnvironment()
    if address is Standing.SYSTEM:
        return around.value("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM)
    runtime = around.value("XDG_RUNTIME_DIR", "")
    return around.value("DBUS_SESSION_BUS_ADDRESS", f"unix:path={runtime}/bus" if runtime else "")
