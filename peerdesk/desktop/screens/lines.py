"""Lines of a card: a picture with words beside it, what can be done, several below each other, and hairlines."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Hairline

_WORDS = 300


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


class ActedLine(QWidget):
    """Words with what can be done about them beside them, or below where the words would have little room.

    `words` are laid out already; `acts` say by their size hint how wide they are on one line. Below, they begin
    `indent` pixels from the left, where the words begin. `air` is above and below, in pixels at 100 %.
    """

    def __init__(self, words: QBoxLayout, acts: QWidget, *, indent: int = 0, air: int = 0) -> None:
        super().__init__()
        theme = theme_of(self)
        self._words, self._acts = words, acts
        self._indent = indent
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, theme.space(air), 0, theme.space(air))
        self._box.setSpacing(theme.space(8))
        self._box.addLayout(words, 1)
        self._held = QHBoxLayout()
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.addWidget(acts, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box.addLayout(self._held)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Ask for what either needs alone: a line that is too narrow for both gets the chance to stack them."""
        alone = max(self._words.minimumSize().width(), self._acts.minimumSizeHint().width() + self._indent)
        return QSize(alone, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Look again, too, when a button came or went."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        taken = self._acts.sizeHint().width() + self._box.spacing()
        below = self.width() - taken < _WORDS * theme_of(self).scale
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if way != self._box.direction():
            self._box.setDirection(way)
            self._held.setContentsMargins(self._indent if below else 0, 0, 0, 0)


def put_ruled(box: QBoxLayout, lines: Iterable[QBoxLayout | QWidget]) -> None:
    """Add lines to a layout, with a hairline between two of them."""
    for place, line in enumerate(lines):
        if place:
            box.addWidget(Hairline())
        _put(box, line)


def stacked(lines: Iterable[QBoxLayout | QWidget], *, gap: int, ruled: bool = True) -> QWidget:
    """Return a widget of lines below each other, for a place that is filled anew. `gap` in pixels at 100 %."""
    held = QWidget()
    box = QVBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme_of(held).space(gap))
    if ruled:
        put_ruled(box, lines)
    else:
        for line in lines:
            _put(box, line)
    return held


def _put(box: QBoxLayout, line: QBoxLayout | QWidget) -> None:
    if isinstance(line, QWidget):
        box.addWidget(line)
    else:
        box.addLayout(line)
