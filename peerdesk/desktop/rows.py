"""What one row of a list shows, and the list model that holds rows. No widgets here: view-models build these."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
AnyIndex = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
Place = tuple[object, bool]


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


class RowList(Sequence[Row]):
    """Rows in order, each made when it is first looked at: a list of hundreds paints eleven of them.

    `places` are what each row stands for, and whether it is a heading; both are known before a row is made.
    `one_height` says that all rows are tall and none is a heading, so that a list need not ask each for its height.
    """

    def __init__(self, places: Iterable[Place], make: Callable[[int], Row], *, one_height: bool) -> None:
        self.places = tuple(places)
        self.one_height = one_height
        self._make = make
        self._made: dict[int, Row] = {}

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "RowList":
        """Return rows that are there already as such a list."""
        if isinstance(rows, cls):
            return rows
        made = tuple(rows)
        one_height = bool(made) and all(row.tall and not row.section for row in made)
        whole = cls(((row.key, row.section) for row in made), made.__getitem__, one_height=one_height)
        whole._made = dict(enumerate(made))
        return whole

    @property
    def looked_at(self) -> Mapping[int, Row]:
        """The rows that were made so far, by their place: nobody has seen or heard another."""
        return self._made

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        row = self._made.get(place)
        if row is None:
            at = range(len(self))[place]
            row = self._made[at] = self._made.get(at) or self._make(at)
        return row


class RowsModel(QAbstractListModel):
    """A list of rows. A reread that keeps the same keys only repaints, so place and focus stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = RowList.of(())
        # Asked twice for each row at each layout, and by far most often of all that a model is asked.
        self._count = 0

    @property
    def rows(self) -> RowList:
        """The rows now shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        fresh, before = RowList.of(rows), self._rows
        if fresh.places != before.places:
            self.beginResetModel()
            self._rows, self._count = fresh, len(fresh)
            self.endResetModel()
            return
        changed = [place for place, row in before.looked_at.items() if row != fresh[place]]
        self._rows = fresh
        if changed:
            self.dataChanged.emit(self.index(min(changed)), self.index(max(changed)))

    def place_of(self, key: object) -> int:
        """Return the place of the row that stands for `key`, or -1."""
        wanted = (key, False)
        return self._rows.places.index(wanted) if wanted in self._rows.places else -1

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= self._count:
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
        if not index.isValid() or self._rows.places[index.row()][1]:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
