"""Locks with the screen saver of a Linux desktop. Each family of desktops has its own name for it."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from peerdesk.desktop.lock_triggers.answering import Address
from peerdesk.desktop.lock_triggers.bus import connect, disconnect, hear
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
        self._lock: Lock | None = None
        self.is_listening = False

    def begin(self, lock: Lock) -> None:
        """Listen to every known screen saver, as soon as the bus answers."""
        self._lock = lock
        connect(self._address, self, self._listen)

    def _listen(self, bus: QDBusConnection) -> None:
        if self._lock is None:
            disconnect(self)
            return
        for saver in SAVERS:
            hear(bus, ("", "", saver, "ActiveChanged"), self, "on_active")
        self.is_listening = True

    def end(self) -> None:
        """Leave the bus."""
        self._lock = None
        disconnect(self)

    @Slot(QDBusMessage)
    def on_active(self, message: QDBusMessage) -> None:
        """Lock when the screen is covered, and not when it is shown again."""
        if message.arguments() == [True] and self._lock is not None:
            self._lock()
