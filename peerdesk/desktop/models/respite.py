"""Leaving a server alone for as long as it asked for: nothing but the person's own word syncs before that."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer

from peerdesk.domain.errors import ExpectedError
from peerdesk.sync.patience import asked_seconds

_LATER_MS = 50
"""So much behind the end, so that it is over when somebody looks."""


class Respite(QObject):
    """Begins with a refusal that names a time; `then` is called once that is over."""

    def __init__(self, parent: QObject, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(then)
        self._until = QDeadlineTimer(0)

    @property
    def is_on(self) -> bool:
        """Say whether the server is to be left alone now."""
        return not self._until.hasExpired()

    def note(self, problem: ExpectedError | None) -> None:
        """Note how a round ended: one that went through ends it, and so does a trouble that names no time."""
        ms = round(asked_seconds(problem) * 1000)
        self._until = QDeadlineTimer(ms)
        if ms:
            self._over.start(ms + _LATER_MS)
        else:
            self._over.stop()
