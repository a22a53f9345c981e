"""The sheets of a referral: where and how to find them, and passing it to another peer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.models.words import Words
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.optional_row import OptionalRow
from peerdesk.domain.encounter import PROMPT_LIMIT
from peerdesk.domain.referral import FIND_LIMIT, ReferralDraft, offered_reasons
from peerdesk.domain.referral_vocabulary import ReferralSource
from peerdesk.domain.vocabulary import Setting

_QUIET_MS = 300


class ReferralSheet(FormSheet):
    """Two answers; who asked, and why, for whoever wants to say it.

    `edited` carries the draft a moment after the last key, so that a lock in the middle loses nothing. `keep_asked`
    carries it once it is whole; the sheet stays open until it was taken.
    """

    edited = Signal(object)
    keep_asked = Signal(object)

    def __init__(self, window: QWidget, words: Words, draft: ReferralDraft, *, is_new: bool) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Somebody asked for a peer") if is_new else self.tr("Where to find them"))
        self.how = Field(
            self.tr("How to find them"),
            placeholder=self.tr("A bed, a bay, what they are called"),
            help_text=self.tr("Erased when this ends, and after three days."),
        )
        self.how.edit.setMaxLength(FIND_LIMIT)
        self.place = Picker(self.tr("Where"))
        self.place.set_options([(one.value, words.of(one)) for one in words.offered(Setting, (draft.place,))])
        self.source, self.reason = Picker(self.tr("Who asked")), Picker(self.tr("What they said"))
        nothing = ("", self.tr("Not said"))
        self.source.set_options([nothing, *((one.value, words.of(one)) for one in ReferralSource)])
        self.reason.set_options([nothing, *((one.value, words.of(one)) for one in offered_reasons())])
        self._more = OptionalRow("", "person", self._optional())
        self._more.set_words(self.tr("Who asked, and why"))
        self._keep = PrimaryButton(self.tr("Save"), keycap="Ctrl+Enter")
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._fill(draft)
        self._lay_out_form()
        self._connect()

    @property
    def draft(self) -> ReferralDraft:
        """What stands in the form."""
        return ReferralDraft(
            place=self.place.code(),
            how_to_find=self.how.text(),
            source=self.source.code(),
            reason=self.reason.code(),
        )

    def open(self) -> None:
        """Show the form. What was kept of it is gone on with; selected, it would be gone with the next key."""
        super().open()
        self.how.edit.end(False)

    def say_problem(self, text: str) -> None:
        super().say_problem(text)
        self.how.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self, draft: ReferralDraft) -> None:
        self.how.set_text(draft.how_to_find)
        for picker, code in ((self.place, draft.place), (self.source, draft.source), (self.reason, draft.reason)):
            picker.set_code(code)
        if draft.source or draft.reason:
            self._more.show_editor()

    def _optional(self) -> QWidget:
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme_of(held).space(8))
        for picker in (self.source, self.reason):
            caption = StrongLabel(picker.accessibleName())
            caption.setBuddy(picker)
            box.addWidget(caption)
            box.addWidget(picker)
        return held

    def _lay_out_form(self) -> None:
        caption = StrongLabel(self.place.accessibleName())
        caption.setBuddy(self.place)
        for part in (self.how, caption, self.place, self._more, self.problem):
            self.body.addWidget(part)
        told = self.tr("Whoever asked may be told “seen”, and no more than that.")
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        self.end_with(self._keep)
        self.how.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self._timer.timeout.connect(lambda: self.edited.emit(self.draft))
        self.how.changed.connect(self._timer.start)
        for picker in (self.place, self.source, self.reason):
            picker.currentIndexChanged.connect(self._timer.start)
        self._more.opened.connect(self._place)
        self._keep.clicked.connect(self._ask)
        self.keep_by_keys(self._ask)

    def _ask(self) -> None:
        self._timer.stop()
        self.keep_asked.emit(self.draft)


class PassSheet(FormSheet):
    """To whom, and the one line that goes along. `pass_asked` carries the code of the peer, the line, and the yes."""

    pass_asked = Signal(str, str, bool)

    def __init__(self, window: QWidget, place: str, peers: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Pass to another peer"))
        self.to = Picker(self.tr("To"))
        self.to.set_options(list(peers))
        self.to.set_code(peers[0][0] if peers else "")
        self.prompt = Field(self.tr("One line for them"), placeholder=self.tr("If you like"))
        self.prompt.edit.setMaxLength(PROMPT_LIMIT)
        self.agreed = CheckChip(self.tr("Whoever asked is OK with another peer"))
        told = self.tr("They see “%1” and your line. How to find them stays here: tell them yourself.")
        caption = StrongLabel(self.tr("To"))
        caption.setBuddy(self.to)
        for part in (caption, self.to, self.prompt, self.agreed, self.problem):
            self.body.addWidget(part)
        self.body.addWidget(WrapLabel(told.replace("%1", place), role="meta", tone="muted"))
        self._pass = PrimaryButton(self.tr("Offer it"), keycap="Ctrl+Enter")
        self._pass.clicked.connect(self._ask)
        self.end_with(self._pass)
        self.keep_by_keys(self._ask)

    def _ask(self) -> None:
        if not self.agreed.isChecked():
            self.say_problem(self.tr("Ask first. When they are OK with another peer, tick it."))
            self.agreed.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.pass_asked.emit(self.to.code(), self.prompt.text(), True)
