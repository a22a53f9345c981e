"""Typing what stands on the recovery sheet: for a second computer of one's own, or when the passphrase is forgotten."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.backdrop import Backdrop
from peerdesk.desktop.screens.door_form import DoorForm, DoorWords, fill_page
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import MutedLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed. `name` and `server` are only asked for on a new computer, and a whole sheet says them itself."""

    code: str
    name: str
    server: str
    passphrase: str


class PaperPage(Backdrop):
    """Lays out the sheet's code and a new passphrase. `asked` carries what was typed, `read` the code while it grows.

    `whose` is the name over the page of somebody whose passphrase is forgotten; without it, it is a new computer.
    """

    asked = Signal(object)
    read = Signal(str)
    file_asked = Signal()

    def __init__(self, language: str, *, whose: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery sheet"))
        self.form = DoorForm(self._words_of(whose) if whose else self._words_of_a_new_computer(), language)
        self._is_new_computer = not whose
        groups = self.tr("All eleven groups, in their order.") if not whose else self.tr("The nine groups of the code.")
        self._code = Field(self.tr("From your recovery sheet"), help_text=groups)
        self._file = OutlinedButton(self.tr("Open the saved sheet"), icon="letter", size="small")
        self._file_line = MutedLabel(self.tr("Or type it from the paper."))
        self._name = Field(self.tr("Your name"), help_text=self.tr("As it stands on the sheet."))
        self._server = Field(self.tr("Server"), help_text=self.tr("As it stands on the sheet."))
        self._place = QWidget()
        self._fill()
        self._ask_for_place(wanted=self._is_new_computer)
        self.form.went.connect(self._on_went)
        self._code.edit.editingFinished.connect(lambda: self.read.emit(self._code.text()))
        self._file.clicked.connect(self.file_asked)

    def enter(self) -> None:
        """Put the focus on the first field."""
        self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """Return the name as it is typed by now."""
        return self._name.text().strip()

    def offer_server(self, address: str) -> None:
        """Begin with this address where the sheet is typed."""
        self._server.set_text(address)

    def show_whole(self, line: str, code: str) -> None:
        """Show that a whole sheet was opened, which says name and server itself."""
        self._code.set_text(code)
        self._code.say_problem("")
        self._file_line.setText(line)
        self._ask_for_place(wanted=False)
        say(self, line)

    def show_typed(self) -> None:
        """Take it that the sheet is typed: then name and server are typed as well."""
        self._code.say_problem("")
        self._ask_for_place(wanted=self._is_new_computer)

    def show_slip(self, sentence: str) -> None:
        """Say where in the code to look again, beside it and without taking the focus away."""
        self._code.say_problem(sentence)

    def _words_of_a_new_computer(self) -> DoorWords:
        return DoorWords(
            title=self.tr("Your second computer"),
            promise=self.tr("Your notes come back with your recovery sheet. Your other computers hear of this one."),
            passphrase=self.tr("New passphrase"),
            go=self.tr("Add this computer"),
            working=self.tr("Adding this computer"),
        )

    def _words_of(self, whose: str) -> DoorWords:
        return DoorWords(
            title=whose,
            promise=self.tr("Your recovery sheet opens your notes. Then choose a new passphrase."),
            passphrase=self.tr("New passphrase"),
            go=self.tr("Open my notes"),
            working=self.tr("Opening your notes"),
        )

    def _ask_for_place(self, *, wanted: bool) -> None:
        self._place.setVisible(wanted)

    def _on_went(self) -> None:
        if not self._code.text().strip():
            self._code.say_problem(self.tr("Type the groups, or open the saved sheet."))
            self._code.edit.setFocus()
        elif self.form.passphrase.agrees():
            self.asked.emit(
                Typed(
                    code=self._code.text(),
                    name=self.name(),
                    server=self._server.text().strip(),
                    passphrase=self.form.passphrase.text(),
                )
            )

    def _fill(self) -> None:
        fill_page(self, self.form)
        theme = theme_of(self)
        place = QVBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, theme.space(12))
        place.setSpacing(theme.space(12))
        place.addWidget(self._name)
        place.addWidget(self._server)
        self.form.put(self._file, below=4, stretched=False)
        self.form.put(self._file_line, below=12)
        self.form.put(self._code, below=12)
        self.form.put(self._place, below=0)
        self.form.put(self.form.passphrase, below=12)
        self.form.put_button()
        self.form.put_foot(can_go_back=True)
