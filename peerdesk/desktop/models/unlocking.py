"""Trying a passphrase: off the GUI thread, one at a time, with the pause that the vault asks for after wrong ones."""

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from peerdesk.desktop.background import Background
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.passphrase_errors import TooSoonError, WrongAgainError

Cancelled = Callable[[], bool]


class Opened(Protocol):
    """An open vault, as far as the door is concerned."""

    def close(self) -> None:
        """Close it."""
        ...


class Unlocking(QObject):
    """Opens a vault. `opened` carries it, `refused` the error, `waiting` the seconds that are left of a pause."""

    opened = Signal(object)
    refused = Signal(object)
    waiting = Signal(int)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._left = 0
        self._working = False
        self._given_up = threading.Event()
        self._timer = QTimer(self)
        # A coarse timer may come early, and then the vault's own clock says that the pause is not over.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    def unlock(self, job: Callable[[Cancelled], Opened]) -> bool:
        """Run `job`, which opens a vault or raises; False while another try or a pause is on."""
        if self._working or self._left:
            return False
        self._working = True
        given_up = self._given_up.is_set
        self._background.run(self, lambda: job(given_up), self._on_opened, self._on_refused)
        return True

    def cancel(self) -> None:
        """Give up a try that is under way; whatever it opens is closed at once."""
        self._given_up.set()

    def _on_opened(self, vault: Opened) -> None:
        self._working = False
        self.opened.emit(vault)

    def _on_refused(self, problem: ExpectedError) -> None:
        self._working = False
        self.refused.emit(problem)
        if isinstance(problem, WrongAgainError | TooSoonError) and problem.wait_seconds:
            self._left = problem.wait_seconds
            self.waiting.emit(self._left)
            self._timer.start()

    def _tick(self) -> None:
        self._left -= 1
        self.waiting.emit(self._left)
        if self._left <= 0:
            self._timer.stop()
