"""Who has copies of my notes, with how many, and taking all of somebody's back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.holding_views import HolderView
from peerdesk.desktop.screens.lines import stacked
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.people import Avatar


class HoldersCard(Card):
    """Lays it out. `asked_back` carries a HolderView. Away while nobody has anything."""

    asked_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=14, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("Who has copies of my notes")))
        self._inside = Slot()
        self.body.addWidget(self._inside)
        self.hide()

    def show_holders(self, holders: tuple[HolderView, ...]) -> None:
        """Show everybody who has something."""
        self._inside.put(stacked(map(self._holder, holders), gap=14))
        self.setVisible(bool(holders))

    def _holder(self, one: HolderView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        row.addWidget(Avatar(one.name, tone="wait" if one.former else "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addWidget(StrongLabel(one.name))
        words.addWidget(WrapLabel(one.about, role="meta", tone="muted"))
        words.addSpacing(theme.space(6))
        back = OutlinedButton(self.tr("Take all back"), size="small")
        back.setAccessibleDescription(one.name)
        back.clicked.connect(lambda: self.asked_back.emit(one))
        words.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return row
