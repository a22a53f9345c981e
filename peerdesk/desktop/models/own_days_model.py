"""A peer's own lists by day on the desk: reading one of them, keeping, changing, and taking something off it."""

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId
from peerdesk.vault.shelves.own_days import One
from peerdesk.work.own_days import OwnList

Keep = Callable[[], tuple[RecordId, Changes]]


class OwnDaysModel(ActingModel, Generic[One]):
    """Reads again after each change. `shown` carries the list and what was taken off it, the newest day first.

    `kept` carries how to take away what was just kept, `changed` nothing, and `deleted` how to undo it.
    """

    shown = Signal(object, object)
    kept = Signal(object)
    changed = Signal()
    deleted = Signal(object)

    def __init__(self, bench: Workbench, own: OwnList[One], parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._own = own
        self._is_read = False
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the list."""
        self._is_read = True
        bench, own = self._bench, self._own

        def job() -> tuple[tuple[One, ...], tuple[One, ...]]:
            return own.all(bench.vault), own.all(bench.vault, deleted=True)

        bench.run(self, job, lambda read: self.shown.emit(*read), self.refused.emit)

    def add(self, keep: Keep) -> None:
        """Keep what `keep` keeps, on the vault's thread."""

        def done(kept: tuple[RecordId, Changes]) -> None:
            record, changes = kept
            self.kept.emit(lambda: self._do(lambda: self._own.delete(self._bench.vault, record)))
            self._bench.announcer.tell(changes)

        self._bench.run(self, keep, done, self.refused.emit)

    def change(self, job: Callable[[], Changes]) -> None:
        """Say one anew."""
        self._do(job, self.changed.emit)

    def delete(self, key: RecordId) -> None:
        """Take one off the list."""
        vault, own = self._bench.vault, self._own
        self._do(lambda: own.delete(vault, key), lambda: self.deleted.emit(lambda: self.put_back(key)))

    def put_back(self, key: RecordId) -> None:
        """Put one back on the list."""
        vault, own = self._bench.vault, self._own
        self._do(lambda: own.undelete(vault, key))

    def _on_changed(self, changes: Changes) -> None:
        if self._is_read and changes.touches(self._own.kind):
            self.read()
