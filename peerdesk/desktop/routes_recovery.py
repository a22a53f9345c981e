"""From the hospital's question to the answer, and to the badge that stays."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.recovery_model import RecoveryModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.recovery_card import RecoveryCard
from peerdesk.work.enrolment import Remotes


class RecoveryRoutes(QObject):
    """Connects the card with its model. `said` carries what was done, in words."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, remotes: Remotes, *, parent: QObject) -> None:
        super().__init__(parent)
        self.model = RecoveryModel(bench, remotes, self)
        self.model.said.connect(self.said)
        self.model.refused.connect(self.refused)

    def serve(self, card: RecoveryCard) -> None:
        """Fill a card, and do what is answered on it."""
        self.model.shown.connect(card.show_view)
        card.allowed.connect(self.model.allow)
        card.declined.connect(self.model.decline)
        card.ended.connect(self.model.end)
        self.model.read()
