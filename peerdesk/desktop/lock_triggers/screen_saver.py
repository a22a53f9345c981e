"""Locks with the screen saver of a Linux desktop. Each family of desktops has its own name for it."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from peerdesk.desktop.lock_triggers.bus import Address, connect, disconnect, hear
from peerdesk.desktop.lock_triggers.trigger import Lock

SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class ScreenSaverTrigger(QObject):
    """Locks when a screen saver says that it covers the screen. Any sender is believed: it can only lock."""

    def __init__(self, address: Address = QDBusConnection.BusType.SessionBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._lock: Lock = lambda: None

    def begin(self, lock: Lock) -> None:
        """Listen to every known screen saver."""
        self._lock = lock
        bus = connect(self._address, self)
        for saver in SAVERS:
            hear(bus, ("", "", saver, "ActiveChanged"), self, "on_active")

    def end(self) -> None:
        """Leave the bus."""
        self._lock = lambda: None
        disconnect(self)

    @Slot(QDBusMessage)
    def on_active(self, message: QDBusMessage) -> None:
        """Lock when the screen is covered, and not when it is shown again."""
        if message.arguments() == [True]:
            self._lock()
