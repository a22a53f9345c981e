"""One of several versions of an answer, to keep: where it comes from, and all of its words."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import panel

_PADDING = 12
_MARK = 18
_TEXT_LEFT = 42
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEAST_WIDTH = 180
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class VersionChoice(QRadioButton):
    """A radio button as large as its words. A screen reader hears the answer's name, the place, and the words.

    `stepped` asks for the next one (1) or the one before (-1): arrows pick, as in any group of radio buttons.
    """

    stepped = Signal(int)

    def __init__(self, caption: str, where: str, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._words = words
        self.setText(f"{caption}, {where}: {words}".replace("&", "&&"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = theme_of(self).height(_LEAST_WIDTH * 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # The height is for the width there is: a layout that knows only this would cut long words.
        width = max(self.width(), theme_of(self).height(_LEAST_WIDTH))
        return QSize(theme_of(self).height(_LEAST_WIDTH), self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = theme_of(self)
        words = QFontMetricsF(theme.font("body")).boundingRect(self._room(theme, width), _WRAP, self._words).height()
        return round(self._head(theme, width) + words + theme.space(4) + 2 * theme.space(_PADDING) + 1)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def focus_radius(self) -> float:
        """The corner radius the focus ring follows."""
        return 10.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        on, touched = self.isChecked(), self.underMouse() or self.isDown()
        fill = ("soft_hover" if touched else "soft") if on else ("hover" if touched else "field")
        edge = theme.colour("accent" if on else "line")
        panel(painter, self.rect(), fill=theme.colour(fill), edge=edge, radius=10, width=1.5 if on else 1)
        top = theme.space(_PADDING)
        self._paint_mark(painter, theme, top + QFontMetricsF(theme.font("meta_strong")).lineSpacing() / 2, on=on)
        self._paint_words(painter, theme, top, on=on)

    def _paint_words(self, painter: QPainter, theme: Theme, top: float, *, on: bool) -> None:
        head = self._head(theme, self.width())
        room = self._room(theme, self.width()).translated(theme.space(_TEXT_LEFT), top)
        painter.setFont(theme.font("meta_strong"))
        painter.setPen(theme.colour("accent" if on else "muted"))
        painter.drawText(room, _WRAP, self._where)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(room.translated(0, head + theme.space(4)), _WRAP, self._words)

    def _head(self, theme: Theme, width: int) -> float:
        """Return the height of the line that says where it comes from, which may be two in large text."""
        metrics = QFontMetricsF(theme.font("meta_strong"))
        return metrics.boundingRect(self._room(theme, width), _WRAP, self._where).height()

    def _paint_mark(self, painter: QPainter, theme: Theme, middle: float, *, on: bool) -> None:
        size = theme.height(_MARK)
        rect = QRect(theme.space(_PADDING), round(middle - size / 2), size, size)
        edge = theme.colour("accent" if on else "border")
        panel(painter, rect, fill=theme.colour("field"), edge=edge, radius=size / 2, width=1.5)
        if on:
            inner = QRectF(rect).adjusted(size * 0.28, size * 0.28, -size * 0.28, -size * 0.28)
            panel(painter, inner, fill=theme.colour("accent"), radius=inner.width() / 2)

    def _room(self, theme: Theme, width: int) -> QRectF:
        return QRectF(0, 0, max(1, width - theme.space(_TEXT_LEFT) - theme.space(_PADDING)), 100_000)
