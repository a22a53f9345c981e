"""Lines of a card: a picture with words beside it, several below each other, and hairlines between them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Hairline


def signed_line(sign: QWidget, *words: QWidget, gap: int = 12, close: int = 1, air: int = 0) -> QHBoxLayout:
    """Return a line: a picture at the height of the first of its words, which stand below each other.

    Whatever a line ends with is added behind them. `gap` is beside the picture, `close` between the words and `air`
    above and below, in pixels at 100 %.
    """
    theme = theme_of(sign)
    column = QVBoxLayout()
    column.setSpacing(theme.space(close))
    for one in words:
        column.addWidget(one)
    row = QHBoxLayout()
    row.setContentsMargins(0, theme.space(air), 0, theme.space(air))
    row.setSpacing(theme.space(gap))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


def put_ruled(box: QBoxLayout, lines: Iterable[QBoxLayout]) -> None:
    """Add lines to a layout, with a hairline between two of them."""
    for place, line in enumerate(lines):
        if place:
            box.addWidget(Hairline())
        box.addLayout(line)


def stacked(lines: Iterable[QBoxLayout], *, gap: int, ruled: bool = True) -> QWidget:
    """Return a widget of lines below each other, for a place that is filled anew. `gap` in pixels at 100 %."""
    held = QWidget()
    box = QVBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme_of(held).space(gap))
    if ruled:
        put_ruled(box, lines)
    else:
        for line in lines:
            box.addLayout(line)
    return held
