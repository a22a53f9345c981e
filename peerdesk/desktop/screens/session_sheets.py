"""The sheets of supervision: writing a session down, signing one as it stands there, and taking one away."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.models.supervision_views import FormWords, SessionForm, SessionView
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Hairline
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.choosers import Picker, Stepper
from peerdesk.desktop.widgets.labels import Label, StrongLabel, WrapLabel
from peerdesk.desktop.widgets.note_edit import NoteEdit
from peerdesk.desktop.widgets.segment import Segment
from peerdesk.desktop.widgets.sheet import Sheet

_MOST_MINUTES = 480
_STEP = 5
_USUAL_MINUTES = 45
_NEXT_STEPS_LIMIT = 280


class SessionSheet(Sheet):
    """The form. It stays open until what stands in it was kept, so that nothing has to be typed twice."""

    keep_asked = Signal(object)

    def __init__(self, window: QWidget, name: str, words: FormWords, form: SessionForm | None = None) -> None:
        super().__init__(window, "")
        title = self.tr("Supervision with %1") if form is None else self.tr("What the session with %1 was")
        self.set_title(title.replace("%1", name))
        self.minutes = Stepper(self.tr("Minutes"), minimum=1, maximum=_MOST_MINUTES)
        self.minutes.spin.setSingleStep(_STEP)
        self.day = Picker(self.tr("Day"))
        self.type = Segment(words.types, name=self.tr("How it was held"), parent=self)
        topics = [Choice(code=code, label=label) for code, label in words.topics]
        self.topics = ChipGrid(topics, exclusive=False, name=self.tr("What it was about"))
        self.next_steps = NoteEdit(self.tr("What you agreed"), placeholder=self.tr("Next steps, if any"), height=68)
        self._fill(words, form or SessionForm(minutes=_USUAL_MINUTES, type=words.types[0][0], on=words.days[0][0]))
        self._over = WrapLabel(role="meta", tone="problem")
        self._known = WrapLabel(role="meta", tone="wait")
        for said in (self._over, self._known):
            said.hide()
        self._keep = PrimaryButton(self.tr("Log it") if form is None else self.tr("Save"), keycap="Ctrl+Enter")
        self._lay_out_form(is_new=form is None)
        self.next_steps.edited.connect(self._count)
        self._keep.clicked.connect(self._ask)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, self._ask)

    @property
    def form(self) -> SessionForm:
        """What stands in the form."""
        return SessionForm(
            minutes=self.minutes.value(),
            type=self.type.code(),
            topics=tuple(self.topics.codes()),
            next_steps=self.next_steps.text(),
            on=self.day.code(),
        )

    def warn_of(self, logged: Mapping[str, str]) -> None:
        """Say so while a day is picked that has a session already: both may have written the same one down."""

        def look() -> None:
            known = logged.get(self.day.code(), "")
            self._known.setText(self.tr("There is one of that day already: %1").replace("%1", known))
            self._known.setVisible(bool(known))
            self._place()

        self.day.currentIndexChanged.connect(look)
        look()

    def _fill(self, words: FormWords, form: SessionForm) -> None:
        self.minutes.spin.setValue(form.minutes)
        known = any(code == form.on for code, _ in words.days)
        # A session of long ago keeps its own day.
        self.day.set_options(words.days if known else (*words.days, (form.on, form.on)))
        self.day.set_code(form.on)
        self.type.set_code(form.type)
        self.topics.set_codes(form.topics)
        self.next_steps.set_text(form.next_steps)

    def _ask(self) -> None:
        if self._count() > 0:
            self.next_steps.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.keep_asked.emit(self.form)

    def _count(self) -> int:
        over = len(self.next_steps.text().strip()) - _NEXT_STEPS_LIMIT
        self._over.setText(self.tr("%n characters too many", "", over) if over > 0 else "")
        self._over.setVisible(over > 0)
        self._place()
        return over

    def _lay_out_form(self, *, is_new: bool) -> None:
        theme = theme_of(self)
        told = self.tr("It is about the two of you: leave the people you support out of it. No note is touched.")
        self.body.addWidget(WrapLabel(told, tone="muted"))
        when = QHBoxLayout()
        when.setSpacing(theme.space(10))
        caption = Label(self.tr("Day"), role="medium")
        caption.setBuddy(self.day)
        when.addWidget(self.minutes)
        when.addSpacing(theme.space(10))
        when.addWidget(caption)
        when.addWidget(self.day)
        when.addStretch(1)
        self.body.addLayout(when)
        self.body.addWidget(self._known)
        self.body.addWidget(self.type, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(StrongLabel(self.tr("What it was about")))
        self.body.addWidget(self.topics)
        self.body.addWidget(StrongLabel(self.tr("What you agreed")))
        self.body.addWidget(self.next_steps)
        self.body.addWidget(self._over)
        after = self.tr("You sign by writing it. The other one signs what you wrote.")
        if not is_new:
            after = self.tr("A signature under what it said before counts no more, and both of you see that.")
        self.body.addWidget(WrapLabel(after, role="meta", tone="muted"))
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        cancel.clicked.connect(self.reject)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._keep)


class ReadSheet(Sheet):
    """A session as it stands there, before it is signed or taken away. Accepting does it."""

    def __init__(self, window: QWidget, one: SessionView, name: str, *, signs: bool) -> None:
        super().__init__(window, "", width=520)
        title = self.tr("You sign exactly this") if signs else self.tr("Take this session away")
        self.set_title(title)
        self.view = one
        self.body.addWidget(StrongLabel(self.tr("With %1").replace("%1", name)))
        self.body.addWidget(WrapLabel(one.title))
        self.body.addWidget(WrapLabel(one.facts))
        if one.next_steps:
            self.body.addWidget(WrapLabel(self.tr("Agreed: %1").replace("%1", one.next_steps)))
        self.body.addWidget(Hairline())
        told = self.tr("If it is changed afterwards, both of you see that.")
        if not signs:
            told = self.tr("It goes here now, and at %1's with the next sync.").replace("%1", name)
        self.body.addWidget(WrapLabel(told, role="meta", tone="muted"))
        leave = QuietButton(self.tr("Not now") if signs else self.tr("Keep it"), keycap=self.tr("Esc"))
        self.agree = PrimaryButton(self.tr("Sign") if signs else self.tr("Take away"), icon="pencil" if signs else "")
        leave.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.agree)
        # Enter leaves it as it is: a signature takes a step of its own.
        leave.setFocus(Qt.FocusReason.ShortcutFocusReason)
