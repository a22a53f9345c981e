"""Review: what peers chose to share, those who asked to talk first.

Where there is room the item stands beside the list. Elsewhere one of the two shows: Enter opens an item, Esc goes back,
and nothing counts as opened while only the list is in view. A peer is told that something was opened, so only a step of
the reader's opens it (Enter, a click, J and K, an arrow), never what arrives, what goes, or coming back to the page.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.papers_views import ReceivedPapersView
from peerdesk.desktop.models.views import SharedView
from peerdesk.desktop.rows import ROW_ROLE, Row
from peerdesk.desktop.screens.page import LARGE_TEXT, PAGE_SIDE, Page
from peerdesk.desktop.screens.papers_pane import PapersPane
from peerdesk.desktop.screens.review_item import ReviewItem
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Icon
from peerdesk.desktop.widgets.labels import MutedLabel
from peerdesk.desktop.widgets.section_list import SectionList

_LIST = 400
_NARROW = 900


class ReviewScreen(Page):
    """Lays out the queue and the item. Signals carry the key of the item that is open; `chosen` None for none."""

    chosen = Signal(object)
    commented = Signal(object, str)
    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Review"), parent)
        self.list = SectionList(self.tr("Shared notes"))
        self.item = ReviewItem()
        self.papers = PapersPane()
        self._list_card = Card(padding=0, gap=0)
        self._panes = QWidget()
        self._single_keys = True
        self._narrow = False
        self._of_papers = False
        self._reading = False
        self._open: object = None
        self._gone: object = None
        self._begins = False
        self._is_answered = True
        self._back = IconButton("chevron-left", self.tr("Back to the list"))
        self._empty = Card(padding=16)
        self._lay_out()
        self.list.opened.connect(lambda _key: self.read_item())
        self.list.clicked.connect(self._on_clicked)
        self.list.stepped.connect(self._on_stepped)
        self._back.clicked.connect(self.leave_item)
        self.item.commented.connect(self.commented)
        self.item.answered.connect(self.answered)

    def show_rows(self, rows: tuple[Row, ...], fresh: int, *, answered: bool = True) -> None:
        """Show the queue; `fresh` is how many were not seen yet. Opens nothing.

        `answered` says that these rows are for what stands in the search field; until they are, none of them is opened.
        """
        self.name_page(self.tr("Review"), self.tr("%n new", "", fresh) if fresh else "")
        self._panes.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if not rows:
            self._show_pane(reading=False)
        self.list.set_rows(rows)
        self._is_answered = answered
        self._begin_at_first()
        if self._open is not None and self.list.rows.place_of(self._open) < 0:
            self._let_go()
        elif self.list.rows.place_of(self._gone) >= 0:
            self._forget_gone()

    def show_item(self, view: SharedView | None) -> None:
        """Show the item that was opened, or none."""
        self.item.show_item(view)

    def show_papers(self, view: ReceivedPapersView | None) -> None:
        """Show permission papers in the item's place, or the item again. They are read and not answered."""
        self._of_papers = view is not None
        self.papers.show_papers(view)
        self._show_pane(reading=self._reading)

    def read_item(self) -> None:
        """Open the row of the list, in the list's place where only one of them has room."""
        key = self.list.current_key()
        if key is None or not self._is_answered:
            return
        if self._narrow and not self._reading:
            self._show_pane(reading=True)
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._open_item(key)

    def leave_item(self) -> None:
        """Go back from the item to the list."""
        self.show_list()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_list(self) -> None:
        """Show the list, also where the item stands in its place."""
        self._show_pane(reading=False)

    def use_single_keys(self, *, use: bool) -> None:
        """Say whether single letters work while the list has the focus."""
        self._single_keys = use

    def enter(self) -> None:
        """Put the focus where a reader begins, on the first row once it is there. Opens nothing."""
        self.show_list()
        self._forget_gone()
        self._begins = True
        self._begin_at_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def other_pane(self) -> None:
        """Go from the list to the comment, or back."""
        if self.list.hasFocus():
            self._write()
        else:
            self.leave_item()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by one key, only while the list or what stands in its place has the focus, and no text."""
        if event.key() == Qt.Key.Key_Escape and self._reading:
            self.leave_item()
            return
        acts = {
            "J": lambda: self._step(1),
            "K": lambda: self._step(-1),
            "R": lambda: self._answer("seen"),
            "T": lambda: self._answer("thank"),
            "L": lambda: self._answer("talk"),
            "C": self._write,
        }
        act = acts.get(event.text().upper())
        in_place = self.list.hasFocus() or (self._reading and self._back.hasFocus())
        if act is not None and in_place and self._single_keys and not event.modifiers():
            act()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        self._list_card.setMaximumWidth(16777215 if self._is_narrow() else theme.height(_LIST))
        if self._is_narrow() != self._narrow:
            self._narrow = self._is_narrow()
            self.show_list()

    def _begin_at_first(self) -> None:
        if self._begins and self._is_answered and self.list.rows.rowCount():
            self._begins = False
            if not self.list.selectedIndexes():
                self.list.choose_first()

    def _is_narrow(self) -> bool:
        theme = theme_of(self)
        return self.width() < theme.height(_NARROW) or theme.scale > LARGE_TEXT

    def _show_pane(self, *, reading: bool) -> None:
        self._reading = reading and self._narrow
        self._list_card.setVisible(not self._reading)
        is_seen = self._reading or not self._narrow
        self.item.setVisible(is_seen and not self._of_papers)
        self.papers.setVisible(is_seen and self._of_papers)
        self._back.setVisible(self._reading)
        self._place_subtitle()

    @property
    def _is_in_view(self) -> bool:
        return self._reading or not self._narrow

    def _open_item(self, key: object) -> None:
        # An item counts as opened, and its peer is told, only when it can be read and is what was searched for.
        if self._is_in_view and self._is_answered and self.isVisible():
            self._open = key
            self._forget_gone()
            self.item.begin(key)
            self.chosen.emit(key)

    def _let_go(self) -> None:
        """Show nothing where what was open is not listed any more. Whatever stands next is somebody else's."""
        focus = self.window().focusWidget()
        if self.isAncestorOf(focus) and focus is not self.list:
            # Words that are still being typed go nowhere, and none of their letters is a command.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._open, self._gone = None, self._open
        told = self.item.tell_gone()
        self.chosen.emit(None)
        self.show_list()
        if self.isVisible():
            say(self, told)

    def _forget_gone(self) -> None:
        self._gone = None
        self.item.tell_how()

    def _on_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and not row.section:
            self.read_item()

    def _on_stepped(self, key: object) -> None:
        if key != self._open:
            self._open_item(key)

    def _answer(self, kind: str) -> None:
        if self._is_in_view and not self._of_papers:
            self.item.answer(kind)

    def _write(self) -> None:
        if self._open is None or not self._is_in_view:
            self.read_item()
        if self._open is not None and self._is_in_view and not self._of_papers:
            self.item.write()

    def _step(self, by: int) -> None:
        keys = [key for key, is_section in self.list.rows.rows.places if not is_section]
        now = self.list.current_key()
        # The row that a reader begins at is not open yet: the first step opens it and passes nothing over.
        by = by if now == self._open or not self._is_in_view else 0
        if keys and self._is_answered:
            at = keys.index(now) + by if now in keys else 0
            key = keys[min(len(keys) - 1, max(0, at))]
            self.list.choose(key)
            self._open_item(key)

    def _lay_out(self) -> None:
        theme = theme_of(self)
        self.right.setSpacing(theme.space(8))
        self.right.addWidget(Icon("info", size=16))
        self.right.addWidget(MutedLabel(self.tr("You see only what a peer chose to share.")))
        side = theme.space(PAGE_SIDE)
        self._list_card.body.setContentsMargins(0, theme.space(4), 0, theme.space(6))
        self._list_card.body.addWidget(self.list, 1)
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(theme.space(16))
        panes.addWidget(self._list_card, 1)
        panes.addWidget(self.item, 1)
        panes.addWidget(self.papers, 1)
        self.lead_with(self._back)
        self._show_pane(reading=False)
        text = self.tr("When a peer shares a note with you, it shows here.\nThey can see when you opened it.")
        self._empty.body.addWidget(EmptyState("eye", self.tr("Nothing to review"), text))
        holder = QVBoxLayout()
        holder.setContentsMargins(side, 0, side, theme.space(24))
        holder.addWidget(self._panes, 1)
        holder.addWidget(self._empty, 1)
        self.outer.addLayout(holder, 1)
