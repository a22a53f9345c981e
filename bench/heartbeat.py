"""How long the thread of the window was not free: a timer due every few milliseconds, and when it came."""

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer

BEAT_MS = 2
PATIENCE_SECONDS = 600.0


class Heartbeat(QObject):
    """Beats in the thread of the window. A beat that is late by so much is a block of so much."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = QEventLoop(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._since = QElapsedTimer()
        self._longest_ns = 0
        self._until = 0.0
        self._is_over: Callable[[], bool] = bool

    def longest_while(self, work: Callable[[], None], is_over: Callable[[], bool]) -> float:
        """Begin `work` as an event of the loop and return the longest block, in seconds, until `is_over`.

        Raises TimeoutError when it does not end.
        """
        self._longest_ns, self._is_over = 0, is_over
        self._until = time.monotonic() + PATIENCE_SECONDS
        QTimer.singleShot(0, self, work)
        self._since.start()
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if time.monotonic() > self._until:
            raise TimeoutError("the work did not end")
        return max(self._longest_ns / 1e9 - BEAT_MS / 1e3, 0.0)

    def _beat(self) -> None:
        self._longest_ns = max(self._longest_ns, self._since.nsecsElapsed())
        self._since.restart()
        if self._is_over() or time.monotonic() > self._until:
            self._loop.quit()
