"""Handing the recovery sheet over while the set-up waits, before anything is sent that cannot be taken back."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.background import Background
from peerdesk.domain.errors import ExpectedError
from peerdesk.work.recovery_sheet import RecoverySheet


class SetUpLeftError(ExpectedError):
    """The window was closed while the sheet was shown. Nothing was sent, and nothing is left behind."""

    code = "left"


class _Answer:
    """What the two threads share. It is not Qt's, so the thread of the set-up may ask it."""

    def __init__(self) -> None:
        self._given = threading.Event()
        self._is_kept = False

    def keep(self) -> None:
        self._is_kept = True
        self._given.set()

    def leave(self) -> None:
        self._given.set()

    def wait(self) -> bool:
        """Wait, and say whether the person has the sheet."""
        self._given.wait()
        return self._is_kept


class SheetHandover(QObject):
    """`shown` carries the sheet; the thread of the set-up waits for `kept` or `leave`, or until this object is gone."""

    shown = Signal(object)

    def __init__(self, window: QWidget, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        answer = self._answer = _Answer()
        self._tell = background.teller(self, self.shown.emit)
        self.destroyed.connect(answer.leave)
        window.installEventFilter(self)

    def asking(self) -> Callable[[RecoverySheet], None]:
        """Return what the thread of the set-up calls: it shows the sheet and waits. Raises SetUpLeftError."""
        tell, answer = self._tell, self._answer

        def ask(sheet: RecoverySheet) -> None:
            tell(sheet)
            if not answer.wait():
                raise SetUpLeftError

        return ask

    def kept(self) -> None:
        """Go on: the person has the sheet."""
        self._answer.keep()

    def leave(self) -> None:
        """Give up: nobody will answer any more."""
        self._answer.leave()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Closing and locking hide the window before they wait for that thread; the desktop's own hiding is no answer.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.leave()
        return False
