"""Places that help: found as somebody types, each with its number and the day somebody last looked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.place_views import DirectoryView, PlaceView, TeamNote
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.page import LARGE_TEXT, PAGE_SIDE, Page
from peerdesk.desktop.screens.place_card import PlaceCard
from peerdesk.desktop.screens.place_search import PlaceSearch
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import Button, Look, OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.section_list import SectionList

_NARROW = 640


class LibraryScreen(Page):
    """Lays the page out. `chosen` carries the key of a place; `card` is the one place beside the list."""

    searched = Signal(str)
    kind_chosen = Signal(str)
    chosen = Signal(object)
    add_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    team_asked = Signal()

    def __init__(self, kinds: Sequence[tuple[str, str]], *, introduces: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Places that help"), parent)
        self.search = PlaceSearch(self.tr("Find a place"), keycap="/")
        self.kind = Picker(self.tr("Kind of place"))
        self.kind.set_options([("", self.tr("Every kind")), *kinds])
        self.kind.set_code("")
        self.list = SectionList(self.tr("Places that help"))
        self.card = PlaceCard(introduces=introduces)
        self.take = Button(self.tr("Import a list"), look=Look.QUIET, icon="download", size="small")
        self.save = Button(self.tr("Save as a list"), look=Look.QUIET, size="small", tone="muted")
        self.add = OutlinedButton(self.tr("New place"), icon="plus", size="small")
        self._first_take = PrimaryButton(self.tr("Import a list"), icon="download")
        self._first_add = OutlinedButton(self.tr("New place"), icon="plus")
        self._none = EmptyState("search", self.tr("Nothing found"), self.tr("Try fewer letters, or another word."))
        self._empty = self._empty_card()
        self._team = Slot()
        self._lay_out()
        self._connect()
        self.card.show_place(None)

    def show_directory(self, view: DirectoryView) -> None:
        """Show the list as it is searched now."""
        self.name_page(self.tr("Places that help"), view.subtitle)
        is_empty = not view.total
        had_focus = self._empty.isAncestorOf(self.focusWidget())
        for part in (self._panes, self._filters, self._tables, self.add):
            part.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self.list.set_rows(view.rows)
        self.list.setVisible(bool(view.rows))
        self._none.setVisible(not view.rows)
        if not view.rows:
            self.card.show_place(None)
        elif self.list.current_key() is None:
            self.list.choose_first()
        if had_focus and not is_empty:
            self.enter()

    def show_team(self, note: TeamNote | None) -> None:
        """Show what there is to say of the team's list."""
        message = Message(note.kind, note.text, action=note.action) if note is not None else None
        if message is not None:
            message.acted.connect(self.team_asked)
        self._team.put(message)

    def show_place(self, view: PlaceView | None) -> None:
        """Show the chosen place."""
        self.card.show_place(view if self.list.isVisibleTo(self) else None)

    def enter(self) -> None:
        """Put the focus where somebody begins: in the search, or on the first step."""
        (self._first_take if self._empty.isVisibleTo(self) else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        stacks = self.width() < theme.height(_NARROW) or theme.scale > LARGE_TEXT
        way = QBoxLayout.Direction.TopToBottom if stacks else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(way)
        for place in (0, 1):
            self._beside.setStretch(place, 1 if stacks else 3 - place)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.went_down.connect(self._enter_list)
        self.kind.picked.connect(self.kind_chosen)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _key: self.card.enter())
        for button in (self.add, self._first_add):
            button.clicked.connect(self.add_asked)
        for take in (self.take, self._first_take):
            take.clicked.connect(self.import_asked)
        self.save.clicked.connect(self.export_asked)
        shortcut = QShortcut("/", self.list, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _enter_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _empty_card(self) -> Card:
        text = self.tr(
            "Shelters, clinics, meals, groups: on this computer, also without a network.\n"
            "Your team may have a list: save it as CSV in a spreadsheet, then import it here."
        )
        card = Card(padding=16)
        buttons = (self._first_take, self._first_add)
        card.body.addWidget(EmptyState("pin", self.tr("No places yet"), text, buttons=buttons))
        return card

    def _lay_out(self) -> None:
        theme = theme_of(self)
        side = theme.space(PAGE_SIDE)
        holder = QVBoxLayout()
        holder.setContentsMargins(side, 0, side, theme.space(24))
        holder.setSpacing(theme.space(14))
        self.right.addWidget(self.add)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(theme.space(10))
        filters.addWidget(self.search, 1)
        filters.addWidget(self.kind)
        listed = Card(padding=0, gap=0)
        listed.body.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        listed.body.addWidget(self.list, 1)
        listed.body.addWidget(self._none, 1)
        self._panes = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._panes)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme.space(16))
        self._beside.addWidget(listed, 3)
        self._beside.addWidget(self.card, 2)
        self._tables = Flow(theme.space(8))
        self._tables.put(self.take, self.save)
        for part, share in ((self._team, 0), (self._filters, 0), (self._panes, 1), (self._tables, 0), (self._empty, 1)):
            holder.addWidget(part, share)
        self.outer.addLayout(holder, 1)
