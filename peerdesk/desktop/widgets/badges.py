"""Badges and tags: a word with an icon in a soft pair of colours. Meaning never rests on the colour."""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.paint import icon_in, line_of_text, panel, text_width

BADGE_HEIGHT = 24
_BADGE_PADDING = 8
_BADGE_ICON = 14
_BADGE_GAP = 5
_TAG_HEIGHT = 28
_TAG_PADDING = 11

# tone -> (fill token, ink token)
_TONES = {
    "private": ("private_soft", "private"),
    "accent": ("soft", "accent"),
    "wait": ("wait_soft", "wait"),
    "ok": ("ok_soft", "ok"),
    "problem": ("problem_soft", "problem"),
    "plain": ("disc", "muted"),
}


def badge_colours(theme: Theme, tone: str, *, selected: bool = False) -> tuple[QColor, QColor]:
    """Return fill and ink of a badge. On a selected row the fill is `surface`, or the row would swallow it."""
    fill, ink = _TONES[tone]
    return theme.colour("surface" if selected else fill), theme.colour(ink)


@lru_cache(maxsize=1024)
def badge_width(theme: Theme, text: str, icon: str) -> int:
    """Return the width of a badge in pixels."""
    width = text_width(theme.font("meta_medium"), text) + 2 * theme.space(_BADGE_PADDING)
    if icon:
        width += theme.height(_BADGE_ICON) + theme.space(_BADGE_GAP)
    return round(width + 1)


def paint_badge(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, icon: str, tone: str, *, selected: bool = False
) -> None:
    """Paint a badge that fills `rect`. A list shows few badges over and over, so each is drawn once and kept."""
    ratio = painter.device().devicePixelRatioF()
    kept = drawn_badge(theme, text, icon, tone, selected, rect.width(), rect.height(), ratio)
    painter.drawPixmap(QPointF(round(rect.left()), round(rect.top())), kept)


@lru_cache(maxsize=256)
def drawn_badge(
    theme: Theme, text: str, icon: str, tone: str, selected: bool, width: float, height: float, ratio: float
) -> QPixmap:
    """Return a badge of this size in logical pixels, drawn for a screen of `ratio` pixels per logical pixel."""
    kept = QPixmap(math.ceil(width * ratio), math.ceil(height * ratio))
    kept.setDevicePixelRatio(ratio)
    kept.fill(Qt.GlobalColor.transparent)
    with QPainter(kept) as on_pixmap:
        _draw_badge(on_pixmap, theme, QRectF(0, 0, width, height), text, icon, tone, selected=selected)
    return kept


def _draw_badge(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, icon: str, tone: str, *, selected: bool
) -> None:
    fill, ink = badge_colours(theme, tone, selected=selected)
    panel(painter, rect, fill=fill, radius=rect.height() / 2)
    left = rect.left() + theme.space(_BADGE_PADDING)
    if icon:
        size = theme.height(_BADGE_ICON)
        icon_in(painter, icon, ink, QPointF(left + size / 2, rect.center().y()), size)
        left += size + theme.space(_BADGE_GAP)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    line_of_text(painter, room, text, theme.font("meta_medium"), ink)


class Badge(QLabel):
    """A state in a word. `tone` is private, accent, wait, ok, problem or plain."""

    def __init__(self, text: str = "", *, icon: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._icon_name = icon
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, *, icon: str = "", tone: str = "plain") -> None:
        """Show another state."""
        self._icon_name = icon
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(badge_width(theme, self.text(), self._icon_name), theme.height(BADGE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_badge(QPainter(self), theme_of(self), self.rect().toRectF(), self.text(), self._icon_name, self._tone)


class Tag(QLabel):
    """One of several facts side by side, such as the support given. Not a control."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        width = text_width(theme.font("body"), self.text()) + 2 * theme.space(_TAG_PADDING)
        return QSize(round(width + 1), theme.height(_TAG_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        panel(painter, self.rect(), fill=theme.colour("well"), edge=theme.colour("hairline"), radius=6)
        left = theme.space(_TAG_PADDING)
        room = QRectF(left, 0, self.width() - left, self.height())
        line_of_text(painter, room, self.text(), theme.font("body"), theme.colour("text"))
