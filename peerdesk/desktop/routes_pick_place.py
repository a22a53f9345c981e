"""Looking up a place for a next step, while a note is written."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.library_model import LibraryModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.pick_place_sheet import PickPlaceSheet
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.domain.vocabulary import NextStep


class PickPlaceRoutes(QObject):
    """Opens the sheet over a form. The directory is read when it is first wanted."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared, self._bench = shared, bench
        self.sheet: PickPlaceSheet | None = None

    def serve(self, form: QuickNote) -> None:
        """Serve a form for as long as it is shown."""
        form.parts.place_asked.connect(lambda kind: self._open(form, kind))

    def _open(self, form: QuickNote, kind: str) -> None:
        if self.sheet is not None:
            return
        sheet = self.sheet = PickPlaceSheet(self._shared.window, self._bench.words.of(NextStep(kind)))
        model = LibraryModel(self._bench, sheet)
        model.only(kind)
        sheet.searched.connect(model.search)
        sheet.chosen.connect(model.choose)
        model.listed.connect(sheet.show_directory)
        model.chosen.connect(sheet.show_place)
        model.refused.connect(self._shared.say_refused)
        sheet.picked.connect(form.parts.remember)
        sheet.finished.connect(self._on_closed)
        model.read()
        sheet.open()

    def _on_closed(self) -> None:
        self.sheet = None
