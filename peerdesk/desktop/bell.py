"""Waking the GUI thread from any other one, which touches nothing of Qt's for that.

An emitted signal looks classes up on the thread that emits it, and PySide keeps what it looked up last in two variables
that the GUI thread reads while it paints, without Python's lock. Two of these at one moment were a crash.
"""

import contextlib
import socket
import weakref
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier

_MOST_BYTES: Final = 4096


class Rope:
    """What another thread may hold: pulled once or a hundred times, the bell rings soon, and at least once."""

    def __init__(self) -> None:
        self._near, self._far = socket.socketpair()
        for line in (self._near, self._far):
            line.setblocking(False)
        # Held by nobody else: whoever pulls last, or the bell, takes both ends along.
        weakref.finalize(self, _close, self._near, self._far).atexit = False

    @property
    def end(self) -> int:
        """The number of the line at the bell's end."""
        return self._near.fileno()

    def pull(self) -> None:
        """Ring the bell; where nobody is there any more, nothing happens."""
        # A line that is full has rung already.
        with contextlib.suppress(OSError):
            self._far.send(b"\0")

    def slacken(self) -> None:
        """Forget that it was pulled."""
        with contextlib.suppress(OSError):
            self._near.recv(_MOST_BYTES)


def _close(*lines: socket.socket) -> None:
    for line in lines:
        line.close()


class Bell(QObject):
    """Calls `rings` on the GUI thread whenever the rope was pulled, for as long as this object is there."""

    def __init__(self, rings: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.rope = Rope()
        self._rings = rings
        self._notifier = QSocketNotifier(self.rope.end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_pulled)

    def _on_pulled(self) -> None:
        self.rope.slacken()
        self._rings()
