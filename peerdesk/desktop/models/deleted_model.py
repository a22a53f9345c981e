"""Deleted notes: reading the list, bringing one back, erasing one for good."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.note_rows import DOT, NoteRows
from peerdesk.desktop.models.version_views import DeletedView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.work.deleting import DeletedNote, deleted_notes, erase_note
from peerdesk.work.encounters import undelete_encounter


class DeletedModel(ActingModel):
    """`shown` carries DeletedViews. `restored` and `erased` tell what was done."""

    shown = Signal(object)
    restored = Signal()
    erased = Signal()

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._rows = rows
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the list from the vault."""
        bench = self._bench
        bench.run(self, lambda: deleted_notes(bench.vault), self._on_read, self.refused.emit)

    def restore(self, note: RecordId) -> None:
        """Bring a note back."""
        bench = self._bench
        self._do(lambda: undelete_encounter(bench.vault, note, bench.now()).changes, self.restored.emit)

    def erase(self, note: RecordId) -> None:
        """Erase a note for good."""
        bench = self._bench
        self._do(lambda: erase_note(bench.vault, note, bench.now()), self.erased.emit)

    def _on_read(self, found: tuple[DeletedNote, ...]) -> None:
        self.shown.emit(tuple(self._view(one) for one in found))

    def _view(self, one: DeletedNote) -> DeletedView:
        words, row = self._bench.words, one.row
        day = words.short_day(row.happened_on, today=self._bench.today())
        at = words.moment(one.deleted_at, now=self._bench.now()) if one.deleted_at else ""
        return DeletedView(
            key=row.id,
            title=self._rows.title(row.handle),
            sub=DOT.join((day, words.of(row.setting), words.of(row.outcome))),
            deleted=self.tr("Deleted %1").replace("%1", at) if at else self.tr("Deleted"),
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.ENCOUNTER):
            self.read()
