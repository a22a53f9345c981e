"""A quiet bar in four parts: how good a new passphrase is by now. The words beside it say the same."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import panel

PARTS = 4
_HEIGHT = 4
_GAP = 4


class StrengthBar(QWidget):
    """Fills its parts from the left, in one colour: nothing is wrong while somebody still types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = 0
        self.restyle(theme_of(self))

    @property
    def filled(self) -> int:
        """How many parts are filled, 0 to 4."""
        return self._filled

    def show_parts(self, filled: int) -> None:
        """Fill as many parts."""
        self._filled = filled
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Take over the theme's height."""
        self.setFixedHeight(theme.height(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        gap = theme.space(_GAP)
        width = (self.width() - gap * (PARTS - 1)) / PARTS
        painter = QPainter(self)
        for at in range(PARTS):
            rect = QRectF(at * (width + gap), 0, width, self.height())
            fill = theme.colour("fill" if at < self._filled else "hairline")
            panel(painter, rect, fill=fill, radius=self.height() / 2)
