"""The page of the list of notes with its preview, and the page of deleted notes behind it."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_reader import NoteReader
from peerdesk.desktop.models.note_rows import NoteRows
from peerdesk.desktop.models.notes_list import NotesList
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_deleted import DeletedRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.notes import NotesScreen
from peerdesk.domain.vocabulary import Outcome, Setting


class NotesRoutes(QObject):
    """Makes the page and connects it with the list and with the reader of its preview."""

    def __init__(
        self,
        shared: SharedRoutes,
        bench: Workbench,
        rows: NoteRows,
        *,
        listed: NotesList,
        preview: NoteReader,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.page = NotesScreen()
        shared.desk.take_in(self.page)
        self.deleted = DeletedRoutes(shared, bench, rows, self.page, parent=self)
        words = bench.words
        self.page.filters.offer(
            [(one.value, words.of(one)) for one in words.allowed(Setting)],
            [(one.value, words.of(one)) for one in words.allowed(Outcome)],
        )
        search = shared.desk.bar.search
        self.page.chosen.connect(lambda key: preview.show(key, listed.query, soon=search.hasFocus()))
        self.page.filtered.connect(listed.filter)
        self.page.end_reached.connect(listed.more)
        preview.shown.connect(self.page.show_note)
