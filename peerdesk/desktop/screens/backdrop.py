"""The quiet ground of the unlock window: three large discs, people side by side, cut off by the lower edge."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.theme import theme_of

# Centre across and down as parts of the width and of the height, radius in parts of the width, token, opacity.
_DISCS = (
    (0.195, 1.0, 0.25, "soft", 0.62),
    (0.5, 1.2, 0.305, "wait_soft", 0.6),
    (0.828, 1.025, 0.25, "soft", 0.38),
)


class Backdrop(QWidget):
    """A page that paints the ground; give it a layout and children."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        # Not fillRect: to choose among its forms Python would bring in all about gradients, before the first paint.
        painter.setBrush(theme.colour("window"))
        painter.drawRect(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for across, down, radius, token, opacity in _DISCS:
            colour = theme.colour(token)
            colour.setAlphaF(opacity)
            painter.setBrush(colour)
            size = self.width() * radius
            painter.drawEllipse(QPointF(self.width() * across, self.height() * down), size, size)
