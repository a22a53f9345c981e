"""Handing the sign-in over to the person's browser while the set-up waits, and coming back from it."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.managed import check_sign_in
from peerdesk.domain.managed import ManagedSettings

if TYPE_CHECKING:
    from peerdesk.sync.transport import Transport
    from peerdesk.work.second_lock import Enrolling, SignIn
    from peerdesk.work.signing_in import Waiting


class SignInHandover(QObject):
    """`shown` carries to the window's thread where to sign in, `came` that the browser was back.

    The thread of the set-up waits meanwhile, until then or `leave`.
    """

    shown = Signal(object)
    came = Signal()

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._is_left = False
        self._give_up: Callable[[], None] = _nothing
        window.installEventFilter(self)

    def steps(self, managed: ManagedSettings, language: str) -> "SignIn":
        """Return what the thread of the set-up calls where the hospital wants it; most never do."""
        shown, came, done = (
            self._on_waiting,
            self.came.emit,
            self.tr("You can close this page and go back to PeerDesk."),
        )

        def sign_in(transport: "Transport", enrolling: "Enrolling") -> None:
            # Only now: what listens for a browser is no part of a start.
            from peerdesk.work.signing_in import BrowserSignIn

            asked = BrowserSignIn(
                show=shown, check=lambda page: check_sign_in(managed, page), came=came, done=done, language=language
            )
            asked(transport, enrolling)

        return sign_in

    def leave(self) -> None:
        """Give up: nobody signs in any more."""
        with self._lock:
            self._is_left = True
        self._give_up()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Closing and locking hide the window before they wait for that thread; the desktop's own hiding is no answer.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.leave()
        return False

    def _on_waiting(self, waiting: "Waiting") -> None:
        """Called on the thread of the set-up."""
        with self._lock:
            self._give_up = waiting.give_up
            is_left = self._is_left
        if is_left:
            waiting.give_up()
        else:
            self.shown.emit(waiting)


def _nothing() -> None:
    """Before anybody waits there is nothing to end."""
