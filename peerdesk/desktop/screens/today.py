"""Today: what is due, what was written, and the jots that wait to be finished."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.handover_views import HandoversView
from peerdesk.desktop.models.team_text_views import NewsView
from peerdesk.desktop.models.version_views import NeedView
from peerdesk.desktop.models.views import JotView, TodayView
from peerdesk.desktop.screens.handover_card import HandoverCard
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.needs_card import NeedsCard
from peerdesk.desktop.screens.page import Columns, Page
from peerdesk.desktop.screens.shift_bar import ShiftBar
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.team_news import TeamNews
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline, Icon
from peerdesk.desktop.widgets.labels import Label, MutedLabel, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.section_list import SectionList

_MOST_NEEDS = 2


class TodayScreen(Page):
    """Lays out Today. Signals carry the key of a note, of a follow-up or of a jot."""

    new_asked = Signal()
    note_opened = Signal(object)
    follow_up_acted = Signal(object, str)
    jot_opened = Signal(object)
    jot_dropped = Signal(object)
    need_acted = Signal(object, str)
    needs_asked = Signal()
    handover_acted = Signal(object, str)
    hand_over_asked = Signal()
    team_news_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Today"), parent)
        self._body = ScrollBody()
        self._columns = Columns(side=304, gap=24)
        self._body.body.addWidget(self._columns, 1)
        self.outer.addWidget(self._body, 1)
        self._due = SectionList(self.tr("Follow-ups due"))
        self._notes = SectionList(self.tr("Earlier today"))
        for part in (self._due, self._notes):
            part.show_whole()
        self._due_card = _list_card(SectionTitle(self.tr("Follow-ups due")), None, self._due)
        self._count = MutedLabel(tabular=True)
        self._notes_card = _list_card(SectionTitle(self.tr("Earlier today")), self._count, self._notes)
        self.shift = ShiftBar()
        self._empty = self._empty_card()
        self._side = QWidget()
        self._waits = Slot()
        self._peers, self._news = Slot(), Slot()
        self._counted = MutedLabel()
        self._counted.hide()
        above = (self._waits, self._news, self.shift)
        for widget in (*above, self._due_card, self._peers, self._notes_card, self._counted):
            self._columns.main.addWidget(widget)
        self._columns.main.addWidget(self._empty, 1)
        self._columns.main.addStretch(0)
        self._columns.side.addWidget(self._side)
        self.out_of_role = LinkButton(self.tr("Asked outside my role"), icon="hand", tone="muted")
        self._columns.side.addWidget(self.out_of_role, 0, Qt.AlignmentFlag.AlignLeft)
        self._columns.side.addStretch(1)
        self._connect()

    def show_view(self, view: TodayView) -> None:
        """Show the day."""
        empty = not view.due and not view.notes
        moves_on = self._new.hasFocus() and not empty
        self.name_page(self.tr("Today"), view.day)
        self.shift.show_place(view.place, night=view.night)
        self._due.set_rows(view.due)
        self._notes.set_rows(view.notes)
        self._count.setText(self.tr("%n notes", "", view.note_count))
        self._due_card.setVisible(bool(view.due))
        self._notes_card.setVisible(bool(view.notes))
        self._empty.setVisible(empty)
        last = self._columns.main.count() - 1
        self._columns.main.setStretch(last, 0 if empty else 1)
        self._show_side(view.jots)
        if moves_on:
            self.enter()

    def show_needs(self, needs: tuple[NeedView, ...]) -> None:
        """Show what waits for a decision, above the day. What is only good to know has its place on Sync and trust."""
        waiting = tuple(one for one in needs if not one.calm)
        card = NeedsCard(waiting, most=_MOST_NEEDS) if waiting else None
        if card is not None:
            card.acted.connect(self.need_acted)
            card.all_asked.connect(self.needs_asked)
        self._waits.put(card)

    def show_handovers(self, view: HandoversView) -> None:
        """Show what is between this peer and others, below what is due."""
        card = None if view.is_empty else HandoverCard(view)
        if card is not None:
            card.acted.connect(self.handover_acted)
            card.hand_over_asked.connect(self.hand_over_asked)
        self._peers.put(card)

    def show_team_news(self, news: tuple[NewsView, ...]) -> None:
        """Show what a supervisor gives that was not looked at, above the day."""
        told = TeamNews(news) if news else None
        if told is not None:
            told.read_asked.connect(self.team_news_asked)
        self._news.put(told)

    def show_counted(self, many: int) -> None:
        """Show how many were only counted this week, where there are any."""
        self._counted.setText(self.tr("Only counted this week: %n", "", many))
        self._counted.setVisible(bool(many))

    @property
    def is_empty(self) -> bool:
        """Say whether the page's own filled button shows, so that the rail's is not filled as well."""
        return not self._empty.isHidden()

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        target = self._due if not self._due_card.isHidden() else self._notes
        if self.is_empty:
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._body.verticalScrollBar().setValue(0)

    def _connect(self) -> None:
        self._notes.opened.connect(self.note_opened)
        self._notes.clicked.connect(lambda _index: self.note_opened.emit(self._notes.current_key()))
        self._due.acted.connect(self.follow_up_acted)
        self._due.opened.connect(lambda key: self.follow_up_acted.emit(key, "open"))
        for key, code in (("Space", "done"), ("S", "later")):
            shortcut = QShortcut(key, self._due, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._act_on_current, code))

    def _act_on_current(self, code: str) -> None:
        key = self._due.current_key()
        if key is not None:
            self.follow_up_acted.emit(key, code)

    def _empty_card(self) -> Card:
        self._new = PrimaryButton(self.tr("New note"), icon="plus", keycap="Ctrl+N")
        self._new.clicked.connect(self.new_asked)
        text = self.tr(
            "Your notes from today will show here.\n"
            "A note takes about 20 seconds. Only you can read it, unless you choose to share."
        )
        card = Card(padding=16)
        card.body.addWidget(EmptyState("today", self.tr("Nothing due today"), text, buttons=(self._new,)))
        card.setMinimumHeight(theme_of(self).height(320))
        return card

    def _show_side(self, jots: tuple[JotView, ...]) -> None:
        fresh = self._jots_card(jots) if jots else self._good_to_know()
        self._columns.side.replaceWidget(self._side, fresh)
        self._side.hide()
        self._side.deleteLater()
        self._side = fresh

    def _jots_card(self, jots: tuple[JotView, ...]) -> Card:
        theme = theme_of(self)
        card = Card(padding=16, gap=0)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(self.tr("Jots to finish")))
        head.addStretch(1)
        head.addWidget(Label(str(len(jots)), role="meta", tone="muted", tabular=True))
        card.body.addLayout(head)
        for place, jot in enumerate(jots):
            card.body.addSpacing(theme.space(12 if place else 8))
            if place:
                card.body.addWidget(Hairline())
                card.body.addSpacing(theme.space(12))
            card.body.addLayout(self._jot(jot))
        return card

    def _jot(self, jot: JotView) -> QVBoxLayout:
        theme = theme_of(self)
        box = QVBoxLayout()
        box.setSpacing(theme.space(1))
        box.addWidget(WrapLabel(jot.title, role="medium"))
        box.addWidget(MutedLabel(jot.saved, tabular=True))
        go, drop = OutlinedButton(self.tr("Continue"), size="small"), QuietButton(self.tr("Discard"), tone="muted")
        go.setAccessibleDescription(jot.title)
        drop.setAccessibleDescription(jot.title)
        go.clicked.connect(lambda: self.jot_opened.emit(jot.key))
        drop.clicked.connect(lambda: self.jot_dropped.emit(jot.key))
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(6), 0, 0)
        row.setSpacing(theme.space(4))
        row.addWidget(go)
        row.addWidget(drop)
        row.addStretch(1)
        box.addLayout(row)
        return box

    def _good_to_know(self) -> Card:
        card = Card(padding=16, gap=10)
        card.body.addWidget(StrongLabel(self.tr("Good to know")))
        for name, text in (
            ("cloud-off", self.tr("PeerDesk works without the network. Everything is saved on this computer first.")),
            ("lock", self.tr("Ctrl+L locks at once. F12 blanks the screen.")),
        ):
            card.body.addLayout(icon_line(name, text))
        return card


def icon_line(name: str, text: str, tone: str = "muted") -> QHBoxLayout:
    """Return a line of small text behind an icon, which stays beside the first line where the text wraps."""
    return signed_line(Icon(name, size=16, tone=tone), WrapLabel(text, role="meta", tone="muted"), gap=10)


def _list_card(title: SectionTitle, beside: Label | None, rows: SectionList) -> Card:
    theme = theme_of(rows)
    card = Card(padding=0, gap=0)
    head = QHBoxLayout()
    head.setContentsMargins(theme.space(16), theme.space(14), theme.space(16), theme.space(6))
    head.setSpacing(theme.space(10))
    head.addWidget(title)
    if beside is not None:
        head.addWidget(beside)
    head.addStretch(1)
    card.body.addLayout(head)
    card.body.addWidget(rows)
    card.body.addSpacing(theme.space(6))
    return card
