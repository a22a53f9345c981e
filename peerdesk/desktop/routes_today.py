"""What can be done on Today beside opening a note: follow-ups done or later, the shift, and what is between peers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.models.handover_model import HandoverModel
from peerdesk.desktop.models.today_model import TodayModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_chips import ChipsRoutes
from peerdesk.desktop.routes_handover import HandoverRoutes
from peerdesk.desktop.routes_jots import JotRoutes
from peerdesk.desktop.routes_leaving import LeavingRoutes
from peerdesk.desktop.routes_nothing import NothingRoutes
from peerdesk.desktop.routes_shared import TRUST, SharedRoutes
from peerdesk.desktop.routes_shift import ShiftRoutes
from peerdesk.desktop.routes_team_news import TeamNewsRoutes
from peerdesk.desktop.routes_writing import WritingRoutes
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.domain.ids import RecordId


class TodayRoutes(QObject):
    """Connects the page Today. `note_asked` carries the note behind a follow-up, or None."""

    note_asked = Signal(object)

    def __init__(
        self,
        shared: SharedRoutes,
        bench: Workbench,
        model: TodayModel,
        screen: TodayScreen,
        writing: WritingRoutes,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shared = shared
        self._model = model
        self._screen = screen
        screen.follow_up_acted.connect(self._on_follow_up)
        screen.jot_dropped.connect(model.drop_jot)
        screen.need_acted.connect(shared.act)
        screen.needs_asked.connect(partial(shared.place_asked.emit, TRUST))
        shared.needs_model.shown.connect(screen.show_needs)
        self.handover_model = HandoverModel(bench, model.rows, self)
        self.handovers = HandoverRoutes(shared, self.handover_model, screen, parent=self)
        self.shift = ShiftRoutes(shared, bench, model, screen.shift, self.handovers, parent=self)
        self.jots = JotRoutes(shared, bench, model, parent=self)
        self.nothing = NothingRoutes(shared, bench, writing, self.shift.model, parent=self)
        self.chips = ChipsRoutes(shared, bench, parent=self)
        self.news = TeamNewsRoutes(shared, bench, screen, parent=self)
        self.nothing.model.week.connect(screen.show_counted)
        self.leaving = LeavingRoutes(shared, bench, parent=self)
        shared.leaving_asked.connect(self.leaving.show)
        model.finished.connect(self._on_finished)
        # Behind the day itself, which is what the peer waits for.
        self._is_read = False
        model.shown.connect(self._on_first_day)
        model.moved.connect(lambda day: shared.desk.say(self.tr("Moved to %1").replace("%1", day)))

    def act(self, code: str) -> None:
        """Do what a command says that is about the day: `jot`, `count`, `shift` or `chips`."""
        acts: dict[str, Callable[[], None]] = {
            "jot": self.jots.open,
            "count": self.nothing.open,
            "shift": self.shift.start_or_end,
            "chips": self.chips.open,
        }
        acts[code]()

    def _on_first_day(self) -> None:
        if not self._is_read:
            self._is_read = True
            self.handover_model.read()
            self.shift.model.read()
            self.nothing.model.read()
            self.news.model.read()
            self.chips.read()

    def _on_follow_up(self, key: RecordId, code: str) -> None:
        if code in ("check", "done"):
            self._model.finish(key)
        elif code == "later":
            days = {1: self.tr("In 1 day"), 3: self.tr("In 3 days"), 7: self.tr("In 7 days")}
            menu = QMenu(self._screen)
            for count, words in days.items():
                menu.addAction(words, partial(self._model.postpone, key, count))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(QCursor.pos())
        else:
            self.note_asked.emit(self._model.note_of(key))

    def _on_finished(self, follow_up: RecordId) -> None:
        undo = partial(self._model.reopen, follow_up)
        self._shared.desk.say(self.tr("Follow-up done"), action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)
