"""Locks with the screen saver of a Linux desktop. Each family of desktops has its own name for it."""

from PySide6.QtCore import QObject

from peerdesk.desktop.lock_triggers.bus import Bus
from peerdesk.desktop.lock_triggers.bus_trigger import BusTrigger
from peerdesk.desktop.lock_triggers.line import Line
from peerdesk.desktop.lock_triggers.places import Address, Standing
from peerdesk.desktop.lock_triggers.trigger import Lock

SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class ScreenSaverTrigger(BusTrigger):
    """Locks when a screen saver says that it covers the screen. Any sender is believed: it can only lock."""

    def __init__(self, address: Address = Standing.SESSION, parent: QObject | None = None) -> None:
        super().__init__(address, _listen, parent)


def _listen(bus: Bus, _line: Line, lock: Lock) -> None:
    """Listen to every known screen saver."""

    def on_active(_path: object, values: tuple[object, ...]) -> None:
        # Locks when the screen is covered, and not when it is shown again.
        if values == (True,):
            lock()

    for saver in SAVERS:
        bus.hear(("", "", saver, "ActiveChanged"), on_active)
