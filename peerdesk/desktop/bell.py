"""Waking the GUI thread from any other one, which touches nothing of Qt's for that.

An emitted signal looks classes up on the thread that emits it, and PySide keeps what it looked up last in two variables
that the GUI thread reads while it paints, without Python's lock. Two of these at one moment were a crash.
"""

import contextlib
import socket
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier

_MOST_BYTES: Final = 4096


class Rope:
    """What another thread may hold: pulled once or a hundred times, the bell rings soon, and at least once."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def pull(self) -> None:
        """Ring the bell; where nobody is there any more, nothing happens."""
        # A line that is full has rung already.
        with contextlib.suppress(OSError):
            self._line.send(b"\0")


class Bell(QObject):
    """Calls `rings` on the GUI thread whenever the rope was pulled."""

    def __init__(self, rings: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        for line in (self._near, self._far):
            line.setblocking(False)
        self.rope = Rope(self._far)
        self._rings = rings
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_pulled)

    def close(self) -> None:
        """Ring no more. Twice is once."""
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _on_pulled(self) -> None:
        with contextlib.suppress(OSError):
            self._near.recv(_MOST_BYTES)
        self._rings()
