"""What an open desk obeys of the hospital's policy: the longest time until it locks, and which answers it offers."""

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.work.policy import Policy, policy_here

_READ_AFTER_MS = 1000
"""The first list is read before: nobody is idle for long in the first second."""
_SECONDS_A_MINUTE = 60


class LockPolicy(QObject):
    """Holds the idle watch and the forms to the hospital's policy, also when it changes.

    The workbench is asked for each time: a change of language makes another one.
    """

    def __init__(self, bench: Callable[[], Workbench], watch: IdleWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._watch = watch
        bench().announcer.changed.connect(self._on_changed)
        QTimer.singleShot(_READ_AFTER_MS, self, self.read)

    def read(self) -> None:
        """Read the policy as it is known here."""
        bench = self._bench()
        bench.run(self, lambda: policy_here(bench.vault), self._on_read, lambda _: None)

    def _on_read(self, policy: Policy) -> None:
        minutes = policy.lock_minutes
        self._bench().words.hide(policy.hidden)
        self._watch.lower_to(minutes * _SECONDS_A_MINUTE if minutes is not None else math.inf)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()
