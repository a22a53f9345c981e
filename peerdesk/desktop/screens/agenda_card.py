"""The agenda on the page of supervision: in the peer's order, each item with who reads it. A supervisor only ticks."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.agenda_views import AgendaItemView, AgendaView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import Button, IconButton, LinkButton, Look, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel

_LEFT = Qt.AlignmentFlag.AlignLeft


class AgendaCard(Card):
    """Lays the card out. `acted` carries an AgendaItemView and add, take_back, talked, not_yet or change.

    `moved` carries one of them and -1 or 1: by Alt+Up and Alt+Down wherever the focus is in its row, or by its buttons.
    """

    acted = Signal(object, str)
    moved = Signal(object, int)
    add_asked = Signal()
    talk_asked = Signal()
    meeting_asked = Signal()

    def __init__(self, view: AgendaView, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=0, parent=parent)
        self._view = view
        self._rows: list[QWidget] = []
        self.add = OutlinedButton(self.tr("Add a topic"), icon="plus", size="small")
        self.ask = Button(self.tr("Ask to talk"), look=Look.QUIET, icon="speech", size="small")
        self._lay_out()
        self.add.clicked.connect(self.add_asked)
        self.ask.clicked.connect(self.talk_asked)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(keys, self, context=context).activated.connect(partial(self._move_focused, by))

    @property
    def items(self) -> tuple[AgendaItemView, ...]:
        """The items, as they stand there."""
        return self._view.items

    def focused(self) -> object:
        """Return the key of the item whose row has the focus, None where none has."""
        return next((view.key for view, row in self._paired() if row.isAncestorOf(self.focusWidget())), None)

    def enter(self, key: object) -> None:
        """Put the focus on the row of an item, or where a reader begins if it is not there any more."""
        if not self.focus(key) and self.add.isVisibleTo(self):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self, key: object) -> bool:
        """Put the focus on the row of an item; say whether it is there."""
        for view, row in self._paired():
            if view.key == key:
                first = next((one for one in row.findChildren(Button) if one.isEnabled()), None)
                if first is not None:
                    first.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _paired(self) -> Sequence[tuple[AgendaItemView, QWidget]]:
        return tuple(zip(self._view.items, self._rows, strict=True))

    def _move_focused(self, by: int) -> None:
        key = self.focused()
        view = next((one for one in self._view.items if one.key == key), None)
        if view is not None and not self._view.is_supervisor:
            self.moved.emit(view, by)

    def _lay_out(self) -> None:
        self.body.addLayout(self._head())
        if not self._view.is_supervisor:
            self.body.addLayout(self._meeting())
        if not self._view.items:
            self.body.addWidget(self._empty())
        for place, one in enumerate(self._view.items):
            if place:
                self.body.addWidget(Hairline())
            row = QWidget()
            self._rows.append(row)
            self._fill_row(row, one, place)
            self.body.addWidget(row)
        if self._view.facts:
            self.body.addWidget(Hairline())
            self.body.addSpacing(theme_of(self).space(8))
            self.body.addWidget(WrapLabel(self._view.facts, role="meta", tone="muted"))

    def _head(self) -> QHBoxLayout:
        mine, theirs = self.tr("What I want to talk about"), self.tr("What %1 wants to talk about")
        title = theirs.replace("%1", self._view.name) if self._view.is_supervisor else mine
        head = QHBoxLayout()
        head.setSpacing(theme_of(self).space(8))
        head.addWidget(WrapLabel(title, role="section"), 1)
        self.ask.setVisible(self._view.can_ask)
        self.add.setVisible(not self._view.is_supervisor)
        head.addWidget(self.ask)
        head.addWidget(self.add)
        return head

    def _meeting(self) -> QHBoxLayout:
        said = self.tr("Next: %1").replace("%1", self._view.meeting)
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(10))
        row.addWidget(Label(said if self._view.meeting else self.tr("No next meeting is written down"), tone="muted"))
        change = LinkButton(self.tr("Change") if self._view.meeting else self.tr("Write it down"))
        change.setAccessibleDescription(self.tr("When you meet next. Only you see it."))
        change.clicked.connect(self.meeting_asked)
        row.addWidget(change)
        row.addStretch(1)
        return row

    def _empty(self) -> EmptyState:
        if self._view.is_supervisor:
            text = self.tr("You see what they choose to add, in their order.")
            return EmptyState("lines", self.tr("Nothing is on their agenda"), text)
        text = self.tr(
            "A topic is yours until you add it to the agenda. You see exactly what is read before it leaves."
        )
        return EmptyState("lines", self.tr("Nothing to bring yet"), text)

    def _fill_row(self, held: QWidget, one: AgendaItemView, place: int) -> None:
        theme = theme_of(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, theme.space(10), 0, theme.space(10))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addStretch(1)
        words.addWidget(StrongLabel(one.title))
        if one.line:
            words.addWidget(WrapLabel(one.line))
        if one.facts:
            words.addWidget(WrapLabel(one.facts, role="meta", tone="muted"))
        if one.state:
            words.addSpacing(theme.space(4))
            words.addWidget(Badge(one.state, icon=one.icon, tone=one.tone), 0, _LEFT)
        words.addStretch(1)
        acts = Flow(theme.space(6))
        acts.put(*self._buttons(one))
        row.addWidget(ActedLine(words, acts), 1)
        if not self._view.is_supervisor and len(self._view.items) > 1:
            row.addLayout(self._arrows(one, place))

    def _buttons(self, one: AgendaItemView) -> list[Button]:
        found: list[tuple[str, Button]] = []
        if one.can_add:
            words = self.tr("Add the change") if one.adds_change else self.tr("Add to agenda")
            found.append(("add", OutlinedButton(words, icon="share", size="small")))
        if one.is_talked:
            if one.can_take_back or not self._view.is_supervisor:
                found.append(("not_yet", Button(self.tr("Not yet after all"), look=Look.QUIET, size="small")))
        else:
            found.append(("talked", Button(self.tr("We talked about it"), look=Look.QUIET, icon="check", size="small")))
        if not self._view.is_supervisor:
            if one.can_take_back:
                found.append(("take_back", Button(self.tr("Take back"), look=Look.QUIET, size="small", tone="muted")))
            found.append(("change", Button(self.tr("Change"), look=Look.QUIET, size="small", tone="muted")))
        for code, button in found:
            button.setAccessibleDescription(", ".join(filter(None, (one.title, one.line, one.state))))
            button.clicked.connect(partial(self.acted.emit, one, code))
        return [button for _, button in found]

    def _arrows(self, one: AgendaItemView, place: int) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme_of(self).space(2))
        ways = (("chevron-up", self.tr("Up (Alt+Up)"), -1), ("chevron-down", self.tr("Down (Alt+Down)"), 1))
        for icon, name, by in ways:
            arrow = IconButton(icon, name, size=32)
            arrow.setAccessibleDescription(one.title)
            arrow.setEnabled(0 <= place + by < len(self._view.items))
            arrow.clicked.connect(partial(self.moved.emit, one, by))
            box.addWidget(arrow)
        return box
