"""When a session locks by itself: nobody touched it for a while, or the clock says the computer was asleep."""

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

_LOOK_EVERY_MS = 2000
_CLOCK_BACK_SECONDS = 60.0
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class IdleWatch(QObject):
    """Tells once that it is time to lock. `own_limit` is what the person has chosen by now, in seconds.

    Idle time is measured on two clocks: the monotonic one may stand still while a computer sleeps, and the wall clock
    may be set by hand, so the longer of the two counts, and a wall clock that jumps back counts as a reason by itself.
    """

    idle = Signal()

    def __init__(
        self,
        own_limit: Callable[[], float],
        *,
        monotonic: Callable[[], float],
        wall: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._own_limit = own_limit
        self._longest = math.inf
        self._monotonic = monotonic
        self._wall = wall
        self._said = False
        self._keys: Mapping[str, Callable[[], None]] = {}
        self._touched_at = (monotonic(), wall())
        self._last_wall = wall()
        self._new = QTimer(self, singleShot=True, interval=0)
        self._new.timeout.connect(self._watch_all)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def obey(self, keys: Mapping[str, Callable[[], None]]) -> None:
        """Do what a key stands for in whatever window it is pressed: those of a command hold in its own window only."""
        self._keys = keys

    def start(self, app: QGuiApplication) -> None:
        """Watch every key and pointer that reaches a window of `app`.

        Only the windows are watched, not every object: a filter on the application would stand in the way of each
        timer and each paint as well.
        """
        self._watch_all()
        app.focusWindowChanged.connect(self._on_window)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def lower_to(self, limit_seconds: float) -> None:
        """Lock after so long at the latest; what the person has chosen stays where it is shorter."""
        self._longest = limit_seconds

    @property
    def limit(self) -> float:
        """After how many quiet seconds it locks."""
        return min(self._own_limit(), self._longest)

    def touch(self) -> None:
        """Note that somebody is here. Behind the limit it is too late: a key that ends a sleep does not hide it."""
        if self._quiet() < self.limit:
            self._touched_at = (self._monotonic(), self._wall())

    def look(self) -> None:
        """Say `idle` when it is time."""
        wall = self._wall()
        back = self._last_wall - wall > _CLOCK_BACK_SECONDS
        self._last_wall = wall
        if (back or self._quiet() >= self.limit) and not self._said:
            self._said = True
            self.idle.emit()

    def _quiet(self) -> float:
        return max(self._monotonic() - self._touched_at[0], self._wall() - self._touched_at[1])

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _watch_all(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            self._on_window(window)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            # A key that comes behind the limit is not obeyed by an open desk.
            self.look()
            self.touch()
            # A menu takes the keys, and no signal tells of it: it opens behind a press or a key.
            self._new.start()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._obeys(event)
        return False

    def _obeys(self, event: QKeyEvent) -> bool:
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        if act is None:
            return False
        # The window that gets the key may be gone when this is done.
        QTimer.singleShot(0, self, act)
        return True
