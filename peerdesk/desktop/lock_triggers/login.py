"""Locks with the login session of a Linux computer: when it is locked or left for another, before sleep, with the lid.

The login manager is systemd's. Sleep waits until this process has ended, for a few seconds at most: it holds a delay as
an open file, which its end closes.
"""

from dataclasses import dataclass
from functools import partial

from jeepney import FileDescriptor
from PySide6.QtCore import QObject

from peerdesk.desktop.lock_triggers.bus import PROPERTIES, Bus
from peerdesk.desktop.lock_triggers.bus_trigger import BusTrigger
from peerdesk.desktop.lock_triggers.line import Line
from peerdesk.desktop.lock_triggers.places import Address, Standing
from peerdesk.desktop.lock_triggers.trigger import Lock

LOGIN = "org.freedesktop.login1"
MANAGER = f"{LOGIN}.Manager"
SESSION = f"{LOGIN}.Session"
MANAGER_PATH = "/org/freedesktop/login1"
OWN_PATH = f"{MANAGER_PATH}/session/auto"
"""The session of whoever asks, or that of their desktop, where the asking process was started outside of any."""

POWER = "org.freedesktop.UPower"
POWER_PATH = "/org/freedesktop/UPower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A property, and the value that locks when it takes it."""

    service: str
    path: str
    interface: str
    name: str
    locks_at: bool


WATCHED = (
    # Another person's session is in front.
    Watched(service=LOGIN, path=OWN_PATH, interface=SESSION, name="Active", locks_at=False),
    Watched(service=LOGIN, path=OWN_PATH, interface=SESSION, name="LockedHint", locks_at=True),
    Watched(service=POWER, path=POWER_PATH, interface=POWER, name="LidIsClosed", locks_at=True),
)


class LoginTrigger(BusTrigger):
    """Locks with the own session; with any, as long as it is not known which one that is."""

    def __init__(self, address: Address = Standing.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(address, lambda bus, line, lock: _Login(bus, line, lock).listen(), parent)


class _Login:
    """What is known of the login session, on the thread that listens."""

    def __init__(self, bus: Bus, line: Line, lock: Lock) -> None:
        self._bus = bus
        self._line = line
        self._lock = lock
        self._own = ""
        self._known: dict[str, object] = {}

    def listen(self) -> None:
        """Listen to the session and its computer, and hold sleep back for as long as a lock takes."""
        self._bus.hear((LOGIN, "", SESSION, "Lock"), self._on_session_lock)
        for name in ("PrepareForSleep", "PrepareForShutdown"):
            self._bus.hear((LOGIN, MANAGER_PATH, MANAGER, name), self._on_leaving)
        for service, path in ((LOGIN, ""), (POWER, POWER_PATH)):
            self._bus.hear((service, path, PROPERTIES, "PropertiesChanged"), self._on_property)
        self._bus.ask((LOGIN, OWN_PATH, PROPERTIES, "Get"), (SESSION, "Id"), self._on_id)
        delay = ("sleep", "PeerDesk", "Locks the notes", "delay")
        self._bus.ask((LOGIN, MANAGER_PATH, MANAGER, "Inhibit"), delay, self._on_delay)
        self._look()

    def _on_session_lock(self, path: object, _values: tuple[object, ...]) -> None:
        """Lock when the own session is told to."""
        if path == (self._own or path):
            self._lock()

    def _on_leaving(self, _path: object, _values: tuple[object, ...]) -> None:
        """Lock before the computer sleeps or stops; and when it is back, should the first word have been lost."""
        self._lock()

    def _on_property(self, _path: object, _values: tuple[object, ...]) -> None:
        """Look again: the signal may be another session's, and may name a property without its value."""
        self._look()

    def _look(self) -> None:
        for each in WATCHED:
            place = (each.service, each.path, PROPERTIES, "Get")
            self._bus.ask(place, (each.interface, each.name), partial(self._on_value, each))

    def _on_value(self, watched: Watched, value: object) -> None:
        # Only a change locks: a desktop that never takes a hint back would lock its person out of a working desk.
        before = self._known.get(watched.name, value)
        self._known[watched.name] = value
        if value is not before and value is watched.locks_at:
            self._lock()

    def _on_id(self, session: object) -> None:
        self._own = f"{MANAGER_PATH}/session/{label(str(session))}"

    def _on_delay(self, held: object) -> None:
        if isinstance(held, FileDescriptor):
            self._line.hold(held)


def label(name: str) -> str:
    """Return a name as it stands in a path of D-Bus: what is neither letter nor digit, and a digit in front, as hex."""
    return "".join(
        char if char.isascii() and (char.isalpha() or (char.isdigit() and at > 0)) else _hex(char)
        for at, char in enumerate(name)
    )


def _hex(char: str) -> str:
    return "".join(f"_{byte:02x}" for byte in char.encode())
