"""A small table of answers and numbers, to be read row by row with the arrows or by a screen reader."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from peerdesk.desktop.theme import theme_of

_ROW = 30
_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)


class FigureList(QTableWidget):
    """Shows rows of a label and a number, all of them at once: the page scrolls, the table does not."""

    def __init__(
        self, name: str, heads: tuple[str, str], rows: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(len(rows), len(heads), parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self._calm()
        for column, (head, side) in enumerate(zip(heads, _SIDES, strict=True)):
            self.setHorizontalHeaderItem(column, _cell(head, side))
        font = theme_of(self).font("strong", tabular=True)
        for at, row in enumerate(rows):
            for column, (text, side) in enumerate(zip(row, _SIDES, strict=True)):
                cell = _cell(text, side)
                if column:
                    cell.setFont(font)
                self.setItem(at, column, cell)
        self.setFixedHeight(theme_of(self).height(_ROW) * (len(rows) + 1))

    def _calm(self) -> None:
        """Take away what a table is made of, but for its words."""
        height = theme_of(self).height(_ROW)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(height)


def _cell(text: str, side: Qt.AlignmentFlag) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
