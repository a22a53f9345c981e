"""How long the thread of the window was not free: a timer due every few milliseconds, and when it came."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer

from bench.measure import Samples, percentile
from bench.sync_steps import BLOCK, BLOCK_P99, BLOCK_WITH_A_CORE, BLOCK_WORK
from bench.waiting import WaitForCore

BEAT_MS = 2
PATIENCE_SECONDS = 600.0
_NS = 1e9


@dataclass(slots=True)
class Beats:
    """By how many seconds each beat was late, for how many of those it had no core, and for how many it worked."""

    late: list[float] = field(default_factory=list)
    without_core: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def samples(self, name: str) -> Samples:
        """Return the longest block, the 99th percentile, the longest without waiting for a core, and the most work."""
        with_a_core = max(late - gone for late, gone in zip(self.late, self.without_core, strict=True))
        return {
            BLOCK + name: [max(self.late)],
            BLOCK + name + BLOCK_P99: [percentile(self.late, 99)],
            BLOCK + name + BLOCK_WITH_A_CORE: [max(with_a_core, 0.0)],
            BLOCK + name + BLOCK_WORK: [max(self.worked)],
        }


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
        self._core = WaitForCore()
        self._worked_until = 0.0
        self._beats = Beats()
        self._until = 0.0
        self._is_over: Callable[[], bool] = bool

    def during(self, work: Callable[[], None], is_over: Callable[[], bool]) -> Beats:
        """Begin `work` as an event of the loop and return every beat until `is_over`.

        Raises TimeoutError when it does not end.
        """
        self._beats, self._is_over = Beats(), is_over
        self._until = time.monotonic() + PATIENCE_SECONDS
        QTimer.singleShot(0, self, work)
        self._core.seconds_since()
        self._worked_until = time.thread_time()
        self._since.start()
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if time.monotonic() > self._until:
            raise TimeoutError("the work did not end")
        return self._beats

    def _beat(self) -> None:
        late = max(self._since.nsecsElapsed() / _NS - BEAT_MS / 1e3, 0.0)
        self._beats.late.append(late)
        self._beats.without_core.append(min(self._core.seconds_since(), late))
        before, self._worked_until = self._worked_until, time.thread_time()
        self._beats.worked.append(self._worked_until - before)
        self._since.restart()
        if self._is_over() or time.monotonic() > self._until:
            self._loop.quit()
