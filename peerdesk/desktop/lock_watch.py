"""Everything that locks an open desk without being asked: nobody there, the hospital's limit, the system around it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.compose_desk import DeskSession
from peerdesk.desktop.lock_policy import LockPolicy
from peerdesk.desktop.lock_triggers.trigger import LockTrigger
from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.screens.commands import EVERYWHERE

_TRIGGERS_AFTER_MS = 300
"""The first list is painted before: the threads that listen to a bus ask for Python, too."""


class LockWatch(QObject):
    """Watches over one open desk until it is locked. `keys`: what those that hold everywhere do, by code."""

    def __init__(
        self,
        session: DeskSession,
        idle: IdleWatch,
        *,
        keys: Mapping[str, Callable[[], None]],
        lock: Callable[[], None],
        triggers: Callable[[], Sequence[LockTrigger]],
    ) -> None:
        super().__init__(session)
        self._lock = lock
        self._make = triggers
        self._triggers: Sequence[LockTrigger] = ()
        self._idle = idle
        idle.idle.connect(lock)
        idle.obey({EVERYWHERE[code]: act for code, act in keys.items()})
        session.announcer.worked.connect(idle.touch)
        LockPolicy(lambda: session.bench, idle, parent=session)
        QTimer.singleShot(_TRIGGERS_AFTER_MS, self, self._begin)

    def start(self, app: QApplication) -> None:
        """Watch the windows of `app`."""
        self._idle.start(app)
        app.focusChanged.connect(self._on_focus)

    def _begin(self) -> None:
        self._triggers = self._make()
        for trigger in self._triggers:
            trigger.begin(self._lock)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        # Who works through assistive technology presses no key. Their focus wanders inside the window; one that
        # comes in from another window may have been sent by a program, and is no sign of anybody.
        if before is not None and now is not None:
            self._idle.touch()
