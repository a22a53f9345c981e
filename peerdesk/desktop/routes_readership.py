"""Who can read what, on Sync and trust."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.readership_model import ReadershipModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.sync_trust import SyncTrust


class ReadershipRoutes(QObject):
    """Connects the card with its model."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, page: SyncTrust, *, parent: QObject) -> None:
        super().__init__(parent)
        self.model = ReadershipModel(bench, self)
        self.model.refused.connect(self.refused)
        self.model.shown.connect(page.readership.show_lines)
        self.model.read()
