"""Six words that two people compare, in person or by phone: somebody else's as this computer sees them, and one's own.

Each is shown in the other language too, so that both read the same six however their screens are set.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.views import TrustPersonView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class SixWords(QWidget):
    """Lays the words out, with what to do with them. `to_compare` are somebody else's, the others one's own."""

    def __init__(self, person: TrustPersonView, *, to_compare: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(6))
        told = self.tr("Read them to whoever compares with you. They are no secret, and say nothing about you.")
        if to_compare:
            told = self.tr(
                "To be sure, let them read you their own six words, in person or by phone. The same six: nobody stands "
                "between you. Others: share nothing, and tell your program."
            )
        box.addWidget(WrapLabel(told, role="meta", tone="muted"))
        flow = Flow(theme_of(self).space(7))
        flow.put(*(Badge(word) for word in person.words))
        box.addWidget(flow)
        elsewhere = self.tr("On a screen in Spanish: %1").replace("%1", ", ".join(person.elsewhere))
        box.addWidget(WrapLabel(elsewhere, role="meta", tone="muted"))


class MyWordsCard(Card):
    """One's own six words, for somebody who wants to be sure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._words = Slot()
        self.body.addWidget(SectionTitle(self.tr("My six words")))
        self.body.addWidget(self._words)
        self.setVisible(False)

    def show_words(self, mine: TrustPersonView | None) -> None:
        """Show them; a desk of no hospital has none."""
        self._words.put(SixWords(mine, to_compare=False) if mine is not None else None)
        self.setVisible(mine is not None)
