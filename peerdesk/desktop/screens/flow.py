"""Small things side by side that go to the next line where there is no room: pills and tags."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """A layout that fills lines from the left. `gap` is in pixels, `between` that of two lines; alike if not given."""

    def __init__(self, gap: int, parent: QWidget | None = None, *, between: int | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._between = gap if between is None else between
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        down = rect.y() - self._between
        for line in self._lines(rect.width()):
            across, down = rect.x(), down + self._between
            tallest = max(size.height() for _item, size in line)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(across, down + (tallest - size.height()) // 2), size))
                across += size.width() + self._gap
            down += tallest
        return max(0, down - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what stands on each line. What is lower than the tallest of its line stands in the middle of it."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if taken + size.width() > width:
                lines.append([])
                taken = 0
            lines[-1].append((item, size))
            taken += size.width() + self._gap
        return lines


class Flow(QWidget):
    """A widget around the layout. `put` gives it other children."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None, *, between: int | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(gap, self, between=between)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return self._flow.count() == 0

    def put(self, *widgets: QWidget) -> None:
        """Show these widgets instead of the ones before."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self._flow.addWidget(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)
