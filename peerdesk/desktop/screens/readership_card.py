"""Who can read what, as it holds for what is written from now on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.readership_model import ReadershipLine
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel


class ReadershipCard(Card):
    """Lays the answers out, one below the other. It is away until they are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.lines: tuple[ReadershipLine, ...] = ()
        self._inside = Slot()
        self.body.addWidget(SectionTitle(self.tr("Who can read what")))
        self.body.addWidget(self._inside)
        self.hide()

    def show_lines(self, lines: tuple[ReadershipLine, ...]) -> None:
        """Show the answers."""
        if lines == self.lines:
            return
        self.lines = lines
        theme = theme_of(self)
        fresh = QWidget()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.space(10))
        for line in lines:
            row, words = QHBoxLayout(), QVBoxLayout()
            row.setSpacing(theme.space(10))
            row.addWidget(Icon(line.icon, size=16, tone=line.tone), 0, Qt.AlignmentFlag.AlignTop)
            words.setSpacing(theme.space(1))
            title = WrapLabel(line.title, role="strong")
            words.addWidget(title)
            words.addWidget(WrapLabel(line.sub, role="meta", tone="muted"))
            row.addLayout(words, 1)
            box.addLayout(row)
        self._inside.put(fresh)
        self.show()
