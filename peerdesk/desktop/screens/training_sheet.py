"""The form of a training: what it was called, how long it was, the day; and who gave it and what about, if wanted."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.domain.role_vocabulary import TrainingTopic
from peerdesk.domain.training import GIVEN_BY_LIMIT, TITLE_LIMIT, TrainingDraft


class TrainingSheet(FormSheet):
    """Stays open until what stands in it was kept. `keep_asked` carries the draft, `delete_asked` nothing."""

    keep_asked = Signal(object)
    delete_asked = Signal()

    def __init__(self, window: QWidget, words: Words, today: date, draft: TrainingDraft | None = None) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("A training"))
        self.name = Field(self.tr("What it was called"))
        self.name.edit.setMaxLength(TITLE_LIMIT)
        self.hours = Field(self.tr("How many hours"), help_text=self.tr("In quarters, such as 1.5 or 0.75."))
        self.day = DayEdit(self.tr("The day of the training"), words.locale, qt_day(today))
        self.given_by = Field(self.tr("Who gave it, if you like"))
        self.given_by.edit.setMaxLength(GIVEN_BY_LIMIT)
        self.topic = Pills([(one.value, words.of(one)) for one in TrainingTopic], self.tr("What it was about"))
        if draft is not None:
            self._fill(draft)
        self._lay_out_form(is_new=draft is None)

    @property
    def draft(self) -> TrainingDraft:
        """What stands in the form."""
        return TrainingDraft(
            title=self.name.text(),
            hours=self.hours.text(),
            on=self.day.date().toString(Qt.DateFormat.ISODate),
            given_by=self.given_by.text(),
            topic=self.topic.code(),
        )

    def _fill(self, draft: TrainingDraft) -> None:
        self.name.set_text(draft.title)
        self.hours.set_text(draft.hours)
        self.day.setDate(QDate.fromString(draft.on, Qt.DateFormat.ISODate))
        self.given_by.set_text(draft.given_by)
        self.topic.set_code(draft.topic)

    def _lay_out_form(self, *, is_new: bool) -> None:
        first: tuple[QWidget, ...] = (self.name, self.hours, StrongLabel(self.tr("When")), self.day)
        for part in (*first, StrongLabel(self.tr("What it was about")), self.topic, self.given_by):
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        told = self.tr("Only you read it. It stays among your own computers.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        save = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        save.clicked.connect(self._keep)
        self.end_with(save, delete=None if is_new else self.delete_asked.emit)
        self.keep_by_keys(self._keep)

    def _keep(self) -> None:
        self.keep_asked.emit(self.draft)
