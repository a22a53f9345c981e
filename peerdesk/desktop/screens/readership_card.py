"""Who can read what, as it holds for what is written from now on."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.readership_model import ReadershipLine
from peerdesk.desktop.screens.lines import signed_line, stacked
from peerdesk.desktop.screens.slot import Slot
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
        self._inside.put(stacked(map(_line, lines), gap=10, ruled=False))
        self.show()


def _line(line: ReadershipLine) -> QHBoxLayout:
    sign = Icon(line.icon, size=16, tone=line.tone)
    return signed_line(
        sign, WrapLabel(line.title, role="strong"), WrapLabel(line.sub, role="meta", tone="muted"), gap=10
    )
