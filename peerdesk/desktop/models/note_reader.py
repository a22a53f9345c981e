"""One note for reading, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.note_views import NoteViews
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.work.encounters import Kept, delete_encounter, undelete_encounter
from peerdesk.work.reading import EncounterDetail, draft_of, encounter_detail

_SOON_MS = 150
"""Who types a word is not reading yet: what each letter finds first is opened only once the hand rests."""


class NoteReader(QObject):
    """Reads one note and reads it again when it changes. `shown` carries a NoteView."""

    shown = Signal(object)
    deleted = Signal(object)
    restored = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, rows: NoteRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._views = NoteViews(bench, rows, self)
        self._note: RecordId | None = None
        self._query = ""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def note(self) -> RecordId | None:
        """The note that is read now."""
        return self._note

    @property
    def is_awaited(self) -> bool:
        """Say whether it is to be read in a moment."""
        return self._soon.isActive()

    def show(self, note: RecordId | None, query: str = "", *, soon: bool = False) -> None:
        """Read a note, or `soon`; `query` is what was searched for, so that it can be marked."""
        self._note, self._query = note, query
        if soon:
            self._soon.start()
        else:
            self.read()

    def read(self) -> None:
        """Read the note from the vault."""
        self._soon.stop()
        bench, note = self._bench, self._note
        if note is None:
            return
        bench.run(self, lambda: encounter_detail(bench.vault, note), self._on_read, self.refused.emit)

    def form_of(self, note: RecordId, then: Callable[[EncounterDraft], None]) -> None:
        """Read a note as a form shows it, and hand it to `then`."""
        bench = self._bench

        def job() -> EncounterDraft:
            with bench.vault.read() as tx:
                return draft_of(tx, note)

        bench.run(self, job, then, self.refused.emit)

    def delete(self, note: RecordId) -> None:
        """Delete a note; it can be brought back."""
        bench = self._bench
        bench.run(self, lambda: delete_encounter(bench.vault, note, bench.now()), self._on_deleted, self.refused.emit)

    def restore(self, note: RecordId) -> None:
        """Bring a deleted note back."""
        bench = self._bench
        bench.run(
            self, lambda: undelete_encounter(bench.vault, note, bench.now()), self._on_restored, self.refused.emit
        )

    def _on_read(self, detail: EncounterDetail) -> None:
        if detail.encounter.id == self._note:
            self.shown.emit(self._views.of(detail, self._query))

    def _on_deleted(self, kept: Kept) -> None:
        self.deleted.emit(kept.id)
        self._bench.announcer.tell(kept.changes)

    def _on_restored(self, kept: Kept) -> None:
        self.restored.emit(kept.id)
        self._bench.announcer.tell(kept.changes)

    def _on_changed(self, changes: Changes) -> None:
        said = (RecordKind.COMMENT, RecordKind.ACKNOWLEDGEMENT, RecordKind.OPENED, RecordKind.REMOVED)
        mine = changes.has(RecordKind.ENCOUNTER, self._note) or changes.touches(RecordKind.FOLLOW_UP)
        if self._note is not None and (mine or changes.outbox or any(changes.touches(kind) for kind in said)):
            self.read()
