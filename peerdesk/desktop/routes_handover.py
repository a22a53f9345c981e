"""Handing over on Today: the card, the sheet, and what was decided on either."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.handover_model import HandoverModel
from peerdesk.desktop.models.handover_views import HandoversView
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.handover_sheet import HandoverSheet
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.domain.ids import RecordId


class HandoverRoutes(QObject):
    """Connects the card on Today. `shown` carries what it shows, for whoever shows it, too."""

    shown = Signal(object)

    def __init__(self, shared: SharedRoutes, model: HandoverModel, screen: TodayScreen, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._model = model
        self.view = HandoversView()
        self.sheet: HandoverSheet | None = None
        model.shown.connect(self._on_shown)
        model.shown.connect(screen.show_handovers)
        model.said.connect(shared.desk.say)
        model.refused.connect(shared.say_refused)
        screen.handover_acted.connect(self.act)
        screen.hand_over_asked.connect(self.offer)

    def offer(self) -> None:
        """Open the sheet, where there is somebody to hand to and something to hand over."""
        if self.sheet is not None or not self.view.can_hand_over:
            return
        sheet = self.sheet = HandoverSheet(self._shared.window, self.view)
        sheet.accepted.connect(lambda: self._model.hand_over(sheet.picked, sheet.person))
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def act(self, key: RecordId, code: str) -> None:
        """Do what was pressed beside something on the card."""
        {"accept": self._model.accept, "decline": self._model.decline, "stop": self._model.take_back}[code](key)

    def _on_shown(self, view: HandoversView) -> None:
        self.view = view
        self.shown.emit(view)

    def _on_finished(self) -> None:
        self.sheet = None
