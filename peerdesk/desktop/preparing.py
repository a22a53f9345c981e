"""Making the page that takes longest while nobody does anything, so that nobody waits for it later."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

from peerdesk.desktop.routes_shared import SharedRoutes

QUIET_MILLISECONDS: Final = 5000
"""It begins after so long without a key or a press. The vault is tidied after less."""
BETWEEN_MILLISECONDS: Final = 1000

_HANDS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}


class Preparing(QObject):
    """Makes Sync and trust once, in steps, each shorter than what is felt, while no key or button is pressed."""

    def __init__(self, shared: SharedRoutes, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = _steps(shared)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._take)
        # Only the window is watched, and only until the page is there: it hears each key before its widgets do.
        window = shared.window.windowHandle()
        if window is not None:
            window.installEventFilter(self)
        self._timer.start(QUIET_MILLISECONDS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._timer.start(QUIET_MILLISECONDS)
        return False

    def _take(self) -> None:
        step = next(self._steps, None)
        if step is None:
            # The window lets go of a listener that ends, and it may be another one than at the beginning by now.
            self.deleteLater()
        else:
            step()
            self._timer.start(BETWEEN_MILLISECONDS)


def _steps(shared: SharedRoutes) -> Iterator[Callable[[], None]]:
    yield lambda: shared.desk.take_in(shared.trust)
    yield shared.read_trust

    def lay_out() -> None:
        # A page that was never painted has not been laid out either; behind this, only what is new is.
        shared.trust.resize(shared.desk.pages.size())
        shared.trust.grab()

    yield lay_out
