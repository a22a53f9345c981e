"""The form of an introduction: to whom, their yes, how and when; and later what came of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.domain.introduction import TO_LIMIT, IntroductionDraft
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroducedHow, IntroductionResult


class IntroductionSheet(FormSheet):
    """Stays open until what stands in it was kept. `keep_asked` carries the draft, `delete_asked` nothing."""

    keep_asked = Signal(object)
    delete_asked = Signal()

    def __init__(
        self, window: QWidget, words: Words, today: date, draft: IntroductionDraft, *, is_new: bool = False
    ) -> None:
        super().__init__(window, "", width=560)
        self.is_new = is_new
        self.set_title(self.tr("An introduction") if is_new else self.tr("What came of it"))
        self.to = Field(self.tr("To whom or where"), placeholder=self.tr("A person, a group, a place"))
        self.to.edit.setMaxLength(TO_LIMIT)
        self.who = Field(self.tr("Who"), help_text=self.tr("What you call them. Nobody has to be named."))
        self.agreed = CheckChip(self.tr("They want to be introduced"))
        self.how = Pills([(one.value, words.of(one)) for one in IntroducedHow], self.tr("How"))
        self.day = DayEdit(self.tr("The day of the introduction"), words.locale, qt_day(today))
        self.came = Pills([(one.value, words.of(one)) for one in IntroductionResult], self.tr("What came of it"))
        self.by = Pills([(one.value, words.of(one)) for one in ConfirmedBy], self.tr("Who said so"))
        self._keep = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        self._fill(draft, today)
        self._lay_out_form()
        self._keep.clicked.connect(lambda: self.keep_asked.emit(self.draft))
        self.keep_by_keys(lambda: self.keep_asked.emit(self.draft))

    @property
    def draft(self) -> IntroductionDraft:
        """What stands in the form."""
        day = self.day.date()
        return IntroductionDraft(
            to=self.to.text(),
            handle=self.who.text(),
            agreed=self.agreed.isChecked(),
            how=self.how.code(),
            on=date(day.year(), day.month(), day.day()).isoformat(),
            result=self.came.code(),
            confirmed_by=self.by.code(),
        )

    def offer(self, places: Sequence[str]) -> None:
        """Offer the names of the directory as somebody types.

        Only the name stays with the introduction: a directory may change, and what was said to somebody does not.
        """
        offered = QCompleter(list(places), self.to.edit)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.to.edit.setCompleter(offered)

    def _fill(self, draft: IntroductionDraft, today: date) -> None:
        self.to.set_text(draft.to)
        self.who.set_text(draft.handle)
        self.agreed.setChecked(draft.agreed)
        self.how.set_code(draft.how)
        self.day.setDate(QDate.fromString(draft.on or today.isoformat(), Qt.DateFormat.ISODate))
        self.came.set_code(draft.result or IntroductionResult.WAITING.value)
        self.by.set_code(draft.confirmed_by)

    def _lay_out_form(self) -> None:
        # Whom it is about is not changed afterwards: it would be another one's introduction then.
        first = (self.to, self.who, self.agreed) if self.is_new else (self.to,)
        later = () if self.is_new else ((self.tr("What came of it"), self.came), (self.tr("Who said so"), self.by))
        for part in first:
            self.body.addWidget(part)
        for words, pills in ((self.tr("How"), self.how), *later):
            self.body.addWidget(StrongLabel(words))
            self.body.addWidget(pills)
        self.body.addWidget(StrongLabel(self.tr("When")))
        self.body.addWidget(self.day)
        self.body.addWidget(self.problem)
        told = self.tr("Nothing of it goes anywhere: you bring the two together.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.end_with(self._keep, delete=None if self.is_new else self.delete_asked.emit)
