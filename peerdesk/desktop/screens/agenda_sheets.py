"""The sheets of the agenda: a topic, exactly what a supervisor would read, and when the two meet next."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.agenda_views import AgendaView, EntryView
from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.domain.agenda import LINE_LIMIT, WHEN_LIMIT, AgendaDraft


class DecisionSheet(FormSheet):
    """A sheet with one decision at its end: `decide` is its button, and Ctrl+Enter is the same as pressing it."""

    def __init__(self, window: QWidget, words: str, *, width: int = 520) -> None:
        super().__init__(window, "", width=width)
        self.decide = PrimaryButton(words, keycap="Ctrl+Enter")
        self.cancel = self.end_with(self.decide)
        self.keep_by_keys(self.decide.click)


class TopicSheet(DecisionSheet):
    """A topic and a line. Stays open until what stands in it was kept. `keep_asked` carries an AgendaDraft.

    With `can_change` off only `remove_asked` is left: what asks for a talk, or names a guide, says nothing else.
    """

    keep_asked = Signal(object)
    remove_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        topics: Sequence[tuple[str, str]],
        draft: AgendaDraft | None = None,
        *,
        can_change: bool = True,
    ) -> None:
        super().__init__(window, "", width=600)
        self.set_title(self.tr("What do you want to talk about?"))
        self.decide.setText(self.tr("Save"))
        choices = [Choice(code=code, label=label) for code, label in topics]
        self.topics = ChipGrid(choices, exclusive=True, name=self.tr("Topic"))
        self.line = Field(self.tr("A line, if you like"), placeholder=self.tr("Leave the people you support out of it"))
        self.line.edit.setMaxLength(LINE_LIMIT)
        if draft is not None:
            self.topics.set_codes((draft.topic,))
            self.line.set_text(draft.line)
        told = self.tr("It is yours, and nobody else reads it, until you press “Add to agenda”.")
        for part in (self.topics, self.line, self.problem, WrapLabel(told, role="meta", tone="muted")):
            self.body.addWidget(part)
        for asked in (self.topics, self.line, self.decide):
            asked.setVisible(can_change)
        if draft is not None:
            remove = LinkButton(self.tr("Take off the list"), tone="muted")
            remove.clicked.connect(self.remove_asked)
            self.buttons.insertWidget(0, remove)
        self.decide.clicked.connect(lambda: self.keep_asked.emit(self.draft))

    @property
    def draft(self) -> AgendaDraft:
        """What stands in the form."""
        return AgendaDraft(topic=next(iter(self.topics.codes()), ""), line=self.line.text())


class EntrySheet(DecisionSheet):
    """Exactly what a supervisor would read. Accepting lets it leave."""

    def __init__(self, window: QWidget, view: EntryView) -> None:
        super().__init__(window, "")
        self.view = view
        self.set_title(self.tr("%1 will read exactly this").replace("%1", view.name))
        self.decide.setText(self.tr("Ask to talk") if view.key is None else self.tr("Add to agenda"))
        card = Card(padding=18, gap=4, radius=10, edge="line")
        card.body.addLayout(fact_grid(view.lines))
        self.body.addWidget(card)
        self.body.addWidget(self.problem)
        nothing = self.tr("No reason goes along, and nothing of My wellbeing.")
        last = self.tr("You can take it back. What %1 has already read cannot be unread.").replace("%1", view.name)
        for text in (*((nothing,) if view.key is None else ()), last):
            self.body.addWidget(WrapLabel(text, role="meta", tone="muted"))
        self.decide.clicked.connect(self.accept)
        self.decide.setFocus(Qt.FocusReason.ShortcutFocusReason)


class MeetingSheet(DecisionSheet):
    """When the two meet next, for the peer alone. `keep_asked` carries a day (YYYY-MM-DD or "") and words."""

    keep_asked = Signal(str, str)

    def __init__(self, window: QWidget, words: Words, today: date, view: AgendaView) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("When you meet next"))
        self.decide.setText(self.tr("Save"))
        self.has_day = CheckChip(self.tr("On a day"))
        self.has_day.setChecked(bool(view.meets_on))
        self.day = DayEdit(self.tr("The day you meet next"), words.locale, qt_day(today))
        if view.meets_on:
            self.day.setDate(QDate.fromString(view.meets_on, Qt.DateFormat.ISODate))
        self.day.setEnabled(bool(view.meets_on))
        self.has_day.toggled.connect(self.day.setEnabled)
        self.words = Field(self.tr("In your words"), placeholder=self.tr("At ten, the quiet room"))
        self.words.edit.setMaxLength(WHEN_LIMIT)
        self.words.set_text(view.meets)
        told = self.tr("Only you see it.")
        for part in (self.has_day, self.day, self.words, self.problem, WrapLabel(told, role="meta", tone="muted")):
            self.body.addWidget(part)
        self.decide.clicked.connect(self._keep)

    def _keep(self) -> None:
        day = self.day.date()
        on = date(day.year(), day.month(), day.day()).isoformat() if self.has_day.isChecked() else ""
        self.keep_asked.emit(on, self.words.text())
