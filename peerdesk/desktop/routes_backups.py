"""From the card of the backups to a new one, and to looking into one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.backup_model import BackupModel
from peerdesk.desktop.models.backup_views import BackupLook
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.backup_card import BackupCard
from peerdesk.desktop.screens.backup_sheet import BackupSheet


class BackupRoutes(QObject):
    """Serves one card."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, window: QWidget, card: BackupCard, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._card = card
        self.sheet: BackupSheet | None = None
        self.model = BackupModel(bench, self)
        self.model.shown.connect(card.show_view)
        self.model.looked.connect(self._on_looked)
        self.model.refused.connect(self.refused)
        card.make_asked.connect(self._on_make)
        card.look_asked.connect(self.model.look)
        self.model.read()

    def _on_make(self) -> None:
        say(self._card, self.tr("Backing up"))
        self.model.make()

    def _on_looked(self, look: BackupLook) -> None:
        self.sheet = BackupSheet(self._window, look)
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None
