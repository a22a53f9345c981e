"""What every model that acts does the same way: run an act on the vault's thread, then tell everybody what changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes


class ActingModel(QObject):
    """`refused` carries what went wrong."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def _do(self, act: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        """Run an act; `then` follows once it is kept, before others hear of it."""

        def done(changes: Changes) -> None:
            if then is not None:
                then()
            if changes:
                self._bench.announcer.tell(changes)

        self._bench.run(self, act, done, self.refused.emit)
