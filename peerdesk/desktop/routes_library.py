"""The directory of places: what is asked on its page, and what becomes of it."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop import clipboard
from peerdesk.desktop.models.library_model import LibraryModel
from peerdesk.desktop.models.place_views import PlaceView, TableNotTaken
from peerdesk.desktop.models.team_places_model import TeamPlacesModel
from peerdesk.desktop.models.team_text_views import ToldView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.library import LibraryScreen
from peerdesk.desktop.screens.place_sheet import PlaceSheet, TableSheet
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.team_news import TeamNewsSheet
from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import PlaceDraft
from peerdesk.domain.place_vocabulary import PLACE_KINDS

LIBRARY = "library"


class LibraryRoutes(OneSheet[PlaceSheet]):
    """Connects the page, which is made when somebody first goes there.

    `introduce_asked` carries the name of a place, where the desk `introduces`.
    """

    introduce_asked = Signal(str)

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, introduces: bool, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench, self._introduces = bench, introduces
        self.model = LibraryModel(bench, self)
        self.team = TeamPlacesModel(bench, self)

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=LIBRARY, name=self.tr("Places"), icon="pin")

    def begin(self) -> None:
        """Say in the rail that there is a new list, once the desk is there."""
        self.team.news.connect(self._on_news)
        self.team.read()

    def enter(self) -> None:
        """Show the page."""
        self._shared.desk.show_page(self.page, LIBRARY)
        self.page.enter()

    @cached_property
    def page(self) -> LibraryScreen:
        """The page."""
        kinds = [(kind.value, self._bench.words.of(kind)) for kind in PLACE_KINDS]
        page, model = LibraryScreen(kinds, introduces=self._introduces), self.model
        self._shared.desk.take_in(page)
        page.searched.connect(model.search)
        page.kind_chosen.connect(model.only)
        page.chosen.connect(model.choose)
        page.add_asked.connect(self._add)
        page.import_asked.connect(self._ask_which)
        page.export_asked.connect(self._ask_where)
        page.card.copy_asked.connect(self._copy)
        page.card.check_asked.connect(lambda one: model.check(RecordId(one.key)))
        page.card.change_asked.connect(self._change)
        page.card.introduce_asked.connect(lambda one: self.introduce_asked.emit(one.name))
        model.listed.connect(page.show_directory)
        model.chosen.connect(page.show_place)
        model.kept.connect(self._close)
        model.said.connect(self._shared.desk.say)
        model.deleted.connect(self._on_deleted)
        model.not_taken.connect(self._on_not_taken)
        model.refused.connect(self._on_refused)
        page.card.own_asked.connect(lambda one: model.add(one.draft))
        page.team_asked.connect(self.team.act)
        self.team.noted.connect(page.show_team)
        self.team.told.connect(self._show_news)
        self.team.said.connect(self._shared.desk.say)
        self.team.refused.connect(self._shared.say_refused)
        self.team.read()
        model.read()
        return page

    def _show_news(self, news: ToldView, see: Callable[[], None]) -> None:
        sheet = TeamNewsSheet(self._shared.window, news, suggests=False)
        sheet.seen.connect(see)
        sheet.open()

    def _on_news(self, many: int) -> None:
        self._shared.desk.rail.show_count(LIBRARY, many, self.tr("%n new lists of places", "", many))

    def _copy(self, one: PlaceView) -> None:
        clipboard.copy(one.phone)
        self._shared.desk.say(self.tr("Copied, for half a minute"))

    def _add(self) -> None:
        sheet = PlaceSheet(self._shared.window, self._bench.words)
        sheet.keep_asked.connect(self.model.add)
        self._open(sheet)

    def _change(self, one: PlaceView) -> None:
        key = RecordId(one.key) if isinstance(one.key, bytes) else RecordId(b"")
        sheet = PlaceSheet(self._shared.window, self._bench.words, one.draft)

        def keep(draft: PlaceDraft) -> None:
            self.model.change(key, draft)

        sheet.keep_asked.connect(keep)
        sheet.delete_asked.connect(lambda: self.model.delete(key))
        self._open(sheet)

    def _ask_which(self) -> None:
        name = self.tr("Tables (*.csv *.tsv *.txt)")
        file, _ = QFileDialog.getOpenFileName(self._shared.window, self.tr("Import a list"), _documents(), name)
        if file:
            self.model.take_in(file)

    def _ask_where(self) -> None:
        at = str(Path(_documents()) / self.tr("places.csv"))
        file, _ = QFileDialog.getSaveFileName(self._shared.window, self.tr("Save as a list"), at, "*.csv")
        if file:
            self.model.save(file)

    def _on_deleted(self, undo: object) -> None:
        self._close()
        if callable(undo):
            self._shared.desk.say(self.tr("Place deleted"), action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _on_not_taken(self, told: TableNotTaken) -> None:
        TableSheet(self._shared.window, told).open()


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
