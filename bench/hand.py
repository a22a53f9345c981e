"""A hand on a window, and an eye: presses a key or a button, and says when the window has painted what came of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench.waiting import WaitForCore

PATIENCE_SECONDS = 60.0
_LOOK_EVERY_MS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """Seconds from the press until the window had painted what came of it.

    `with_a_core` leaves out for how long the window's own thread had no core, `worked` is what the processor did
    meanwhile for all threads of this process.
    """

    seconds: float
    with_a_core: float
    worked: float


class Hand(QObject):
    """Presses in `window`. `is_at_work` says that something is still on its way to it."""

    def __init__(self, window: QWidget, is_at_work: Callable[[], bool] = bool) -> None:
        super().__init__(window)
        self._window = window
        self._is_at_work = is_at_work
        self._loop = QEventLoop(self)
        self._is_feeling = False
        self._is_there: Callable[[], bool] = bool
        self._is_over: Callable[[], bool] = bool
        self._core = WaitForCore()
        self._painted_at: list[Felt] = []
        self._is_fresh = False
        self._until = self._began = self._worked = self._waited = 0.0
        # The window paints in the event that this timer follows: it has painted when it comes.
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._on_painted)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)
        window.installEventFilter(self)

    def feel(self, act: Callable[[], object], is_there: Callable[[], bool] = lambda: True) -> Felt:
        """Do `act`, and wait until what it brings `is_there` and is painted.

        Raises TimeoutError when it never is.
        """
        return self._felt(act, is_there, lambda: True)

    def feel_whole(self, act: Callable[[], object], is_there: Callable[[], bool] = lambda: True) -> Felt:
        """The same, until nothing more is painted and nothing is on its way to the window."""
        return self._felt(act, is_there, self._is_still)

    def _felt(self, act: Callable[[], object], is_there: Callable[[], bool], is_over: Callable[[], bool]) -> Felt:
        if QApplication.activeWindow() is None:
            # Where there is no window manager, nobody gives a window its turn back.
            self._window.activateWindow()
            QApplication.processEvents()
        self._painted_at.clear()
        self._waited = 0.0
        self._core.seconds_since()
        self._is_there, self._is_over = is_there, is_over
        self._until = time.monotonic() + PATIENCE_SECONDS
        self._worked, self._began = time.process_time(), time.perf_counter()
        self._painted.stop()
        self._is_feeling = True
        act()
        self._look.start()
        self._loop.exec()
        self._look.stop()
        self._is_feeling = False
        if not self._painted_at:
            raise TimeoutError("nothing was painted")
        return self._painted_at[-1]

    def rest(self, milliseconds: int) -> None:
        """Leave the window alone for so long."""
        resting = QEventLoop()
        QTimer.singleShot(milliseconds, resting, resting.quit)
        resting.exec()

    def write(self, letter: str) -> None:
        """Press the key of a plain letter, digit or sign where the focus is."""
        QTest.keyClick(self._focus(), ord(letter))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press any key where the focus is."""
        QTest.keyClick(self._focus(), key, held)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            self._painted.start()
        return False

    def _on_painted(self) -> None:
        if self._is_feeling and self._is_there():
            seconds, worked = time.perf_counter() - self._began, time.process_time() - self._worked
            self._waited += self._core.seconds_since()
            with_a_core = max(seconds - self._waited, 0.0)
            self._painted_at.append(Felt(seconds=seconds, with_a_core=with_a_core, worked=worked))
            self._is_fresh = True
            if self._is_over():
                self._loop.quit()

    def _is_still(self) -> bool:
        was_fresh, self._is_fresh = self._is_fresh, False
        return not (was_fresh or self._is_at_work())

    def _on_look(self) -> None:
        if (self._painted_at and self._is_over()) or time.monotonic() > self._until:
            self._loop.quit()
