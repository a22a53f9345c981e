"""Locks with the login session of a Linux computer: when it is locked or left for another, before sleep, with the lid.

The login manager is systemd's. Sleep waits until this process has ended, for a few seconds at most: it holds a delay as
an open file, which its end closes.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from peerdesk.desktop.lock_triggers.answering import Address
from peerdesk.desktop.lock_triggers.bus import PROPERTIES, ask, connect, disconnect, hear
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


class LoginTrigger(QObject):
    """Locks with the own session; with any, as long as it is not known which one that is."""

    def __init__(self, address: Address = QDBusConnection.BusType.SystemBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._lock: Lock | None = None
        self._own = ""
        self._known: dict[str, object] = {}
        self._delay: object = None

    def begin(self, lock: Lock) -> None:
        """Listen as soon as the bus answers, and hold sleep back for as long as a lock takes."""
        self._lock = lock
        connect(self._address, self, self._listen)

    def _listen(self, bus: QDBusConnection) -> None:
        if self._lock is None:
            disconnect(self)
            return
        self._bus = bus
        hear(self._bus, (LOGIN, "", SESSION, "Lock"), self, "on_session_lock")
        for name in ("PrepareForSleep", "PrepareForShutdown"):
            hear(self._bus, (LOGIN, MANAGER_PATH, MANAGER, name), self, "on_leaving")
        for service, path in ((LOGIN, ""), (POWER, POWER_PATH)):
            hear(self._bus, (service, path, PROPERTIES, "PropertiesChanged"), self, "on_property")
        ask(self._bus, (LOGIN, OWN_PATH, PROPERTIES, "Get"), (SESSION, "Id"), self, self._on_id)
        delay = ("sleep", "PeerDesk", "Locks the notes", "delay")
        ask(self._bus, (LOGIN, MANAGER_PATH, MANAGER, "Inhibit"), delay, self, self._on_delay)
        self._look()

    def end(self) -> None:
        """Leave the bus, and let the computer sleep."""
        self._lock = None
        self._delay = None
        disconnect(self)

    @Slot(QDBusMessage)
    def on_session_lock(self, message: QDBusMessage) -> None:
        """Lock when the own session is told to."""
        if message.path() == (self._own or message.path()):
            self._do_lock()

    @Slot(QDBusMessage)
    def on_leaving(self, _message: QDBusMessage) -> None:
        """Lock before the computer sleeps or stops; and when it is back, should the first word have been lost."""
        self._do_lock()

    @Slot(QDBusMessage)
    def on_property(self, _message: QDBusMessage) -> None:
        """Look again: the signal's own values come in a form that the binding cannot read."""
        self._look()

    def _look(self) -> None:
        for each in WATCHED:
            place = (each.service, each.path, PROPERTIES, "Get")
            ask(self._bus, place, (each.interface, each.name), self, partial(self._on_value, each))

    def _on_value(self, watched: Watched, value: object) -> None:
        # Only a change locks: a desktop that never takes a hint back would lock its person out of a working desk.
        before = self._known.get(watched.name, value)
        self._known[watched.name] = value
        if value is not before and value is watched.locks_at:
            self._do_lock()

    def _do_lock(self) -> None:
        if self._lock is not None:
            self._lock()

    def _on_id(self, session: object) -> None:
        self._own = f"{MANAGER_PATH}/session/{label(str(session))}"

    def _on_delay(self, held: object) -> None:
        self._delay = held


def label(name: str) -> str:
    """Return a name as it stands in a path of D-Bus: what is neither letter nor digit, and a digit in front, as hex."""
    return "".join(
        char if char.isascii() and (char.isalpha() or (char.isdigit() and at > 0)) else _hex(char)
        for at, char in enumerate(name)
    )


def _hex(char: str) -> str:
    return "".join(f"_{byte:02x}" for byte in char.encode())
