"""The hospital's longest time until an untouched desk locks, obeyed while the desk is open and when it changes."""

import math

from PySide6.QtCore import QObject, QTimer

from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.work.policy import Policy, policy_here

_READ_AFTER_MS = 1000
"""The first list is read before: nobody is idle for long in the first second."""
_SECONDS_A_MINUTE = 60


class LockPolicy(QObject):
    """Holds the idle watch to the hospital's policy."""

    def __init__(self, bench: Workbench, watch: IdleWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._watch = watch
        bench.announcer.changed.connect(self._on_changed)
        QTimer.singleShot(_READ_AFTER_MS, self, self.read)

    def read(self) -> None:
        """Read the policy as it is known here."""
        bench = self._bench
        bench.run(self, lambda: policy_here(bench.vault), self._on_read, lambda _: None)

    def _on_read(self, policy: Policy) -> None:
        minutes = policy.lock_minutes
        self._watch.lower_to(minutes * _SECONDS_A_MINUTE if minutes is not None else math.inf)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()
