"""Handing the sign-in over to the person's browser while the set-up waits, and coming back from it."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.background import Background
from peerdesk.desktop.managed import check_sign_in
from peerdesk.domain.managed import ManagedSettings

if TYPE_CHECKING:
    from peerdesk.sync.transport import Transport
    from peerdesk.work.second_lock import Enrolling, SignIn
    from peerdesk.work.signing_in import Waiting


class _Patience:
    """What the two threads share: whether it was left, and how to end the waiting. It is not Qt's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_left = False
        self._give_up: Callable[[], None] = _nothing

    def begin(self, give_up: Callable[[], None]) -> bool:
        """Note how to end the waiting that begins now. Say whether anybody is there for it."""
        with self._lock:
            self._give_up = give_up
            return not self._is_left

    def leave(self) -> None:
        with self._lock:
            self._is_left = True
            give_up = self._give_up
        give_up()


class SignInHandover(QObject):
    """`shown` carries to the window's thread where to sign in, `came` that the browser was back.

    The thread of the set-up waits meanwhile, until then or `leave`, or until this object is gone.
    """

    shown = Signal(object)
    came = Signal()

    def __init__(self, window: QWidget, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        patience = self._patience = _Patience()
        self._tell_shown = background.teller(self, self.shown.emit)
        self._tell_came = background.teller(self, self._on_came)
        self.destroyed.connect(patience.leave)
        window.installEventFilter(self)

    def steps(self, managed: ManagedSettings, language: str) -> "SignIn":
        """Return what the thread of the set-up calls where the hospital wants it; most never do."""
        patience, tell_shown, tell_came = self._patience, self._tell_shown, self._tell_came

        def show(waiting: "Waiting") -> None:
            if patience.begin(waiting.give_up):
                tell_shown(waiting)
            else:
                waiting.give_up()

        def sign_in(transport: "Transport", enrolling: "Enrolling") -> None:
            # Only now: what listens for a browser is no part of a start.
            from peerdesk.work.signing_in import BrowserSignIn

            asked = BrowserSignIn(
                show=show,
                check=lambda page: check_sign_in(managed, page),
                came=lambda: tell_came(None),
                language=language,
            )
            asked(transport, enrolling)

        return sign_in

    def leave(self) -> None:
        """Give up: nobody signs in any more."""
        self._patience.leave()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # Closing and locking hide the window before they wait for that thread; the desktop's own hiding is no answer.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.leave()
        return False

    def _on_came(self, _none: None) -> None:
        self.came.emit()


def _nothing() -> None:
    """Before anybody waits there is nothing to end."""
