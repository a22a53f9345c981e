"""Follow-ups: what waits, in three groups, and the chosen one beside it. Overdue reads "when you can"."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.follow_up_views import FollowUpsView, FollowUpView
from peerdesk.desktop.screens.follow_up_card import DoneCard, FollowUpCard
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.two_versions import TwoVersions
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.section_list import SectionList

_KEYS = (("Space", "done"), ("S", "later"), ("T", "tried"))


class FollowUpsScreen(Page):
    """Lays the page out. `acted` carries the key of a follow-up, what was pressed, and beside what a menu opens.

    `settled` carries a key and what was picked of two versions.
    """

    add_asked = Signal()
    chosen = Signal(object)
    acted = Signal(object, str, object)
    settled = Signal(object, object)
    write_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Follow-ups"), parent)
        self.add = PrimaryButton(self.tr("Add follow-up"), icon="plus", keycap="A")
        self.right.addWidget(self.add)
        self.list = SectionList(self.tr("Follow-ups"))
        self.list.show_whole()
        self.card: FollowUpCard | None = None
        self._columns = Columns(side=348, gap=16)
        self._list_card = Card(padding=0, gap=0)
        self._list_card.body.setContentsMargins(0, theme_of(self).space(6), 0, theme_of(self).space(6))
        self._list_card.body.addWidget(self.list)
        self._empty = self._empty_card()
        self._done, self._side, self._versions = Slot(), Slot(), Slot()
        body = ScrollBody()
        body.body.addWidget(self._columns, 1)
        self.outer.addWidget(body, 1)
        for widget in (self._list_card, self._empty):
            self._columns.main.addWidget(widget)
        self._columns.main.addStretch(1)
        for slot in (self._done, self._versions, self._side):
            self._columns.side.addWidget(slot)
        self._columns.side.addStretch(1)
        self._connect()

    def show_view(self, view: FollowUpsView) -> None:
        """Show the list."""
        had_focus = self.list.hasFocus()
        self.name_page(self.tr("Follow-ups"), view.open)
        at = self.list.rows.place_of(self.list.current_key())
        self.list.set_rows(view.rows)
        self._list_card.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        if view.rows and self.list.current_key() is None and not self._choose_near(at):
            self.list.choose_first()
        if had_focus and not view.rows:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_one(self, view: FollowUpView | None) -> None:
        """Show the chosen one beside the list, or nothing."""
        if self.card is not None and view == self.card.view:
            return
        had_focus = self._side.isAncestorOf(self.focusWidget())
        self.card = FollowUpCard(view) if view is not None else None
        if self.card is not None and view is not None:
            self.card.acted.connect(partial(self.acted.emit, view.key))
        self._side.put(self.card)
        versions = TwoVersions(view.disputes) if view is not None and view.disputes else None
        if versions is not None and view is not None:
            versions.kept.connect(partial(self.settled.emit, view.key))
        self._versions.put(versions)
        if had_focus:
            self.enter()

    def show_done(self, title: str) -> None:
        """Show what was just done, with the offer of a note; no title takes it away."""
        card = DoneCard(title) if title else None
        if card is not None:
            card.write_asked.connect(self.write_asked)
        self._done.put(card)

    def choose(self, key: object) -> None:
        """Make one of them current."""
        self.list.choose(key)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        target = self.add if self._list_card.isHidden() else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_for_menu(self, button: object) -> QPoint:
        """Return where a menu opens: below the button, or below the current row when a key asked."""
        if isinstance(button, QWidget):
            return button.mapToGlobal(button.rect().bottomLeft())
        rect = self.list.visualRect(self.list.currentIndex())
        return self.list.viewport().mapToGlobal(rect.bottomLeft() + QPoint(theme_of(self).space(48), 0))

    def _choose_near(self, at: int) -> bool:
        """Go on with the one that took the place of what went away."""
        rows = self.list.rows.rows
        behind = [row.key for row in rows[max(at, 0) :] if not row.section]
        before = [row.key for row in rows[: max(at, 0)] if not row.section]
        return at >= 0 and self.list.choose((behind or before[-1:])[0])

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_asked)
        self.list.chosen.connect(self.chosen)
        self.list.acted.connect(lambda key, _code: self.acted.emit(key, "done", None))
        self.list.opened.connect(lambda key: self.acted.emit(key, "note", None))
        for key, code in _KEYS:
            shortcut = QShortcut(key, self.list, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._act_on_current, code))
        for part in (self.list, self.add):
            shortcut = QShortcut("A", part, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.add_asked)

    def _act_on_current(self, code: str) -> None:
        key = self.list.current_key()
        if key is not None:
            self.acted.emit(key, code, None)

    def _empty_card(self) -> Card:
        text = self.tr("When you plan to be in touch again, it waits here.\nNobody is counted, and nothing turns red.")
        card = Card(padding=16)
        card.body.addWidget(EmptyState("check-circle", self.tr("Nothing waits"), text))
        card.setMinimumHeight(theme_of(self).height(320))
        return card
