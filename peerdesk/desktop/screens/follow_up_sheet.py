"""The form of a follow-up: when, with whom, what for, how; and what is safe, for whoever wants to say it."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.follow_up_views import FollowUpForm
from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.optional_row import OptionalRow
from peerdesk.domain.follow_up_plan import SAY_ONLY_LIMIT, WHAT_LIMIT
from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay

_DATE = "date"
_INTERVALS = (1, 3, 7)


class FollowUpSheet(FormSheet):
    """Stays open until what stands in it was kept, so that nothing has to be typed twice. `keep_asked`: the form.

    `form` is one to change; `left` is a new one that somebody was locked out of.
    """

    keep_asked = Signal(object)

    def __init__(
        self,
        window: QWidget,
        words: Words,
        today: date,
        form: FollowUpForm | None = None,
        *,
        left: FollowUpForm | None = None,
    ) -> None:
        super().__init__(window, "")
        self.is_new = form is None
        self.set_title(self.tr("A follow-up") if self.is_new else self.tr("When and how"))
        self._words = words
        days = [(f"{n}d", self.tr("%n days", "", n)) for n in _INTERVALS]
        self.when = Pills([*days, (_DATE, self.tr("Date"))], self.tr("When"))
        self.day = DayEdit(self.tr("The day of the follow-up"), words.locale, qt_day(today))
        self.who = Field(self.tr("Who"), help_text=self.tr("What you call them. Nobody has to be named."))
        self.why = Pills([(one.value, words.of(one)) for one in FollowUpWhy], self.tr("What for"))
        self.what = Field(self.tr("In a few words"), placeholder=self.tr("If you like"))
        self.what.edit.setMaxLength(WHAT_LIMIT)
        self.how = Pills([(one.value, words.of(one)) for one in FollowUpHow], self.tr("How to be in touch"))
        self.safe = SafeParts(words)
        self._more = OptionalRow("", "shield", self.safe)
        self._more.set_words(self.tr("What is safe, and a number"))
        self._keep = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        self._lay_out_form()
        self._fill(form or left or FollowUpForm(due="1d"), today)
        self.when.picked.connect(lambda code: self._show_day(shown=code == _DATE))
        self._more.opened.connect(self._place)
        self._keep.clicked.connect(lambda: self.keep_asked.emit(self.form))
        self.keep_by_keys(lambda: self.keep_asked.emit(self.form))

    @property
    def form(self) -> FollowUpForm:
        """What stands in the form."""
        code, day = self.when.code(), self.day.date()
        due = date(day.year(), day.month(), day.day()).isoformat() if code in ("", _DATE) else code
        return FollowUpForm(
            due=due,
            handle=self.who.text(),
            why=self.why.code(),
            what=self.what.text(),
            how=self.how.code(),
            **self.safe.said(),
            phone=self.safe.phone.text(),
            agreed=self.safe.agreed.isChecked(),
        )

    def say_problem(self, text: str) -> None:
        super().say_problem(text)
        self._scroll.ensureWidgetVisible(self.problem)

    def _fill(self, form: FollowUpForm, today: date) -> None:
        known = form.due in {f"{n}d" for n in _INTERVALS}
        self.when.set_code(form.due if known else _DATE)
        day = qt_day(today) if known else QDate.fromString(form.due, Qt.DateFormat.ISODate)
        self.day.setMinimumDate(min(day, qt_day(today)))
        self.day.setDate(day)
        self._show_day(shown=not known)
        self.who.set_text(form.handle)
        self.why.set_code(form.why)
        self.what.set_text(form.what)
        self.how.set_code(form.how)
        self.safe.show_form(form)
        self.safe.phone.set_text(form.phone)
        self.safe.agreed.setChecked(form.agreed)
        if form.phone or self.safe.says_anything():
            self._more.show_editor()

    def _show_day(self, *, shown: bool) -> None:
        self.day.setVisible(shown)
        self._place()

    def _lay_out_form(self) -> None:
        self.body.addWidget(StrongLabel(self.tr("When")))
        self.body.addWidget(self.when)
        self.body.addWidget(self.day)
        # Whom it is about is not changed afterwards: it would be another one's follow-up then.
        if self.is_new:
            self.body.addWidget(self.who)
        self.body.addWidget(StrongLabel(self.tr("What for")))
        self.body.addWidget(self.why)
        self.body.addWidget(self.what)
        self.body.addWidget(StrongLabel(self.tr("How to be in touch")))
        self.body.addWidget(self.how)
        self.body.addWidget(self._more)
        self.body.addWidget(self.problem)
        self.end_with(self._keep)


class SafeParts(QWidget):
    """What they said is safe: voicemail, text, what may be said, when, to whom; and a number they want kept."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        okay = [(one.value, words.of(one)) for one in Okay]
        self._parts = {
            "ok_voicemail": Pills(okay, self.tr("Voicemail")),
            "ok_text": Pills(okay, self.tr("Text")),
            "best_time": Pills([(one.value, words.of(one)) for one in BestTime], self.tr("Best time")),
            "who_may_answer": Pills([(one.value, words.of(one)) for one in MayAnswer], self.tr("Who may answer")),
        }
        self.say_only = Field(self.tr("Say only"), placeholder=self.tr("a friend from the group"))
        self.say_only.edit.setMaxLength(SAY_ONLY_LIMIT)
        self.phone = Field(
            self.tr("Phone number"), help_text=self.tr("Covered until you press it. Erased when this is done.")
        )
        self.agreed = CheckChip(self.tr("They want their number kept"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(self).space(8))
        box.addWidget(WrapLabel(self.tr("Only what they told you."), role="meta", tone="muted"))
        for pills in self._parts.values():
            box.addWidget(StrongLabel(pills.accessibleName()))
            box.addWidget(pills)
        for part in (self.say_only, self.phone, self.agreed):
            box.addWidget(part)

    def said(self) -> dict[str, str]:
        """Return what was said, by the names of the form."""
        return {**{name: pills.code() for name, pills in self._parts.items()}, "say_only": self.say_only.text()}

    def says_anything(self) -> bool:
        """Say whether any of it was answered."""
        return any(self.said().values())

    def show_form(self, form: FollowUpForm) -> None:
        """Show what is kept. A number is not shown again."""
        for name, pills in self._parts.items():
            pills.set_code(getattr(form, name))
        self.say_only.set_text(form.say_only)
