"""Handing over on Today: the card, the sheet, and what was decided on either."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.handover_model import HandoverModel
from peerdesk.desktop.models.handover_views import HandoversView
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.handover_sheet import HandoverSheet
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.domain.ids import RecordId


class HandoverRoutes(QObject):
    """Connects the card on Today."""

    def __init__(self, shared: SharedRoutes, model: HandoverModel, screen: TodayScreen, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._model = model
        self._view = HandoversView()
        self.sheet: HandoverSheet | None = None
        model.shown.connect(self._on_shown)
        model.shown.connect(screen.show_handovers)
        model.said.connect(shared.desk.say)
        model.refused.connect(shared.say_refused)
        screen.handover_acted.connect(self._on_acted)
        screen.hand_over_asked.connect(self.offer)

    def offer(self) -> None:
        """Open the sheet, where there is somebody to hand to and something to hand over."""
        if self.sheet is not None or not self._view.can_hand_over:
            return
        sheet = self.sheet = HandoverSheet(self._shared.window, self._view)
        sheet.accepted.connect(lambda: self._model.hand_over(sheet.picked, sheet.person))
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _on_shown(self, view: HandoversView) -> None:
        self._view = view

    def _on_acted(self, key: RecordId, code: str) -> None:
        {"accept": self._model.accept, "decline": self._model.decline, "stop": self._model.take_back}[code](key)

    def _on_finished(self) -> None:
        self.sheet = None
