"""All shares at once, on Sync and trust: how new notes begin."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.level_model import LevelModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.sync_trust import SyncTrust


class SharesRoutes(QObject):
    """Connects the cards of a peer with their models."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, *, enrolled: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.levels = LevelModel(bench, enrolled=enrolled, parent=self)
        self.levels.refused.connect(self.refused)

    def serve(self, page: SyncTrust) -> None:
        """Fill the page's cards, and do what is decided there."""
        self.levels.shown.connect(page.levels.show_view)
        page.levels.chosen.connect(self.levels.choose)
        self.levels.read()
