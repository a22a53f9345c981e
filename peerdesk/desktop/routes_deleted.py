"""From the notes to the deleted ones, and back."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.deleted_model import DeletedModel
from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.deleted import DeletedScreen, EraseSheet
from peerdesk.desktop.screens.notes import NotesScreen
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.domain.ids import RecordId


class DeletedRoutes(QObject):
    """Shows the page of deleted notes. `asked` is for whoever leads from page to page; so is `left`."""

    asked = Signal()
    left = Signal()

    def __init__(
        self, shared: SharedRoutes, bench: Workbench, rows: NoteRows, notes: NotesScreen, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shared = shared
        self.page = DeletedScreen()
        self.model = DeletedModel(bench, rows, self)
        self.sheet: EraseSheet | None = None
        self.way_in = LinkButton(self.tr("Deleted notes"), icon="trash", tone="muted")
        notes.right.addWidget(self.way_in)
        self.way_in.clicked.connect(self.asked)
        self.page.back_asked.connect(self.left)
        self.page.restore_asked.connect(self.model.restore)
        self.page.erase_asked.connect(self._ask)
        self.model.shown.connect(self.page.show_notes)
        self.model.restored.connect(lambda: shared.desk.say(self.tr("The note is back")))
        self.model.erased.connect(lambda: shared.desk.say(self.tr("Erased here. The rest follows at the next sync.")))
        self.model.refused.connect(shared.say_refused)

    def _ask(self, note: RecordId) -> None:
        self.sheet = EraseSheet(self._shared.window)
        self.sheet.accepted.connect(lambda: self.model.erase(note))
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None
