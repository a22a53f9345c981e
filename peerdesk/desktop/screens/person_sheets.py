"""Another handle for somebody, and two handles that are one person: what it means is said before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.person_views import TogetherView
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.note_part import Pills
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.widgets.buttons import PrimaryButton
from peerdesk.desktop.widgets.cards import Card, Icon
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.domain.encounter import HANDLE_LIMIT
from peerdesk.domain.individual import looks_like_identity


class RenameSheet(FormSheet):
    """Stays open until the handle was taken. `asked` carries it."""

    asked = Signal(str)

    def __init__(self, window: QWidget, handle: str) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("Another handle"))
        told = self.tr("It goes on all their notes and on what you share. The old one still finds them.")
        self.handle = Field(self.tr("What you call them"), help_text=told)
        self.handle.edit.setMaxLength(HANDLE_LIMIT)
        self.handle.set_text(handle)
        self.keep = PrimaryButton(self.tr("Save"), keycap=self.tr("Enter"))
        self.body.addWidget(self.handle)
        self.body.addWidget(self.problem)
        self.end_with(self.keep)
        self.keep.clicked.connect(lambda: self.asked.emit(self.handle.text()))
        self.handle.edit.returnPressed.connect(lambda: self.asked.emit(self.handle.text()))
        self.handle.edit.textChanged.connect(self._look)

    def _look(self, text: str) -> None:
        if looks_like_identity(text):
            self.say_problem(self.tr("This looks like a full name or a number. A short handle is safer."))
        else:
            self.problem.hide()


class OnePersonSheet(FormSheet):
    """Chooses who the same person is, and which handle stays. `looked` and `asked` carry both: kept, and other."""

    looked = Signal(str, str)
    asked = Signal(str, str)

    def __init__(self, window: QWidget, handle: str, others: Sequence[str]) -> None:
        super().__init__(window, "", width=560)
        self.set_title(self.tr("Two handles that are one person"))
        self._handle = handle
        self.other = Picker(self.tr("The same person as"))
        self.other.set_options([(one, one) for one in others])
        self.other.set_code(others[0])
        self._choice = Slot()
        self.stays = Pills([], self.tr("The handle that stays"))
        self._meaning = Slot()
        self.join = PrimaryButton(self.tr("They are one person"))
        about = StrongLabel(self.tr("%1 is the same person as").replace("%1", handle))
        about.setBuddy(self.other)
        self.body.addWidget(about)
        self.body.addWidget(self.other)
        self.body.addWidget(StrongLabel(self.tr("The handle that stays")))
        for part in (self._choice, self._meaning, self.problem):
            self.body.addWidget(part)
        self.end_with(self.join)
        self.join.clicked.connect(lambda: self.asked.emit(*self._two()))
        self.other.picked.connect(self.begin)

    def begin(self) -> None:
        """Offer the two handles of the pair that is chosen now, and ask what it would mean."""
        other = self.other.code()
        self.stays = Pills([(self._handle, self._handle), (other, other)], self.tr("The handle that stays"))
        self.stays.set_code(self._handle)
        self.stays.picked.connect(self._on_picked)
        self._choice.put(self.stays)
        self.looked.emit(*self._two())

    def show_meaning(self, view: TogetherView) -> None:
        """Say what it would mean."""
        if (view.kept, view.other) != self._two():
            return
        card = Card(padding=14, gap=8)
        for words in view.lines:
            card.body.addLayout(signed_line(Icon("info"), WrapLabel(words), gap=10))
        self._meaning.put(card)
        self._place()

    def _on_picked(self, handle: str) -> None:
        # One of the two stays: letting go of one means the first.
        self.stays.set_code(handle or self._handle)
        self.looked.emit(*self._two())

    def _two(self) -> tuple[str, str]:
        kept, other = self.stays.code() or self._handle, self.other.code()
        return (kept, other) if kept == self._handle else (other, self._handle)
