"""The first steps on this computer: a name, a passphrase, and an invite where there is one. Then the recovery sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.backdrop import Backdrop
from peerdesk.desktop.screens.door_form import DoorForm, DoorWords, fill_page, fill_with_card
from peerdesk.desktop.screens.door_parts import centred
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import BrandMark, Card
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import CaptionLabel, Label, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody

_LOW = 680
_SHEET_WIDTH = 620
_SHEET_LEAST = 320
_GROUPS_ACROSS = 3


class FirstRun(Backdrop):
    """Lays out the set-up. `asked` carries name and passphrase; the invite is chosen by whoever composes the page."""

    asked = Signal(str, str)
    invite_asked = Signal()
    sheet_asked = Signal()
    practice_asked = Signal()

    def __init__(self, language: str, *, can_go_back: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set up"))
        self._mark = QWidget()
        self.form = DoorForm(self._door_words(), language, above=self._mark)
        self._name = Field(
            self.tr("Your name"), help_text=self.tr("Shown when you unlock. Your supervisor sees it too.")
        )
        self._invite = OutlinedButton(self.tr("Choose an invite file"), icon="letter", size="small")
        self._invite_line = WrapLabel(self.tr("No invite? You can begin without one."), role="meta", tone="muted")
        self._sheet = LinkButton(self.tr("I have a recovery sheet"))
        self._practice = LinkButton(self.tr("Look around first, with invented people"), tone="muted")
        self._fill(can_go_back=can_go_back)
        self.form.went.connect(self._on_went)
        self._invite.clicked.connect(self.invite_asked)
        self._sheet.clicked.connect(self.sheet_asked)
        self._practice.clicked.connect(self.practice_asked)

    def enter(self) -> None:
        """Put the focus on the first field."""
        self._name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """Return the name as it is typed by now."""
        return self._name.text().strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window the room goes to the fields.
        self._mark.setVisible(self.height() >= theme_of(self).height(_LOW))

    def show_invite(self, line: str, name: str = "") -> None:
        """Show which invite was chosen, or what was wrong with it. An invite says the name itself."""
        self._invite_line.setText(line)
        self._name.edit.setReadOnly(bool(name))
        if name:
            self._name.set_text(name)

    def _door_words(self) -> DoorWords:
        return DoorWords(
            title=self.tr("Welcome to your desk"),
            promise=self.tr("Your notes stay on this computer, sealed with your passphrase."),
            passphrase=self.tr("Passphrase"),
            go=self.tr("Set up my desk"),
            working=self.tr("Making your desk"),
        )

    def _on_went(self) -> None:
        self._name.say_problem("")
        if not self.name():
            self._name.say_problem(self.tr("Write the name your colleagues know."))
            self._name.edit.setFocus()
        elif self.form.passphrase.agrees():
            self.asked.emit(self.name(), self.form.passphrase.text())

    def _fill(self, *, can_go_back: bool) -> None:
        mark = QVBoxLayout(self._mark)
        mark.setContentsMargins(0, 0, 0, theme_of(self).space(16))
        mark.addLayout(centred(BrandMark(size=28)))
        fill_page(self, self.form)
        self.form.put(self._name, below=12)
        self.form.put(self.form.passphrase, below=12)
        self.form.put(self._invite, below=4, stretched=False)
        self.form.put(self._invite_line, below=16)
        self.form.put_button()
        self.form.put_link(self._sheet)
        self.form.put_link(self._practice)
        self.form.put_foot(can_go_back=can_go_back)


class SheetPage(Backdrop):
    """The recovery sheet, to be kept where only this person finds it. Its signals carry nothing.

    The code stands large, in lines that a hand can copy; `below` is what else stands on the sheet.
    """

    save_asked = Signal()
    print_asked = Signal()
    done = Signal()

    def __init__(self, name: str, code: str, below: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery sheet"))
        self._save = PrimaryButton(self.tr("Save the sheet"), icon="download")
        self._print = OutlinedButton(self.tr("Print it"), icon="print")
        self._done = OutlinedButton(self.tr("Open my desk"))
        line = self.tr("Keep it at home, not on this computer. Shared printers and folders may keep a copy.")
        self._line = WrapLabel(line, role="meta", tone="muted")
        self._below = _SheetText(below)
        self._card = Card(padding=28, gap=12, radius=16)
        self._fill_card(_code_card(name, code))
        fill_with_card(self, self._card)
        self._fit()
        self._save.clicked.connect(self.save_asked)
        self._print.clicked.connect(self.print_asked)
        self._done.clicked.connect(self.done)
        self._save.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = theme_of(self)
        width = min(theme.height(_SHEET_WIDTH), max(_SHEET_LEAST, self.width() - 2 * theme.space(16)))
        self._card.setFixedWidth(width)
        margins = self._card.body.contentsMargins()
        self._below.take_height_for(width - margins.left() - margins.right())

    def _fill_card(self, code: Card) -> None:
        body = self._card.body
        body.addWidget(WrapLabel(self.tr("Keep your recovery sheet"), role="hero"))
        why = self.tr("It opens your notes if you forget your passphrase. Nobody else has it. It cannot be made again.")
        body.addWidget(WrapLabel(why, tone="muted"))
        body.addWidget(code)
        body.addWidget(self._line)
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(12))
        for button in (self._save, self._print, self._done):
            row.addWidget(button)
        row.addStretch(1)
        body.addLayout(row)
        # What is small comes last: in large text it may be below the edge, and the buttons never are.
        body.addSpacing(theme_of(self).space(8))
        body.addWidget(self._below, 1)

    def show_joining(self) -> None:
        """Show that the hospital is being told of this computer."""
        self._done.setEnabled(False)
        self._done.setText(self.tr("Joining your hospital"))
        say(self, self.tr("Joining your hospital"))

    def show_saving(self) -> None:
        """Wait with the person until the sheet is on the disk: who goes on before that has none yet."""
        self._save.setEnabled(False)
        self._done.setEnabled(False)

    def show_saved(self, line: str) -> None:
        """Say where the sheet was saved, or why it was not."""
        self._save.setEnabled(True)
        self._done.setEnabled(True)
        self._line.setText(line)
        say(self, line)


def _code_card(name: str, code: str) -> Card:
    card = Card(padding=16, gap=6, fill="well")
    card.body.addWidget(CaptionLabel(name))
    groups = code.split("-")
    lines = ["-".join(groups[at : at + _GROUPS_ACROSS]) for at in range(0, len(groups), _GROUPS_ACROSS)]
    shown = Label("-\n".join(lines), role="title", tabular=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.body.addWidget(shown)
    return card


class _SheetText(ScrollBody):
    """The rest of the sheet. It scrolls only where the window is too low for it."""

    def __init__(self, words: str) -> None:
        super().__init__(margins=(0, 0, 0, 0), gap=0)
        self._text = WrapLabel(words, role="meta")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._text)

    def take_height_for(self, width: int) -> None:
        """Ask for the height of the words at a width, in pixels, and no more."""
        self.setMaximumHeight(self._text.heightForWidth(width))
