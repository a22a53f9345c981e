"""Review: what peers chose to share, those who asked to talk first."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.views import SharedView
from peerdesk.desktop.rows import Row
from peerdesk.desktop.screens.page import PAGE_SIDE, Page
from peerdesk.desktop.screens.review_item import ReviewItem
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.cards import Card, EmptyState, Icon
from peerdesk.desktop.widgets.labels import MutedLabel
from peerdesk.desktop.widgets.section_list import SectionList

_LIST = 400
_NARROW = 800


class ReviewScreen(Page):
    """Lays out the queue and the item. Signals carry the key of the item that is shown."""

    chosen = Signal(object)
    commented = Signal(object, str)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Review"), parent)
        self.list = SectionList(self.tr("Shared notes"))
        self.item = ReviewItem()
        self._list_card = Card(padding=0, gap=0)
        self._panes = QWidget()
        self._single_keys = True
        self._empty = Card(padding=16)
        self._lay_out()
        self.list.chosen.connect(self.chosen)
        self.item.commented.connect(lambda text: self._with_key(self.commented, text))
        self.item.answered.connect(lambda kind: self._with_key(self.answered, kind))

    def show_rows(self, rows: tuple[Row, ...], fresh: int) -> None:
        """Show the queue; `fresh` is how many were not seen yet."""
        self.name_page(self.tr("Review"), self.tr("%n new", "", fresh) if fresh else "")
        self._panes.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.list.set_rows(rows)
        if rows and self.list.current_key() is None:
            self.list.choose_first()

    def show_item(self, view: SharedView | None) -> None:
        """Show the chosen item."""
        self.item.show_item(view)

    def use_single_keys(self, *, use: bool) -> None:
        """Say whether single letters work while the list has the focus."""
        self._single_keys = use

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def other_pane(self) -> None:
        """Go from the list to the comment, or back."""
        if self.list.hasFocus():
            self.item.write()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by one key, only while the list has the focus."""
        acts = {
            "J": lambda: self._step(1),
            "K": lambda: self._step(-1),
            "R": lambda: self._with_key(self.answered, "seen"),
            "T": lambda: self._with_key(self.answered, "thank"),
            "L": lambda: self._with_key(self.answered, "talk"),
            "C": self.item.write,
        }
        act = acts.get(event.text().upper())
        if act is not None and self.list.hasFocus() and self._single_keys and not event.modifiers():
            act()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        narrow = self.width() < theme.height(_NARROW)
        self._panes_box.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)
        self._list_card.setMaximumWidth(16777215 if narrow else theme.height(_LIST))

    def _step(self, by: int) -> None:
        rows = self.list.rows.rows
        keys = [row.key for row in rows if not row.section]
        now = self.list.current_key()
        if keys:
            at = keys.index(now) + by if now in keys else 0
            self.list.choose(keys[min(len(keys) - 1, max(0, at))])

    def _with_key(self, signal: SignalInstance, what: str) -> None:
        key = self.list.current_key()
        if key is not None:
            signal.emit(key, what)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        self.right.setSpacing(theme.space(8))
        self.right.addWidget(Icon("info", size=16))
        self.right.addWidget(MutedLabel(self.tr("You see only what a peer chose to share.")))
        side = theme.space(PAGE_SIDE)
        self._list_card.body.setContentsMargins(0, theme.space(4), 0, theme.space(6))
        self._list_card.body.addWidget(self.list, 1)
        self._panes_box = QHBoxLayout(self._panes)
        self._panes_box.setContentsMargins(0, 0, 0, 0)
        self._panes_box.setSpacing(theme.space(16))
        self._panes_box.addWidget(self._list_card, 1)
        self._panes_box.addWidget(self.item, 1)
        text = self.tr("When a peer shares a note with you, it shows here.\nThey can see when you opened it.")
        self._empty.body.addWidget(EmptyState("eye", self.tr("Nothing to review"), text))
        holder = QVBoxLayout()
        holder.setContentsMargins(side, 0, side, theme.space(24))
        holder.addWidget(self._panes, 1)
        holder.addWidget(self._empty, 1)
        self.outer.addLayout(holder, 1)
