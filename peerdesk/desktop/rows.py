"""What one row of a list shows, and the list model that holds rows. No widgets here: view-models build these."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
AnyIndex = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBadge:
    """A state at the right of a row. `tone` is private, accent, wait, ok, problem or plain."""

    text: str
    icon: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAction:
    """A button that shows while the pointer is on the row; it is also a key and a menu item elsewhere."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, or with `section` a heading that cannot be chosen.

    `key` names what the row stands for and survives a reread. At most one lead is set: `lead_icon` in a disc,
    `lead_initials`, or `lead_check` (True done, False open). `marks` are (start, end) places in `sub` that a search
    found, `title_marks` the same in `title`. `tall` gives room for a date above a badge. `spoken` is what a
    screen reader says when that is more than the words shown.
    """

    key: object = None
    title: str = ""
    sub: str = ""
    right: str = ""
    section: bool = False
    lead_icon: str = ""
    lead_initials: str = ""
    lead_tone: str = "accent"
    lead_check: bool | None = None
    badges: tuple[RowBadge, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    fresh: bool = False
    tall: bool = False
    actions: tuple[RowAction, ...] = ()
    spoken: str = ""

    def read_aloud(self) -> str:
        """Return the row as one sentence for a screen reader."""
        if self.spoken:
            return self.spoken
        parts = (self.title, self.sub, self.right, *(badge.text for badge in self.badges))
        return ", ".join(part for part in parts if part)


class RowsModel(QAbstractListModel):
    """A list of rows. A reread that keeps the same keys only repaints, so place and focus stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows now shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        fresh = tuple(rows)
        same = len(fresh) == len(self._rows) and all(
            old.key == new.key and old.section == new.section for old, new in zip(self._rows, fresh, strict=True)
        )
        if not same:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(fresh) if row != self._rows[place]]
        self._rows = fresh
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def place_of(self, key: object) -> int:
        """Return the place of the row that stands for `key`, or -1."""
        return next((at for at, row in enumerate(self._rows) if not row.section and row.key == key), -1)

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.read_aloud()
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].section:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
