"""Places that help: found as somebody types, each with its number and the day somebody last looked.

Where there is room a place stands beside the list. Elsewhere one of the two shows: Enter or a click opens a place, Esc
goes back.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.place_views import DirectoryView, PlaceView, TeamNote
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.page import LARGE_TEXT, PAGE_SIDE, Page
from peerdesk.desktop.screens.place_card import PlaceCard
from peerdesk.desktop.screens.place_search import PlaceSearch
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton, LinkButton, OutlinedButton, PrimaryButton
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
        self.take = LinkButton(self.tr("Import a list"), icon="download")
        self.save = LinkButton(self.tr("Save as a list"), tone="muted")
        self.add = OutlinedButton(self.tr("New place"), icon="plus", size="small")
        self._first_take = PrimaryButton(self.tr("Import a list"), icon="download")
        self._first_add = OutlinedButton(self.tr("New place"), icon="plus")
        self._none = EmptyState("search", self.tr("Nothing found"), self.tr("Try fewer letters, or another word."))
        self._empty = self._empty_card()
        self._team = Slot()
        self._back = IconButton("chevron-left", self.tr("Back to the list"))
        self._narrow = False
        self._reading = False
        self._tells = False
        self._lay_out()
        self._connect()
        self.card.show_place(None)

    def show_directory(self, view: DirectoryView) -> None:
        """Show the list as it is searched now."""
        self.name_page(self.tr("Places that help"), view.subtitle)
        is_empty = not view.total
        had_focus = self._empty.isAncestorOf(self.focusWidget())
        self._panes.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self.list.set_rows(view.rows)
        self.list.setVisible(bool(view.rows))
        self._none.setVisible(not view.rows)
        if not view.rows:
            self.card.show_place(None)
        self._show_pane(reading=self._reading and bool(view.rows))
        if view.rows and self.list.current_key() is None:
            self.list.choose_first()
        if had_focus and not is_empty:
            self.enter()

    def show_team(self, note: TeamNote | None) -> None:
        """Show what there is to say of the team's list."""
        message = Message(note.kind, note.text, action=note.action) if note is not None else None
        if message is not None:
            message.acted.connect(self.team_asked)
        self._team.put(message)
        self._tells = message is not None

    def show_place(self, view: PlaceView | None) -> None:
        """Show the chosen place."""
        self.card.show_place(None if self.list.isHidden() else view)
        self._show_pane(reading=self._reading)

    def enter(self) -> None:
        """Put the focus where somebody begins: in the search, or on the first step."""
        self._show_pane(reading=False)
        (self._first_take if self._empty.isVisibleTo(self) else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        narrow = self.width() < theme.height(_NARROW) or theme.scale > LARGE_TEXT
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_pane(reading=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list by Esc, where a place stands in its room."""
        if event.key() == Qt.Key.Key_Escape and self._reading:
            self._leave_place()
            return
        super().keyPressEvent(event)

    def _show_pane(self, *, reading: bool) -> None:
        self._reading = reading and self._narrow
        is_empty = not self._empty.isHidden()
        for part in (self._filters, self._tables, self.add):
            part.setVisible(not is_empty and not self._reading)
        self._team.setVisible(self._tells and not self._reading)
        self._listed.setVisible(not self._reading)
        self.card.setVisible(self.card.has_place and (self._reading or not self._narrow))
        self._back.setVisible(self._reading)
        self._place_subtitle()

    def _read_place(self) -> None:
        if self._narrow and self.list.current_key() is not None:
            self._show_pane(reading=True)

    def _open_place(self) -> None:
        self._read_place()
        self.card.enter()

    def _leave_place(self) -> None:
        self._show_pane(reading=False)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.went_down.connect(self._enter_list)
        self.kind.picked.connect(self.kind_chosen)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _key: self._open_place())
        self.list.clicked.connect(lambda _index: self._read_place())
        self._back.clicked.connect(self._leave_place)
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
        self.lead_with(self._back)
        self.right.addWidget(self.add)
        self._filters = QWidget()
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(theme.space(10))
        filters.addWidget(self.search, 1)
        filters.addWidget(self.kind)
        self._lay_panes_out()
        self._tables = Flow(theme.space(20))
        self._tables.put(self.take, self.save)
        for part, share in ((self._team, 0), (self._filters, 0), (self._panes, 1), (self._tables, 0), (self._empty, 1)):
            holder.addWidget(part, share)
        self.outer.addLayout(holder, 1)

    def _lay_panes_out(self) -> None:
        theme = theme_of(self)
        self._listed = Card(padding=0, gap=0)
        self._listed.body.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        self._listed.body.addWidget(self.list, 1)
        self._listed.body.addWidget(self._none, 1)
        self._panes = QWidget()
        beside = QHBoxLayout(self._panes)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.space(16))
        beside.addWidget(self._listed, 3)
        beside.addWidget(self.card, 2)
