"""Python's search for garbage, at moments that suit Qt: between two events, and on the GUI thread alone.

Left to itself Python searches in whatever thread happens to allocate, in the middle of whatever it does. A window that
was closed is often part of a cycle, so a search destroys widgets: in a worker's thread, where Qt allows none of that,
or while Qt walks through a list in which they stand. Either is a crash.
"""

import gc
import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.background import Background

EVERY_MS = 1000
_OLDEST = 2


class GarbageRounds(QObject):
    """Searches every second, as far as Python itself would have by then. One for each application.

    What is old is only searched while no job is under way: a first sync has a record of every note it has touched, and
    to look through fifty thousand of them takes two frames. With the round they go by themselves.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._background: Callable[[], Background | None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._search)

    def begin(self, background: Background) -> None:
        """Begin, or go on, beside the jobs of a window."""
        self._background = weakref.ref(background)
        self._timer.start()

    def _search(self) -> None:
        background = self._background()
        search(is_busy=background is not None and bool(background.waiting))


def garbage_rounds(app: QApplication) -> GarbageRounds:
    """Take the search over from Python, and return what will do it instead once it is told to begin."""
    gc.disable()
    known = app.findChild(GarbageRounds)
    return known if isinstance(known, GarbageRounds) else GarbageRounds(app)


def search(*, is_busy: bool) -> None:
    """Search the generations that are due by Python's own thresholds, but nothing old while the desk `is_busy`.

    For the GUI thread, between two events.
    """
    for generation, (count, limit) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > limit > 0 and not (is_busy and generation == _OLDEST):
            gc.collect(generation)
            return
