"""Supervision: the hours of this month, and the sessions with one person. Both of the two see the same."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.supervision_views import SessionView, SupervisionView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.badges import Badge
from peerdesk.desktop.widgets.buttons import Button, LinkButton, Look, OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState, Hairline
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.labels import HeroLabel, Label, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody

_LEFT = Qt.AlignmentFlag.AlignLeft
_AIR = 10


class SupervisionScreen(Page):
    """Lays the page out. `picked` carries the code of a person, the others a SessionView or nothing."""

    picked = Signal(str)
    log_asked = Signal()
    save_asked = Signal()
    sign_asked = Signal(object)
    change_asked = Signal(object)
    take_back_asked = Signal(object)
    older_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Supervision"), parent)
        self.log = PrimaryButton(self.tr("Log a session"), icon="plus")
        self.right.addWidget(self.log)
        theme = theme_of(self)
        self.body = ScrollBody(gap=14)
        self._with = QWidget()
        row = QHBoxLayout(self._with)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(10))
        caption = Label(self.tr("With"), role="medium")
        self.people = Picker(self.tr("With"))
        caption.setBuddy(self.people)
        row.addWidget(caption)
        row.addWidget(self.people)
        row.addStretch(1)
        self._hours, self._sessions = Slot(), Slot()
        for part in (self._with, self._hours, self._sessions):
            self.body.body.addWidget(part)
        self.body.body.addStretch(1)
        self.outer.addWidget(self.body, 1)
        self.people.picked.connect(self.picked)
        self.log.clicked.connect(self.log_asked)

    def show_view(self, view: SupervisionView) -> None:
        """Show the log with one person, or that there is nobody yet."""
        # Filled anew, the page would lose the focus of whoever has just pressed something on it.
        had_focus = self._sessions.isAncestorOf(self.focusWidget())
        self.people.set_options(view.people)
        self.people.set_code(view.person)
        self._with.setVisible(len(view.people) > 1)
        self.subtitle.setText(self.tr("with %1").replace("%1", view.name) if len(view.people) == 1 else "")
        self.log.setVisible(view.can_log)
        self._hours.put(self._hours_card(view) if view.sessions else None)
        self._sessions.put(self._list(view))
        if had_focus:
            self.enter()

    def put_above(self, card: QWidget) -> None:
        """Put a card of others above the hours and the sessions."""
        self.body.body.insertWidget(1, card)

    def put_below(self, *cards: QWidget) -> None:
        """Put cards of others below the sessions."""
        for card in cards:
            self.body.body.insertWidget(self.body.body.count() - 1, card)

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        first = self.log if self.log.isVisibleTo(self) else self.people
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hours_card(self, view: SupervisionView) -> Card:
        theme = theme_of(self)
        card = Card(padding=20, gap=4)
        figure = QHBoxLayout()
        figure.setSpacing(theme.space(12))
        figure.addWidget(HeroLabel(view.hours), 1)
        if view.has_signed:
            save = OutlinedButton(self.tr("Save as CSV"), icon="download", size="small")
            save.setAccessibleDescription(self.tr("Days and minutes of what both have signed, and nothing else"))
            save.clicked.connect(self.save_asked)
            figure.addWidget(save)
        card.body.addWidget(SectionTitle(view.month))
        card.body.addLayout(figure)
        card.body.addWidget(WrapLabel(view.signed, tone="muted"))
        if view.quiet:
            card.body.addWidget(WrapLabel(view.quiet, tone="muted"))
        if view.earlier:
            card.body.addWidget(WrapLabel(view.earlier, role="meta", tone="muted"))
        return card

    def _list(self, view: SupervisionView) -> QWidget:
        over = self.tr("Supervision with %1 is over. What was logged stays for both of you.").replace("%1", view.name)
        told = [text for text in (view.gone, over if view.people and not view.can_log else "") if text]
        above = _AIR if view.sessions else 0
        card = Card(padding=20, gap=0, above=above, below=0 if view.older or told else above)
        if not view.people:
            text = self.tr("Once your officer has named who supervises whom, sessions are logged here.")
            card.body.addWidget(EmptyState("team", self.tr("Nobody to log with yet"), text))
        elif not view.sessions:
            text = self.tr("One of you writes a session down, the other signs it. Both see the same list.")
            card.body.addWidget(EmptyState("team", self.tr("No session is logged yet"), text))
        put_ruled(card.body, map(self._session_row, view.sessions))
        if view.older:
            older = LinkButton(self.tr("Show older sessions"), icon="chevron-down")
            older.clicked.connect(self.older_asked)
            card.body.addWidget(older, 0, _LEFT)
        for text in told:
            card.body.addWidget(Hairline())
            card.body.addSpacing(theme_of(self).space(_AIR))
            card.body.addWidget(WrapLabel(text, tone="muted"))
        return card

    def _session_row(self, one: SessionView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(_AIR), 0, theme.space(_AIR))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addWidget(StrongLabel(one.title))
        words.addWidget(WrapLabel(one.facts, role="meta", tone="muted"))
        if one.next_steps:
            words.addWidget(WrapLabel(self.tr("Agreed: %1").replace("%1", one.next_steps)))
        if one.talked:
            said = self.tr("From the agenda: %1").replace("%1", one.talked)
            words.addWidget(WrapLabel(said, role="meta", tone="muted"))
        words.addSpacing(theme.space(4))
        words.addWidget(Badge(one.state, icon=one.icon, tone=one.tone), 0, _LEFT)
        row.addLayout(words, 1)
        acts = Flow(theme.space(6))
        acts.put(*self._buttons(one))
        row.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _buttons(self, one: SessionView) -> list[Button]:
        found: list[Button] = []
        if one.can_sign:
            found.append(OutlinedButton(self.tr("Read and sign"), icon="pencil", size="small"))
            found[-1].clicked.connect(partial(self.sign_asked.emit, one))
        if one.can_change:
            found.append(Button(self.tr("Change"), look=Look.QUIET, size="small"))
            found[-1].clicked.connect(partial(self.change_asked.emit, one))
        if one.can_take_back:
            found.append(Button(self.tr("Take away"), look=Look.QUIET, size="small", tone="muted"))
            found[-1].clicked.connect(partial(self.take_back_asked.emit, one))
        for button in found:
            button.setAccessibleDescription(f"{one.title}, {one.facts}, {one.state}")
        return found
