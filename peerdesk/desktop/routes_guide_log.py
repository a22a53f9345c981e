"""From the guide to its log: that it was used, and afterwards once the way to one's own wellbeing."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.guide_log_model import GuideLogModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.names import first_name
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.guide_use_sheet import AfterGuideSheet, GuideUseSheet


class GuideLogRoutes(QObject):
    """Opens the two sheets. `wellbeing_asked` follows where somebody wants to go there."""

    wellbeing_asked = Signal()

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.model = GuideLogModel(bench, self)
        self.sheet: GuideUseSheet | AfterGuideSheet | None = None
        self.model.reader.connect(self._on_reader)
        self.model.logged.connect(self._on_logged)
        self.model.refused.connect(shared.say_refused)

    def log(self, guide: str, title: str) -> None:
        """Ask when a guide was used, and whether they spoke."""
        model = self.model
        sheet = GuideUseSheet(
            self._shared.window, title, model.now, lambda at, spoke: model.lines(guide, at, spoke=spoke)
        )
        sheet.log_asked.connect(lambda at, spoke, bring: model.log(guide, at, spoke=spoke, bring=bring))
        self.sheet = sheet
        model.read()
        sheet.open()

    def _on_reader(self, name: str) -> None:
        if isinstance(self.sheet, GuideUseSheet):
            self.sheet.offer(first_name(name) if name else "")

    def _on_logged(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self.sheet = AfterGuideSheet(self._shared.window)
        self.sheet.accepted.connect(self.wellbeing_asked)
        self.sheet.open()
