"""The shift on Today: the bar, the sheet that begins or moves it, and the one that ends it."""

from functools import partial

from PySide6.QtCore import QObject

from peerdesk.desktop.models.shift_model import ShiftModel
from peerdesk.desktop.models.shift_views import EndView, ShiftView
from peerdesk.desktop.models.today_model import TodayModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_handover import HandoverRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.shift_bar import ShiftBar
from peerdesk.desktop.screens.shift_end_sheet import ShiftEndSheet
from peerdesk.desktop.screens.shift_sheet import ShiftSheet
from peerdesk.work.shifts import ShiftKept


class ShiftRoutes(QObject):
    """Connects the bar."""

    def __init__(
        self,
        shared: SharedRoutes,
        bench: Workbench,
        today: TodayModel,
        bar: ShiftBar,
        handovers: HandoverRoutes,
        *,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shared = shared
        self._handovers = handovers
        self._view = ShiftView()
        self.model = ShiftModel(bench, today, self)
        self.sheet: ShiftSheet | None = None
        self.end_sheet: ShiftEndSheet | None = None
        self.model.shown.connect(self._on_shown)
        self.model.shown.connect(bar.show_shift)
        self.model.ending.connect(self._on_ending)
        self.model.ended.connect(self._on_ended)
        self.model.started.connect(lambda: shared.desk.say(self.tr("New notes begin where you are now")))
        self.model.refused.connect(shared.say_refused)
        bar.start_asked.connect(self.open_sheet)
        bar.change_asked.connect(self.open_sheet)
        bar.again_asked.connect(self.model.start_as_last)
        bar.go_on_asked.connect(self.model.go_on)
        bar.end_asked.connect(self.model.look_at_end)

    def open_sheet(self) -> None:
        """Begin a shift, or move the one that goes on."""
        if self.sheet is not None:
            return
        sheet = self.sheet = ShiftSheet(self._shared.window, self._view)
        keep = self.model.change if self._view.is_on else self.model.start
        sheet.accepted.connect(lambda: keep(sheet.draft))
        sheet.finished.connect(self._on_sheet_closed)
        sheet.open()

    def start_or_end(self) -> None:
        """Do what the bar offers first, from anywhere."""
        (self.model.look_at_end if self._view.is_on else self.open_sheet)()

    def _on_shown(self, view: ShiftView) -> None:
        self._view = view

    def _on_ending(self, view: EndView) -> None:
        if self.end_sheet is not None:
            return
        sheet = self.end_sheet = ShiftEndSheet(self._shared.window, view)
        sheet.accepted.connect(self.model.end)
        sheet.hand_over_asked.connect(sheet.reject)
        sheet.hand_over_asked.connect(self._handovers.offer)
        sheet.finished.connect(self._on_end_sheet_closed)
        sheet.open()

    def _on_ended(self, kept: ShiftKept) -> None:
        undo = partial(self.model.resume, kept)
        self._shared.desk.say(self.tr("The shift is over"), action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _on_sheet_closed(self) -> None:
        self.sheet = None

    def _on_end_sheet_closed(self) -> None:
        self.end_sheet = None
