"""What every page has: a title row that stays, a body, and columns that stack where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import QUIET_PADDING, Button, Look
from peerdesk.desktop.widgets.labels import ElidedLabel, TitleLabel

PAGE_SIDE = 32
_TITLE_TOP = 6
_TITLE_HEIGHT = 36
LARGE_TEXT = 1.4


class Page(QWidget):
    """A page with a title row. `outer` is its layout; `right` is the row's end, for one button or a hint."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        self.title = TitleLabel(title)
        self.subtitle = ElidedLabel(tone="muted")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)
        row = QWidget()
        row.setFixedHeight(theme.height(_TITLE_HEIGHT))
        self._row = QHBoxLayout(row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(12))
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self._lead: QWidget | None = None
        self.right = QHBoxLayout()
        self.right.setSpacing(theme.space(12))
        self._row.addLayout(self.right)
        self.head = QVBoxLayout()
        self.head.setSpacing(theme.space(6))
        side = theme.space(PAGE_SIDE)
        self.head.setContentsMargins(side, theme.space(_TITLE_TOP), side, theme.space(14))
        self.head.addWidget(row)
        self.outer.addLayout(self.head)
        self._subtitle_below = False
        self.setWindowTitle(title)

    def name_page(self, title: str, subtitle: str = "") -> None:
        """Show another title. The window's own title never holds a handle, so it is not touched here."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self._place_subtitle()

    def lead_back(self, words: str) -> Button:
        """Put the way back above the title, its sign on the line of the page. `top` is the row it stands in."""
        theme = theme_of(self)
        back = Button(words, look=Look.QUIET, icon="chevron-left", size="small", tone="muted")
        self.top = QHBoxLayout()
        self.top.setContentsMargins(theme.space(PAGE_SIDE - QUIET_PADDING), 0, theme.space(PAGE_SIDE), 0)
        self.top.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.top.addStretch(1)
        self.outer.insertLayout(0, self.top)
        return back

    def lead_with(self, button: QWidget) -> None:
        """Put a button before the title: the way back."""
        self._lead = button
        self._row.insertWidget(0, button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_subtitle()

    def _place_subtitle(self) -> None:
        """Put the subtitle under the title where the title and the buttons beside it leave it no room."""
        margins = self.head.contentsMargins()
        taken = margins.left() + margins.right() + self.title.sizeHint().width() + self.right.sizeHint().width()
        room = self.width() - taken - 2 * self._row.spacing()
        if self._lead is not None and not self._lead.isHidden():
            room -= self._lead.sizeHint().width() + self._row.spacing()
        words = self.subtitle.text()
        below = bool(words) and self.subtitle.fontMetrics().horizontalAdvance(words) > room
        if below == self._subtitle_below:
            return
        self._subtitle_below = below
        after_title = self._row.indexOf(self.title) + 1
        if below:
            self._row.removeWidget(self.subtitle)
            self._row.insertStretch(after_title, 1)
            self.head.addWidget(self.subtitle)
        else:
            self.head.removeWidget(self.subtitle)
            self._row.takeAt(after_title)
            self._row.insertWidget(after_title, self.subtitle, 1)


class Columns(QWidget):
    """A main column and a side column; the side one goes below where the page is narrow or the text large.

    `side` is the width of the side column (0 makes both alike), `gap` the space between, `narrow` the width under which
    they stack: pixels at 100 %. Where they are stacked, the room that is left over goes to the main column if it
    `fills`, and below both if not.
    """

    def __init__(
        self, *, side: int, gap: int, narrow: int = 860, fills: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = theme_of(self)
        self._narrow = narrow
        self._side_width = theme.height(side)
        self._alike = side == 0
        self._fills = fills
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.space(gap))
        self.main, self.side = _column(theme.space(16)), _column(theme.space(16))
        self._main_holder, self._side_holder = QWidget(), QWidget()
        self._main_holder.setLayout(self.main)
        self._side_holder.setLayout(self.side)
        self._box.addWidget(self._main_holder, 1)
        self._box.addWidget(self._side_holder, 0, Qt.AlignmentFlag.AlignTop)
        self._side_holder.setFixedWidth(self._side_width)
        self._share_width()

    @property
    def stacked(self) -> bool:
        """Say whether the side column lies below."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Ask for the main column only: a page that is too narrow for two gets the chance to stack them."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._main_holder.minimumSizeHint().width()), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        stack = self.width() < theme.height(self._narrow) or theme.scale > LARGE_TEXT
        if stack != self.stacked:
            way = QBoxLayout.Direction.TopToBottom if stack else QBoxLayout.Direction.LeftToRight
            self._box.setDirection(way)
            to_main = self._fills or not stack
            self._box.setStretchFactor(self._main_holder, 1 if to_main else 0)
            self._box.setStretchFactor(self._side_holder, 0 if to_main else 1)
            self._box.setAlignment(self._side_holder, Qt.AlignmentFlag(0) if stack else Qt.AlignmentFlag.AlignTop)
            self._side_holder.setMinimumWidth(0 if stack else self._side_width)
            self._side_holder.setMaximumWidth(16777215 if stack else self._side_width)
        if not stack:
            self._share_width()

    def _share_width(self) -> None:
        """Give both columns half where they are alike, whatever stands in them."""
        if self._alike:
            self._side_holder.setFixedWidth(max(0, (self.width() - self._box.spacing()) // 2))


def _column(spacing: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
