"""Bars for numbers: a row each of label, bar and number. What is not said has a hatched stub, never a length."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.labels import Label, WrapLabel
from peerdesk.desktop.widgets.paint import panel

_ROW, _BAR, _STUB, _ROUND = 30, 12, 46, 3
_LABELS, _BARS = 1, 1
"""How the width is shared, so that the bars of one chart begin at one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One row. `part` is its share of the longest bar, from 0 to 1, and nothing where no number is said."""

    label: str
    number: str
    part: float | None


class Bar(QWidget):
    """The bar alone. It says nothing to a screen reader: the label and the number beside it do."""

    def __init__(self, part: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = part
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.height(_STUB), theme.height(_BAR))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        if self._part is None:
            stub = QRectF(0, 0, theme.height(_STUB), self.height())
            panel(painter, stub, fill=theme.colour("well"), edge=theme.colour("line"), radius=_ROUND)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(stub, _ROUND, _ROUND)
        elif self._part > 0:
            long = max(_ROUND * 2.0, self.width() * self._part)
            panel(painter, QRectF(0, 0, long, self.height()), fill=theme.colour("fill"), radius=_ROUND)


class Bars(QWidget):
    """A chart of rows, for a card of its own."""

    def __init__(self, rows: tuple[BarRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, _LABELS)
        grid.setColumnStretch(1, _BARS)
        for number, row in enumerate(rows):
            tone = "text" if row.part is not None else "muted"
            figure = Label(row.number, role="strong", tone=tone, tabular=True)
            label = WrapLabel(row.label)
            label.setContentsMargins(0, theme.space(4), 0, theme.space(4))
            # A reader that goes from part to part hears the two as one.
            figure.setAccessibleName(f"{row.label}: {row.number}")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Bar(row.part), number, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(figure, number, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(number, theme.height(_ROW))
