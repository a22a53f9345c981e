"""The sheet for what a peer was asked that is not a peer's to do: two picks and it is kept. It asks for no name."""

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.models.words import Words, qt_day
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chips import ChoicePill
from peerdesk.desktop.widgets.day_edit import DayEdit
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.domain.out_of_role import OutOfRoleDraft
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk


class OutOfRoleSheet(FormSheet):
    """Stays open until it was kept. `keep_asked` carries the draft, `delete_asked` and `bring_asked` nothing.

    A new one is kept by its answer, without another press; one that is changed is saved.
    """

    keep_asked = Signal(object)
    delete_asked = Signal()
    bring_asked = Signal()

    def __init__(self, window: QWidget, words: Words, today: date, draft: OutOfRoleDraft | None = None) -> None:
        super().__init__(window, "", width=780)
        self.set_title(self.tr("Asked to do something that is not my role"))
        self.asked = Pills([(one.value, words.of(one)) for one in RoleAsk], self.tr("What you were asked"))
        self.asked.picked.connect(self.problem.hide)
        told = self.tr("Two picks. The day is kept, and not who asked or about whom.")
        for part in (WrapLabel(told, tone="muted"), StrongLabel(self.tr("What you were asked")), self.asked):
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        self.body.addWidget(StrongLabel(self.tr("What you did")))
        if draft is None:
            self._lay_out_new(words)
        else:
            self._lay_out_change(words, today, draft)
        told = self.tr("Only you read it. It stays among your own computers.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self._focus_first()

    def offer_to_bring(self) -> None:
        """Offer to put what was kept on the list for supervision."""
        bring = QuietButton(self.tr("Bring to supervision"), icon="team")
        bring.clicked.connect(self.bring_asked)
        self.buttons.insertWidget(1, bring)

    def answer(self, code: str) -> None:
        """Keep what was picked with this answer; without a pick, say that one is missing."""
        if not self.asked.code():
            sentence = self.tr("Choose what you were asked first.")
            self.say_problem(sentence)
            say(self, sentence)
            self._focus_first()
            return
        self.keep_asked.emit(OutOfRoleDraft(asked=self.asked.code(), answer=code))

    def _focus_first(self) -> None:
        self.asked.findChildren(ChoicePill)[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out_new(self, words: Words) -> None:
        answers = Flow(theme_of(self).space(6))
        self.answers = {}
        for number, one in enumerate(RoleAnswer, start=1):
            button = OutlinedButton(words.of(one), keycap=str(number))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.answer, one.value))
            QShortcut(str(number), self, partial(self.answer, one.value))
            self.answers[one.value] = button
        answers.put(*self.answers.values())
        self.body.addWidget(answers)
        self.end_with().setAutoDefault(False)

    def _lay_out_change(self, words: Words, today: date, draft: OutOfRoleDraft) -> None:
        self.asked.set_code(draft.asked)
        did = Pills([(one.value, words.of(one)) for one in RoleAnswer], self.tr("What you did"))
        did.set_code(draft.answer)
        day = DayEdit(self.tr("The day you were asked"), words.locale, qt_day(today))
        day.setDate(QDate.fromString(draft.on, Qt.DateFormat.ISODate))
        for part in (did, StrongLabel(self.tr("When")), day):
            self.body.addWidget(part)

        def keep() -> None:
            on = day.date().toString(Qt.DateFormat.ISODate)
            self.keep_asked.emit(OutOfRoleDraft(asked=self.asked.code(), answer=did.code(), on=on))

        save = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        save.clicked.connect(keep)
        self.keep_by_keys(keep)
        self.end_with(save, delete=self.delete_asked.emit)
