"""The page of a peer's own wellbeing. Nothing that is written on it leads to anybody else."""

from collections.abc import Sequence
from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.wellbeing_model import WellbeingModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.wellbeing import WellbeingScreen
from peerdesk.desktop.widgets.chip_grid import Choice
from peerdesk.domain.wellbeing import CheckIn, Mood

WELLBEING = "wellbeing"


class WellbeingRoutes(QObject):
    """Connects the page, which is made when somebody first goes there. `place` is its place in the rail.

    `talk_asked` carries nothing of the page: whoever hears it asks for a talk.
    """

    talk_asked = Signal()

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self.model = WellbeingModel(bench, self)

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=WELLBEING, name=self.tr("Wellbeing"), icon="leaf")

    def enter(self) -> None:
        """Show the page."""
        self.model.read()
        self._shared.desk.show_page(self.page, WELLBEING)
        self.page.enter()

    @cached_property
    def page(self) -> WellbeingScreen:
        """The page."""
        words, model = self._bench.words, self.model
        page = WellbeingScreen([Choice(code=mood.value, label=words.of(mood)) for mood in Mood])
        self._shared.desk.take_in(page)
        page.keep_asked.connect(model.keep)
        page.erase_asked.connect(lambda entry: model.erase((entry,)))
        page.erase_old_asked.connect(model.erase_old)
        page.anew_asked.connect(model.begin_anew)
        page.older_asked.connect(model.show_more)
        page.crisis_asked.connect(self._shared.show_crisis)
        page.talk_asked.connect(self.talk_asked)
        page.talk.setVisible(self._shared.identity.organisation is not None)
        model.shown.connect(page.show_view)
        model.kept.connect(self._on_kept)
        model.erased.connect(self._on_erased)
        model.said.connect(self._shared.desk.say)
        model.refused.connect(self._shared.say_refused)
        return page

    def _on_kept(self) -> None:
        self.page.clear_form()
        self._shared.desk.say(self.tr("Kept, on this computer only"))

    def _on_erased(self, entries: Sequence[CheckIn]) -> None:
        back = partial(self.model.bring_back, entries)
        self._shared.desk.say(self.tr("%n deleted", "", len(entries)), action=self.tr("Undo"), keycap="Ctrl+Z", do=back)
