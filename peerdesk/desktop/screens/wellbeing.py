"""My wellbeing: a word or a line for oneself. Nothing that is written here has a way to anybody else, and it says so.

Asking a supervisor for a talk is no such way: it says that somebody asks, and takes nothing from this page along.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.wellbeing_model import EntryView, WellbeingView
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import put_ruled
from peerdesk.desktop.screens.page import Page
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import IconButton, LinkButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card, EmptyState
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import Label, SectionTitle, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.domain.wellbeing import LINE_LIMIT

_LEFT = Qt.AlignmentFlag.AlignLeft


class WellbeingScreen(Page):
    """Lays the page out. `keep_asked` carries the code of a word and a line, `erase_asked` an entry."""

    keep_asked = Signal(str, str)
    erase_asked = Signal(object)
    erase_old_asked = Signal()
    anew_asked = Signal()
    older_asked = Signal()
    crisis_asked = Signal()
    talk_asked = Signal()

    def __init__(self, moods: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("My wellbeing"), parent)
        self.body = ScrollBody(gap=14)
        told = self.tr(
            "In no sync, no backup and no report. Nobody else can open it, and on another computer it is empty."
        )
        self.band = Message("private", told, title=self.tr("Only on this computer"))
        self.moods = ChipGrid(moods, exclusive=True, name=self.tr("How is it right now?"))
        self.line = Field(self.tr("A line, if you like"), placeholder=self.tr("What weighs, or what helped"))
        self.line.edit.setMaxLength(LINE_LIMIT)
        self.keep = PrimaryButton(self.tr("Keep it"), icon="lock", keycap="Enter")
        self.crisis = LinkButton(self.tr("Crisis numbers, for you too"), icon="lifebuoy", keycap="F1")
        self.talk = LinkButton(self.tr("Ask my supervisor for a talk"), icon="speech")
        self.talk.setAccessibleDescription(self.tr("Says that you ask, and nothing of this page"))
        self._entries, self._damaged = Slot(), Slot()
        for part in (self.band, self._damaged, self._form(), self._entries):
            self.body.body.addWidget(part)
        self.body.body.addStretch(1)
        self.outer.addWidget(self.body, 1)
        self.keep.clicked.connect(self._keep)
        self.line.edit.returnPressed.connect(self._keep)
        self.moods.changed.connect(self._on_form)
        self.line.changed.connect(self._on_form)
        self.crisis.clicked.connect(self.crisis_asked)
        self.talk.clicked.connect(self.talk_asked)
        self._on_form()

    def show_view(self, view: WellbeingView) -> None:
        """Show what was written."""
        had_focus = self._entries.isAncestorOf(self.focusWidget())
        self._damaged.put(self._damage() if view.is_damaged else None)
        self._entries.put(None if view.is_damaged else self._list(view))
        if had_focus:
            self.enter()

    def clear_form(self) -> None:
        """Empty the form: what stood in it is kept."""
        self.moods.set_codes(())
        self.line.set_text("")
        self.enter()

    def enter(self) -> None:
        """Put the focus where a reader begins."""
        self.moods.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _form(self) -> Card:
        theme = theme_of(self)
        card = Card(padding=20, gap=12)
        card.body.addWidget(SectionTitle(self.tr("How is it right now?")))
        card.body.addWidget(self.moods)
        card.body.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(theme.space(16))
        ways = Flow(theme.space(16))
        ways.put(self.talk, self.crisis)
        row.addWidget(self.keep, 0, _LEFT)
        row.addWidget(ways, 1)
        card.body.addLayout(row)
        return card

    def _list(self, view: WellbeingView) -> QWidget:
        above = 8 if view.entries else 0
        card = Card(padding=20, gap=0, above=above, below=0 if view.more or view.old else above)
        if not view.entries:
            text = self.tr("A word is enough. Nothing here is counted, compared or shown to anybody.")
            card.body.addWidget(EmptyState("heart", self.tr("Nothing written yet"), text))
        put_ruled(card.body, map(self._entry_row, view.entries))
        if view.more:
            older = LinkButton(self.tr("Show older ones"), icon="chevron-down")
            older.clicked.connect(self.older_asked)
            card.body.addWidget(older, 0, _LEFT)
        if view.old:
            card.body.addSpacing(theme_of(self).space(8))
            card.body.addLayout(self._old_row(view.old))
        return card

    def _old_row(self, many: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(self.tr("%n are more than a month old.", "", many), role="meta", tone="muted"))
        erase = LinkButton(self.tr("Delete them"), tone="muted")
        erase.clicked.connect(self.erase_old_asked)
        row.addWidget(erase)
        row.addStretch(1)
        return row

    def _entry_row(self, one: EntryView) -> QHBoxLayout:
        theme = theme_of(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space(8), 0, theme.space(8))
        row.setSpacing(theme.space(12))
        words = QVBoxLayout()
        words.setSpacing(theme.space(2))
        words.addWidget(WrapLabel(one.day, role="meta", tone="muted"))
        if one.word:
            words.addWidget(StrongLabel(one.word))
        if one.line:
            words.addWidget(WrapLabel(one.line))
        erase = IconButton("trash", self.tr("Delete"))
        erase.setAccessibleDescription(", ".join(part for part in (one.day, one.word, one.line) if part))
        erase.clicked.connect(partial(self.erase_asked.emit, one.key))
        row.addLayout(words, 1)
        row.addWidget(erase, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _damage(self) -> Message:
        told = self.tr("Your notes are fine. What you wrote here cannot be read; the file can be put aside, unchanged.")
        title = self.tr("The file of this page does not open")
        message = Message("problem", told, title=title, action=self.tr("Put aside and begin anew"))
        message.acted.connect(self.anew_asked)
        return message

    def _on_form(self) -> None:
        self.keep.setEnabled(bool(self.moods.codes() or self.line.text().strip()))

    def _keep(self) -> None:
        if self.keep.isEnabled():
            self.keep_asked.emit(next(iter(self.moods.codes()), ""), self.line.text())
