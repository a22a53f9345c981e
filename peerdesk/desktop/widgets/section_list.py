"""The list: a native list view over rows, with one delegate, a ring inside the row, and actions under the pointer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from peerdesk.desktop.rows import ROW_ROLE, Row, RowList, RowsModel
from peerdesk.desktop.theme import Theme, theme_of
from peerdesk.desktop.widgets.row_delegate import RowDelegate, action_rects, lead_rect

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_STEPS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class SectionList(QListView):
    """Rows with headings. `name` is what the list holds, for the screen reader.

    `chosen` carries the key of the row that is now current, `opened` the key of the row that was entered (Enter or a
    double click), `acted` a key with the code of a row action; a click on a check circle acts as "check". `stepped`
    carries the key of the row that a key for moving led to: `chosen` also tells of rows that nobody went to.
    """

    chosen = Signal(object)
    opened = Signal(object)
    stepped = Signal(object)
    acted = Signal(object, str)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RowsModel(self)
        self._delegate = RowDelegate(self)
        self._shown_whole = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.activated.connect(self._on_activated)

    @property
    def rows(self) -> RowsModel:
        """The model; `set_rows` on the list keeps the current row by key."""
        return self._model

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows and stay on the same one where it is still there."""
        key, fresh = self.current_key(), RowList.of(rows)
        # Rows of one height are asked for it once; fifty answers in Python were a third of the wait for a search.
        self.setUniformItemSizes(fresh.one_height)
        self._model.set_rows(fresh)
        if key is not None and self.current_key() != key and not self.choose(key):
            self.clearSelection()
        self.updateGeometry()

    def current_key(self) -> object:
        """Return the key of the current row, or None."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, Row) and not row.section else None

    def choose(self, key: object) -> bool:
        """Make the row of `key` current; False when there is none."""
        place = self._model.place_of(key)
        if place < 0:
            return False
        self.setCurrentIndex(self._model.index(place))
        return True

    def choose_first(self) -> bool:
        """Make the first row that can be chosen current; False when there is none."""
        return any(not row.section and self.choose(row.key) for row in self._model.rows)

    def show_whole(self) -> None:
        """Take the height of all rows instead of scrolling; for short lists inside a card."""
        self._shown_whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if not self._shown_whole:
            return super().sizeHint()
        height = sum(self.sizeHintForRow(place) for place in range(self._model.rowCount()))
        return QSize(theme_of(self).height(240), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._shown_whole else QSize(theme_of(self).height(120), theme_of(self).height(56))

    def restyle(self, _theme: Theme) -> None:
        """Measure the rows again."""
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.chosen.emit(self.current_key())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A narrow list stands its dates above its badges, so rows are measured again, unless all do so at any width.
        if event.size().width() != event.oldSize().width() and not self._model.rows.one_height:
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        # Qt makes a row current when the list gets the focus, but leaves it unselected and hard to see.
        if event.reason() in _KEYBOARD and not self.selectedIndexes() and not self.choose(self.current_key()):
            self.choose_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_step = event.key() in _STEPS
        if is_step:
            self._delegate.ring = True
        if event.text().isprintable() and event.text().strip():
            # A letter belongs to the screen (a single-key command), not to a hidden type-ahead search.
            event.ignore()
            return
        super().keyPressEvent(event)
        if is_step and self.current_key() is not None:
            self.stepped.emit(self.current_key())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.ring = False
        key, code = self._part_at(event.position())
        if code:
            self.acted.emit(key, code)
            return
        super().mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            over = self._part_at(event.position())[1] or self.indexAt(event.position().toPoint()).isValid()
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        return super().viewportEvent(event)

    def _part_at(self, where: QPointF) -> tuple[object, str]:
        """Return the key and the code of the row button under a point; an empty code when there is none."""
        index = self.indexAt(QPoint(round(where.x()), round(where.y())))
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row) or row.section:
            return None, ""
        theme = theme_of(self)
        rect = QRectF(self.visualRect(index))
        if row.lead_check is not None:
            grown = lead_rect(theme, rect, row).adjusted(-8, -8, 8, 8)
            if grown.contains(where):
                return row.key, "check"
        for action, place in action_rects(theme, rect, row):
            if place.contains(where):
                return row.key, action.code
        return row.key, ""

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and not row.section:
            self.opened.emit(row.key)
