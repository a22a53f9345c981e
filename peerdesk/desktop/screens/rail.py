"""The left rail: the mark, a new note, the places of the desk, and help that is always one key away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look
from peerdesk.desktop.widgets.cards import BrandMark
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.rail import NavItem

_WIDE = 212
_COMPACT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the desk: its code, its name and its icon."""

    code: str
    name: str
    icon: str


class Rail(QFrame):
    """Lays out the rail. `chosen` carries the code of a place.

    A frame with a name, because a screen reader then says when one comes into it: pages have buttons called the same.
    """

    chosen = Signal(str)
    new_asked = Signal()
    crisis_asked = Signal()
    guide_asked = Signal()

    def __init__(self, places: Sequence[Place], *, writes_notes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        self._compact = False
        self.setAccessibleName(self.tr("Where to go"))
        self._mark, self._word = BrandMark(size=20), Label(self.tr("PeerDesk"), role="strong")
        self._new = Button(self.tr("New note"), look=Look.TONAL, icon="plus", keycap="Ctrl+N", parent=self)
        self._new.setVisible(writes_notes)
        self._items = {place.code: NavItem(place.name, place.icon, parent=self) for place in places}
        self._crisis = NavItem(self.tr("Crisis numbers"), "lifebuoy", keycap="F1", parent=self)
        self._guide = NavItem(self.tr("Situation guide"), "book", keycap="F2", parent=self)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(theme.space(2))
        self._lay_out(writes_notes=writes_notes)
        for code, item in self._items.items():
            item.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
        self._new.clicked.connect(self.new_asked)
        self._crisis.clicked.connect(self.crisis_asked)
        self._guide.clicked.connect(self.guide_asked)
        self.set_compact(compact=False)

    @property
    def is_compact(self) -> bool:
        """Say whether only icons show."""
        return self._compact

    def show_place(self, code: str) -> None:
        """Mark where the reader is."""
        for known, item in self._items.items():
            item.set_current(known == code)

    def show_count(self, code: str, count: int, meaning: str) -> None:
        """Show how many things wait at a place, with words for what the number means."""
        item = self._items.get(code)
        if item is not None:
            item.set_count(count, meaning)

    def fill_new(self, *, filled: bool) -> None:
        """Make "New note" the one filled button, or a tonal one where another button is it."""
        self._new.set_look(Look.PRIMARY if filled else Look.TONAL)

    def set_compact(self, *, compact: bool) -> None:
        """Show icons only, or icons with words."""
        theme = theme_of(self)
        self._compact = compact
        self.setFixedWidth(theme.height(_COMPACT if compact else _WIDE))
        self._word.setVisible(not compact)
        self._new.setText("" if compact else self.tr("New note"))
        self._new.set_keycap("" if compact else "Ctrl+N")
        self._new.setAccessibleName(self.tr("New note"))
        self._new.setToolTip(self.tr("New note") if compact else "")
        for item in (*self._items.values(), self._crisis, self._guide):
            item.set_compact(compact)
        side = theme.space(9 if compact else 12)
        self._box.setContentsMargins(side, theme.space(12), side, theme.space(12))
        self._brand.setContentsMargins(0 if compact else theme.space(8), 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_of(self).colour("rail"))

    def _lay_out(self, *, writes_notes: bool) -> None:
        theme = theme_of(self)
        holder = QWidget()
        holder.setFixedHeight(theme.height(40))
        self._brand = QHBoxLayout(holder)
        self._brand.setSpacing(theme.space(10))
        self._brand.addWidget(self._mark)
        self._brand.addWidget(self._word, 1)
        self._box.addWidget(holder)
        self._box.addSpacing(theme.space(10))
        if writes_notes:
            self._box.addWidget(self._new)
            self._box.addSpacing(theme.space(14))
        for item in self._items.values():
            self._box.addWidget(item)
        self._box.addStretch(1)
        self._box.addWidget(self._crisis)
        self._box.addWidget(self._guide)
