"""Python's search for garbage, at moments that suit Qt: between two events, and on the GUI thread alone.

Left to itself Python searches in whatever thread happens to allocate, in the middle of whatever it does. A window that
was closed is often part of a cycle, so a search destroys widgets: in a worker's thread, where Qt allows none of that,
or while Qt walks through a list in which they stand. Either is a crash.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

EVERY_MS = 1000


class GarbageRounds(QObject):
    """Searches every second, as far as Python itself would have by then. One for each application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(search)

    def begin(self) -> None:
        """Begin, or go on."""
        self._timer.start()


def garbage_rounds(app: QApplication) -> GarbageRounds:
    """Take the search over from Python, and return what will do it instead once it is told to begin."""
    gc.disable()
    known = app.findChild(GarbageRounds)
    return known if isinstance(known, GarbageRounds) else GarbageRounds(app)


def search() -> None:
    """Search the generations that are due by Python's own thresholds. For the GUI thread, between two events."""
    for generation, (count, limit) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > limit > 0:
            gc.collect(generation)
            return
