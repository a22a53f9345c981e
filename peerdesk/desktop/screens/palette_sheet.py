"""Ctrl+K: every command by its name, found by a few letters of it, with its key beside it for the next time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import QuietButton
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.paint import keycap, line_of_text, panel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.text import bare

_ROW = 36
_SHOWN = 9
_KEY = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One command: its words, its key (or none), and what it does."""

    text: str
    key: str
    act: Callable[[], None]


class _Row(QStyledItemDelegate):
    """Paints the words, and the key at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme_of().height(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = theme_of()
        rect = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            panel(painter, rect.adjusted(0, 1, 0, -1), fill=theme.colour("soft"))
        side = theme.space(12)
        right = float(rect.right() - side)
        key = str(index.data(_KEY))
        if key:
            right = keycap(painter, theme, right, rect.center().y() + 1, key) - side
        room = rect.adjusted(side, 0, 0, 0)
        room.setRight(round(right))
        line_of_text(painter, room.toRectF(), str(index.data()), theme.font("body"), theme.colour("text"))


class PaletteSheet(Sheet):
    """Finds a command. The focus stays in the field; arrows choose, Enter does it once the sheet is gone."""

    def __init__(self, window: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Find a command"))
        self._window = window
        self._entries = tuple(entries)
        self._found: list[Entry] = []
        self.field = LineEdit(placeholder=self.tr("A few letters of what you want"), name=self.tr("Find a command"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(theme_of(self).height(_ROW) * _SHOWN)
        self.none = WrapLabel(self.tr("Nothing is called that."), tone="muted")
        for part in (self.field, self.list, self.none):
            self.body.addWidget(part)
        close = QuietButton(self.tr("Close"), keycap=self.tr("Esc"), tone="muted")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self._look("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def chosen(self) -> Entry | None:
        """The command that would be done now."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()), 0)
            if step:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        if self._found:
            row = min(max(self.list.currentRow() + step, 0), len(self._found) - 1)
            self.list.setCurrentRow(row)
            entry = self._found[row]
            say(self, f"{entry.text}, {entry.key}" if entry.key else entry.text)

    def _look(self, text: str) -> None:
        wanted = bare(text).split()
        self._found = [one for one in self._entries if _has(one, wanted)]
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(one.text, self.list)
            item.setData(_KEY, one.key)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, one.key)
        self.list.setCurrentRow(0)
        self.none.setVisible(not self._found)
        self.list.setVisible(bool(self._found))
        if wanted:
            say(self, self._found[0].text if self._found else self.none.text())

    def _choose(self) -> None:
        entry = self.chosen
        if entry is not None:
            # The sheet goes first, so that what is done finds the window as it was before.
            QTimer.singleShot(0, self._window, entry.act)
            self.accept()


def _has(entry: Entry, wanted: Sequence[str]) -> bool:
    """Say whether each wanted beginning begins some word of the entry."""
    words = bare(entry.text).split()
    return all(any(word.startswith(one) for word in words) for one in wanted)
