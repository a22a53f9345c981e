"""A hand writes one line of text in one role of the type scale, and remembers what it measured.

Shaping text is most of what painting a list costs. A list paints the same rows over and over, so each piece of text is
measured and shortened once for each font, and the font and its metrics are kept as well.
"""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from peerdesk.desktop.fonts import TypeRole
from peerdesk.desktop.theme import Theme

_ON_ONE_LINE = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine).value)
_MOST_KEPT = 1024
_SLACK = 0.5


class Hand:
    """One font with its measures."""

    def __init__(self, theme: Theme, role: TypeRole, tabular: bool) -> None:
        self._font = theme.font(role, tabular=tabular)
        self._metrics = QFontMetricsF(self._font)
        # Wrapped here, so that what is kept goes with the hand when the theme changes.
        self.width = lru_cache(maxsize=_MOST_KEPT)(self._width)
        self._fitted = lru_cache(maxsize=_MOST_KEPT)(self._fit)

    def write(self, painter: QPainter, rect: QRectF, text: str, colour: QColor) -> None:
        """Write one line into `rect`, elided at the right when it does not fit."""
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(rect, _ON_ONE_LINE, self._fitted(text, rect.width()))

    def _width(self, text: str) -> float:
        return self._metrics.horizontalAdvance(text)

    def _fit(self, text: str, room: float) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + _SLACK)


@lru_cache(maxsize=32)
def hand(theme: Theme, role: TypeRole, tabular: bool = False) -> Hand:
    """Return the hand for a role; `tabular` for times and counts."""
    return Hand(theme, role, tabular)


@lru_cache(maxsize=128)
def ink(theme: Theme, token: str) -> QColor:
    """Return a colour that is kept: paint with it, and never change it."""
    return theme.colour(token)
