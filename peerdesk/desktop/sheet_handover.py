"""Handing the recovery sheet over while the set-up waits, before anything is sent that cannot be taken back."""

import threading

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.domain.errors import ExpectedError
from peerdesk.work.recovery_sheet import RecoverySheet


class SetUpLeftError(ExpectedError):
    """The window was closed while the sheet was shown. Nothing was sent, and nothing is left behind."""

    code = "left"


class SheetHandover(QObject):
    """`shown` carries the sheet to the window's thread; the thread of the set-up waits for `kept` or `leave`."""

    shown = Signal(object)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._answered = threading.Event()
        self._is_kept = False
        window.installEventFilter(self)

    def ask(self, sheet: RecoverySheet) -> None:
        """Show the sheet and wait; called on the thread of the set-up. Raises SetUpLeftError."""
        self.shown.emit(sheet)
        self._answered.wait()
        if not self._is_kept:
            raise SetUpLeftError

    def kept(self) -> None:
        """Go on: the person has the sheet."""
        self._is_kept = True
        self._answered.set()

    def leave(self) -> None:
        """Give up: nobody will answer any more."""
        self._answered.set()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Closing and locking hide the window before they wait for that thread; the desktop's own hiding is no answer.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.leave()
        return False
