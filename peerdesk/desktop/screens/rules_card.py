"""What the hospital has decided for everybody, where it has decided anything."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class RulesCard(Card):
    """One sentence for each rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._rules = Slot()
        self.body.addWidget(SectionTitle(self.tr("What your hospital has decided")))
        self.body.addWidget(self._rules)
        self.setVisible(False)

    def show_rules(self, rules: tuple[str, ...]) -> None:
        """Show them; without any the card is away."""
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(6))
        for text in rules:
            box.addWidget(WrapLabel(text))
        self._rules.put(fresh)
        self.setVisible(bool(rules))
