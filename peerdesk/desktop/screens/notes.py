"""Notes: the list, the filters, search as you type, and the chosen note beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.rows import Row
from peerdesk.desktop.screens.note_body import NoteBody
from peerdesk.desktop.screens.note_filters import NoteFilters
from peerdesk.desktop.screens.page import PAGE_SIDE, Page
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline
from peerdesk.desktop.widgets.labels import ElidedLabel, SectionTitle
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.section_list import SectionList

_LIST = 452
_NARROW = 860


class NotesScreen(Page):
    """Lays out the list and the preview. Signals carry the key of a note; `filtered` the codes of the filters."""

    new_asked = Signal()
    chosen = Signal(object)
    opened = Signal(object)
    edit_asked = Signal(object)
    delete_asked = Signal(object)
    filtered = Signal(object)
    end_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Notes"), parent)
        self.list = SectionList(self.tr("Notes"))
        self.filters = NoteFilters(self)
        self._preview = _Preview()
        self._list_card = Card(padding=0, gap=0)
        self._empty = self._empty_card()
        told = self.tr("Try fewer letters or another word, or take off a filter.")
        self._no_match = EmptyState("search", self.tr("Nothing found"), told)
        self._lay_out()
        self._connect()

    def show_rows(self, rows: Sequence[Row], subtitle: str, *, filtered: bool) -> None:
        """Show rows. `filtered` says that a search or a filter is on, so an empty list is no beginning."""
        self.name_page(self.tr("Notes"), subtitle)
        empty = not rows and not filtered
        moves_on = self._new.hasFocus() and not empty
        self._empty.setVisible(empty)
        self.filters.setVisible(not empty)
        self._panes.setVisible(not empty)
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._no_match.setVisible(not rows)
        if rows and self.list.current_key() is None:
            self.list.choose_first()
        if not rows:
            self._preview.show_note(None)
        if moves_on:
            self.enter()

    @property
    def is_empty(self) -> bool:
        """Say whether the page's own filled button shows."""
        return not self._empty.isHidden()

    def show_note(self, view: NoteView | None) -> None:
        """Show the chosen note beside the list."""
        self._preview.show_note(view)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        (self._new if self.is_empty else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_list(self) -> None:
        """Go from the search field to the results, as for a key."""
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def other_pane(self) -> None:
        """Go from the list to the preview, or back."""
        if self.list.hasFocus() and self._preview.isVisible():
            self._preview.open.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.enter_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = theme_of(self)
        narrow = self.width() < theme.height(_NARROW)
        self._preview.setVisible(not narrow)
        self._list_card.setMaximumWidth(16777215 if narrow else theme.height(_LIST))

    def _connect(self) -> None:
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(lambda at: self.end_reached.emit() if at >= bar.maximum() - 400 else None)
        self.filters.changed.connect(self.filtered)
        for button, signal in (
            (self._preview.open, self.opened),
            (self._preview.edit, self.edit_asked),
            (self._preview.delete, self.delete_asked),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: self._send(signal, self._preview.key))
        for key, signal in (("Delete", self.delete_asked), ("Ctrl+E", self.edit_asked)):
            shortcut = QShortcut(key, self.list, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda signal=signal: self._send(signal, self.list.current_key()))

    def _send(self, signal: SignalInstance, key: object) -> None:
        if key is not None:
            signal.emit(key)

    def _empty_card(self) -> Card:
        self._new = PrimaryButton(self.tr("New note"), icon="plus", keycap="Ctrl+N")
        self._new.clicked.connect(self.new_asked)
        text = self.tr(
            "A note takes about 20 seconds and needs no name.\nNothing is shared unless you choose to share it."
        )
        card = Card(padding=16)
        card.body.addWidget(EmptyState("note", self.tr("No notes yet"), text, buttons=(self._new,)))
        return card

    def _lay_out(self) -> None:
        theme = theme_of(self)
        side = theme.space(PAGE_SIDE)
        holder = QVBoxLayout()
        holder.setContentsMargins(side, 0, side, theme.space(24))
        holder.setSpacing(theme.space(14))
        self._list_card.body.setContentsMargins(0, theme.space(6), 0, theme.space(6))
        self._list_card.body.addWidget(self.list, 1)
        self._list_card.body.addWidget(self._no_match, 1)
        self._panes = QWidget()
        panes = QHBoxLayout(self._panes)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(theme.space(16))
        panes.addWidget(self._list_card, 1)
        panes.addWidget(self._preview, 1)
        holder.addWidget(self.filters)
        holder.addWidget(self._panes, 1)
        holder.addWidget(self._empty, 1)
        self.outer.addLayout(holder, 1)


class _Preview(Card):
    """The chosen note, short, with what can be done with it."""

    _view: NoteView | None = None

    def __init__(self) -> None:
        super().__init__(padding=0, gap=0)
        theme = theme_of(self)
        self._title = SectionTitle()
        self._state = Badge()
        self._sub = ElidedLabel(role="meta", tone="muted")
        self.open = OutlinedButton(self.tr("Open"), keycap=self.tr("Enter"))
        self.edit = LinkButton(self.tr("Edit"), icon="pencil", keycap="Ctrl+E")
        self.delete = QuietButton(self.tr("Delete"), tone="muted")
        self._body = ScrollBody(margins=(22, 0, 22, 12), gap=0)
        self._shown: QWidget = QWidget()
        self._all = QWidget()
        self._body.body.addWidget(self._shown)
        self._body.body.addStretch(1)
        outer = QVBoxLayout(self._all)
        outer.setContentsMargins(0, theme.space(18), 0, theme.space(14))
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._state)
        top = QVBoxLayout()
        top.setContentsMargins(theme.space(22), 0, theme.space(22), theme.space(18))
        top.setSpacing(theme.space(5))
        top.addLayout(head)
        top.addWidget(self._sub)
        outer.addLayout(top)
        outer.addWidget(self._body, 1)
        outer.addLayout(self._foot())
        self.body.addWidget(self._all)
        self._all.hide()

    @property
    def key(self) -> object:
        """Which note is shown: a moment behind the list, so what is pressed beside a note is about that one."""
        return self._view.key if self._view is not None else None

    def show_note(self, view: NoteView | None) -> None:
        """Show a note, or nothing. One that stands here already keeps its place, and what is selected in it."""
        self._all.setVisible(view is not None)
        if view is None or view == self._view:
            return
        self._view = view
        self._title.setText(view.title)
        self._sub.setText(view.subtitle)
        self._state.show_state(view.state.text, icon=view.state.icon, tone=view.state.tone)
        fresh = NoteBody(view, full=False, private=self.tr("Only you"))
        self._body.body.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh

    def _foot(self) -> QVBoxLayout:
        theme = theme_of(self)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.space(22), 0, theme.space(22), 0)
        foot.setSpacing(theme.space(12))
        foot.addWidget(Hairline())
        row = QHBoxLayout()
        row.setSpacing(theme.space(18))
        row.addWidget(self.open)
        row.addWidget(self.edit)
        row.addStretch(1)
        row.addWidget(self.delete)
        foot.addLayout(row)
        return foot
