"""The spelling check of a desk: one checker for all its texts, and the card of the settings about it."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.models.spelling_settings import SpellingSettings
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.spelling_card import SpellingCard


class SpellingRoutes(QObject):
    """Connects the card. Whoever shows a text gives it `model`."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.model = Spelling(bench, self)
        self.settings = SpellingSettings(bench, self)
        self.settings.turned.connect(self.model.begin)
        for part in (self.model, self.settings):
            part.refused.connect(self.refused)

    def serve(self, card: SpellingCard) -> None:
        """Let the card show what holds and change it."""
        self.settings.shown.connect(card.show_view)
        card.turned.connect(self.settings.turn)
        card.forget_asked.connect(self.settings.forget)
