"""A trigger that listens to a bus: on the window's thread what rings, and on another one all that listens."""

import threading

from PySide6.QtCore import QObject

from peerdesk.desktop.bell import Bell
from peerdesk.desktop.lock_triggers.bus import Begin, listen
from peerdesk.desktop.lock_triggers.line import Line
from peerdesk.desktop.lock_triggers.places import Address, places_of
from peerdesk.desktop.lock_triggers.trigger import Lock


class BusTrigger(QObject):
    """Locks with what a bus says, for as long as there is one. `begins` is called on the thread that listens."""

    def __init__(self, address: Address, begins: Begin, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._begins = begins
        self._lock: Lock | None = None
        self._line = Line()

    @property
    def is_listening(self) -> bool:
        """Whether the bus has answered, and is there."""
        return self._lock is not None and self._line.is_listening

    def begin(self, lock: Lock) -> None:
        """Listen as soon as the bus answers; one that does not answer is let be."""
        self._lock = lock
        tell = Bell(self._on_told, self).rope.pull
        what = (places_of(self._address), self._line, self._begins, tell)
        threading.Thread(target=listen, args=what, name="bus", daemon=True).start()

    def end(self) -> None:
        """Leave the bus."""
        self._lock = None
        self._line.end()

    def _on_told(self) -> None:
        if self._lock is not None:
            self._lock()
