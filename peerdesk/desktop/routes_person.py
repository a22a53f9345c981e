"""The page of one person: the way there from a note, what is opened on it, and two handles that are one person."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.models.note_reader import NoteReader
from peerdesk.desktop.models.person_model import PersonModel
from peerdesk.desktop.models.person_views import PersonView, TogetherView
from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.desktop.screens.person import PersonScreen
from peerdesk.desktop.screens.person_sheets import OnePersonSheet, RenameSheet
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.domain.changes import RecordKind
from peerdesk.vault.shelves.overview import Placed

PERSON = "person"
_NOTES = "notes"


class PersonRoutes(OneSheet[RenameSheet | OnePersonSheet]):
    """Connects the page, which is made when somebody first goes there. `ask_file` is Qt's own window."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self.model = PersonModel(bench, self)
        self.ask_file: Callable[[QWidget, str], str] = _asked_file
        self._handle = ""
        self.model.shown.connect(self._on_shown)
        self.model.handles.connect(self._on_handles)
        self.model.previewed.connect(self._on_previewed)
        self.model.joined.connect(self._on_joined)
        self.model.renamed.connect(self._close)
        self.model.refused.connect(self._on_refused)
        told = self.tr("%1 is saved where you chose. It holds private notes.")
        self.model.saved.connect(lambda name: shared.desk.say(told.replace("%1", name)))

    def serve(self, page: NoteDetail, reader: NoteReader) -> None:
        """Lead from the page of a note to everything about whom it is about."""
        way_in = self.way_in = LinkButton(self.tr("Everything about them"), icon="lines", tone="muted")
        page.top.addWidget(way_in)
        way_in.hide()
        way_in.clicked.connect(lambda: self.show(self._handle))

        def on_note(view: NoteView) -> None:
            self._handle = view.handle
            way_in.setVisible(bool(self._handle))

        reader.shown.connect(on_note)

    def show(self, handle: str) -> None:
        """Show everything about somebody."""
        self.model.show(handle)
        self._shared.place_asked.emit(PERSON)

    def enter(self) -> None:
        """Show the page."""
        self._shared.desk.show_page(self.page, _NOTES)
        self.page.enter()

    @cached_property
    def page(self) -> PersonScreen:
        """The page."""
        page = PersonScreen()
        self._shared.desk.take_in(page)
        page.back_asked.connect(self._back)
        page.opened.connect(self._open_note)
        page.end_reached.connect(self.model.more)
        page.rename_asked.connect(self._rename)
        page.same_asked.connect(self.model.read_handles)
        page.save_asked.connect(self._save)
        return page

    def _back(self) -> None:
        self._shared.place_asked.emit(_NOTES)

    def _open_note(self, place: object) -> None:
        if isinstance(place, Placed) and place.kind is RecordKind.ENCOUNTER:
            self._shared.note_asked.emit(place.record, False)

    def _rename(self) -> None:
        sheet = RenameSheet(self._shared.window, self.model.handle)
        sheet.asked.connect(self.model.rename)
        self._open(sheet)

    def _on_handles(self, others: tuple[str, ...]) -> None:
        if not others:
            self._shared.desk.say(self.tr("Nobody else has a handle yet."))
            return
        sheet = OnePersonSheet(self._shared.window, self.model.handle, others)
        sheet.looked.connect(self.model.preview)
        sheet.asked.connect(self.model.join)
        sheet.begin()
        self._open(sheet)

    def _on_shown(self, view: PersonView) -> None:
        self.page.show_view(view)

    def _on_previewed(self, view: TogetherView) -> None:
        if isinstance(self.sheet, OnePersonSheet):
            self.sheet.show_meaning(view)

    def _on_joined(self, handle: str, undo: Callable[[], None]) -> None:
        self._close()
        said = self.tr("One person now: %1").replace("%1", handle)
        self._shared.desk.say(said, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _save(self) -> None:
        name = self.ask_file(self._shared.window, "timeline.pdf")
        if name:
            self.model.save(Path(name))


def _asked_file(window: QWidget, name: str) -> str:
    return QFileDialog.getSaveFileName(window, "", name, "PDF (*.pdf)")[0]
