"""Check-ins: the card of a supervisor's page of supervision, and the one among a peer's settings."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.checkins_model import CheckinsModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.checkins_card import CheckinsCard
from peerdesk.desktop.screens.supervision import SupervisionScreen


class CheckinsRoutes(QObject):
    """Serves one card. `leads`: it is a supervisor's desk."""

    def __init__(self, bench: Workbench, *, leads: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._leads = leads
        self.model = CheckinsModel(bench, leads=leads, parent=self)

    def serve(self, card: CheckinsCard) -> None:
        """Connect a card that is there now, and read what stands on it."""
        card.chosen.connect(self.model.choose)
        self.model.shown.connect(card.show_view)
        self.model.read()

    def put_on(self, page: SupervisionScreen) -> None:
        """Put the card below the sessions."""
        card = CheckinsCard(leads=self._leads)
        page.put_below(card)
        self.serve(card)
