"""A hand writes one line of text in one role of the type scale, and remembers what it measured and laid out.

Shaping text is most of what painting a list costs. A list paints the same rows over and over, so each piece of text is
measured, shortened and shaped once for each font, and the font and its metrics are kept as well.
"""

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout

from peerdesk.desktop.fonts import TypeRole
from peerdesk.desktop.theme import Theme

_MOST_MEASURED = 1024
# A shaped line takes some kilobytes, and a window shows some twenty of them in one role.
_MOST_SHAPED = 64
_SLACK = 0.5
_SPACES = str.maketrans("\t\n\r\u2028\u2029", "     ")
_WIDER_THAN_ANY_LINE = 1e6


class Hand:
    """One font with its measures."""

    def __init__(self, theme: Theme, role: TypeRole, tabular: bool) -> None:
        self._font = theme.font(role, tabular=tabular)
        self._metrics = QFontMetricsF(self._font)
        # Wrapped here, so that what is kept goes with the hand when the theme changes.
        self.width = lru_cache(maxsize=_MOST_MEASURED)(self._width)
        self._fitted = lru_cache(maxsize=_MOST_SHAPED)(self._fit)

    def write(self, painter: QPainter, left: float, middle: float, room: float, text: str, colour: QColor) -> None:
        """Write one line that begins at `left`, around the height `middle`; elided when wider than `room` pixels."""
        fitted = self._fitted(text, room)
        if fitted is not None:
            shaped, half = fitted
            painter.setPen(colour)
            shaped.draw(painter, QPointF(left, middle - half))

    def _width(self, text: str) -> float:
        return self._metrics.horizontalAdvance(text)

    def _fit(self, text: str, room: float) -> tuple[QTextLayout, float] | None:
        """Return the text shaped, shortened where it is too long, and half of its height; None where nothing fits."""
        shown = self._metrics.elidedText(text.translate(_SPACES), Qt.TextElideMode.ElideRight, room + _SLACK)
        shaped = QTextLayout(shown, self._font)
        shaped.setCacheEnabled(True)
        shaped.beginLayout()
        line = shaped.createLine()
        line.setLineWidth(_WIDER_THAN_ANY_LINE)
        shaped.endLayout()
        if line.naturalTextWidth() > room + 2 * _SLACK:
            return None
        # Not its height, which is rounded up: half a pixel decides on which pixels letters stand.
        return shaped, (line.ascent() + line.descent()) / 2


@lru_cache(maxsize=32)
def hand(theme: Theme, role: TypeRole, tabular: bool = False) -> Hand:
    """Return the hand for a role; `tabular` for times and counts."""
    return Hand(theme, role, tabular)


@lru_cache(maxsize=128)
def ink(theme: Theme, token: str) -> QColor:
    """Return a colour that is kept: paint with it, and never change it."""
    return theme.colour(token)
