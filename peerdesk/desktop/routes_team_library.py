"""A supervisor's library on the desk: what is asked on its page, and what becomes of it."""

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.team_library_model import TeamLibraryModel
from peerdesk.desktop.models.team_text_views import TeamLibraryView, TextView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.team_library import TeamLibraryScreen
from peerdesk.desktop.screens.team_text_sheets import FillGuidesSheet, TeamTextSheet, TeamWordSheet, TextVersionsSheet
from peerdesk.domain.changes import Changes

TEAM_LIBRARY = "team_library"


class TeamLibraryRoutes(OneSheet[TeamTextSheet]):
    """Connects the page, which is made when somebody first goes there. `places_asked` leads to the list of places."""

    places_asked = Signal()

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench = bench
        self._view: TeamLibraryView | None = None
        self.model = TeamLibraryModel(bench, self)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=TEAM_LIBRARY, name=self.tr("Library"), icon="book")

    def enter(self) -> None:
        """Show the page."""
        self._shared.desk.show_page(self.page, TEAM_LIBRARY)
        self.model.read()
        self.page.enter()

    @cached_property
    def page(self) -> TeamLibraryScreen:
        """The page."""
        page, model = TeamLibraryScreen(), self.model
        self._shared.desk.take_in(page)
        page.places_asked.connect(self.places_asked)
        page.fill_asked.connect(self.fill)
        page.word_asked.connect(self.add_word)
        page.word_removed.connect(model.remove_word)
        page.give_asked.connect(lambda one: model.give(one.part))
        page.versions_asked.connect(self._show_versions)
        model.shown.connect(self._on_shown)
        model.kept.connect(self._close)
        model.said.connect(self._shared.desk.say)
        model.refused.connect(self._on_refused)
        return page

    def fill(self) -> None:
        """Ask what stands in the guides, once that is known: an empty form would take everything away."""
        if self._view is None:
            return
        sheet = FillGuidesSheet(self._shared.window, self.model.words.captions(), self._view.filled)
        sheet.keep_asked.connect(self.model.fill)
        self._open(sheet)

    def add_word(self) -> None:
        """Ask for a word."""
        sheet = TeamWordSheet(self._shared.window, self._bench.words.language)
        sheet.keep_asked.connect(self.model.add_word)
        self._open(sheet)

    def _show_versions(self, one: TextView) -> None:
        sheet = TextVersionsSheet(self._shared.window, one.versions, one.of_versions, one.older)
        sheet.restore_asked.connect(self.model.restore)
        sheet.open()

    def _on_changed(self, changes: Changes) -> None:
        # All versions of everything are read for the page: where nobody looks at it, whoever goes there reads them.
        if self._view is not None and self.page.isVisible() and self.model.concerns(changes):
            self.model.read()

    def _on_shown(self, view: TeamLibraryView) -> None:
        self._view = view
        self.page.show_view(view)
