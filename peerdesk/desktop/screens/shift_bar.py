"""The bar on Today that says where new notes begin: the shift that goes on, or the way to begin one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.shift_views import ShiftView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, IconDisc
from peerdesk.desktop.widgets.labels import WrapLabel

_NARROW = 560


class ShiftBar(Card):
    """Lays out the bar. Before a shift: the place of the last note, and two ways to begin."""

    start_asked = Signal()
    again_asked = Signal()
    change_asked = Signal()
    end_asked = Signal()
    go_on_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=11, gap=0, parent=parent)
        self._view = ShiftView()
        self._place, self._night = "", False
        self._disc = IconDisc("sun", size=36, tone="wait")
        self._title = WrapLabel(role="strong")
        self._line = WrapLabel(role="meta", tone="muted")
        self._second = LinkButton("")
        self._first = OutlinedButton("")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._first.clicked.connect(self._on_first)
        self._second.clicked.connect(self._on_second)
        self._tell()

    def show_place(self, place: str, *, night: bool) -> None:
        """Show where the last note was, and a moon by night."""
        self._place, self._night = place, night
        self._tell()

    def show_shift(self, view: ShiftView) -> None:
        """Show the shift."""
        self._view = view
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _tell(self) -> None:
        view = self._view
        self._disc.show_icon("moon" if self._night else "sun", "wait")
        if view.is_on:
            shift = self.tr("Night shift, %1") if self._night else self.tr("Day shift, %1")
            self._title.setText(shift.replace("%1", view.place))
            self._line.setText(self.tr("It began on another day. Still on it?") if view.left_open else view.line)
            self._first.setText(self.tr("End shift"))
            self._second.setText(self.tr("Yes, still on it") if view.left_open else self.tr("Change"))
            self._second.setAccessibleDescription(self.tr("Where new notes start"))
        else:
            self._title.setText(self._place)
            self._line.setText(self.tr("New notes start with this setting"))
            self._first.setText(self.tr("Start shift"))
            self._second.setText(self.tr("Same as last time"))
            self._second.setAccessibleDescription(view.last)
        self._second.setVisible(view.is_on or bool(view.last))
        self._make_room()

    def _on_first(self) -> None:
        (self.end_asked if self._view.is_on else self.start_asked).emit()

    def _on_second(self) -> None:
        if not self._view.is_on:
            self.again_asked.emit()
        else:
            (self.go_on_asked if self._view.left_open else self.change_asked).emit()

    def _make_room(self) -> None:
        """Put the buttons below the words where there is no room beside them."""
        is_narrow = self.width() < theme_of(self).height(_NARROW)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(below if is_narrow else beside)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._line)
        said = QHBoxLayout()
        said.setSpacing(theme.space(12))
        said.addWidget(self._disc)
        said.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(14))
        buttons.addStretch(1)
        buttons.addWidget(self._second)
        buttons.addWidget(self._first)
        self._row.setContentsMargins(theme.space(4), 0, theme.space(8), 0)
        self._row.setSpacing(theme.space(8))
        self._row.addLayout(said, 1)
        self._row.addLayout(buttons)
        self.body.addLayout(self._row)
