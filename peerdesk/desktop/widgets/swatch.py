"""A patch of one colour of the palette, for the sheet that shows every part."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.paint import panel


class Swatch(QWidget):
    """A small panel filled with a token's colour."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.height(38), theme.height(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        panel(QPainter(self), self.rect(), fill=theme.colour(self._token), edge=theme.colour("line"), radius=6)
