"""Typing what stands on the recovery sheet: for a second computer of one's own, or when the passphrase is forgotten."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.backdrop import Backdrop
from peerdesk.desktop.screens.door_parts import LanguageSwitch, centred
from peerdesk.desktop.screens.new_passphrase import NewPassphrase
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import HeroLabel, MutedLabel, WrapLabel
from peerdesk.desktop.widgets.scroll import ScrollBody

_CARD_WIDTH = 432


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
    back_asked = Signal()
    language_chosen = Signal(str)

    def __init__(self, language: str, *, whose: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery sheet"))
        self._is_new_computer = not whose
        groups = self.tr("All eleven groups, in their order.") if not whose else self.tr("The nine groups of the code.")
        self._code = Field(self.tr("From your recovery sheet"), help_text=groups)
        self._file = OutlinedButton(self.tr("Open the saved sheet"), icon="letter", size="small")
        self._file_line = MutedLabel(self.tr("Or type it from the paper."))
        self._name = Field(self.tr("Your name"), help_text=self.tr("As it stands on the sheet."))
        self._server = Field(self.tr("Server"), help_text=self.tr("As it stands on the sheet."))
        self._place = QWidget()
        self.passphrase = NewPassphrase(self.tr("New passphrase"))
        self._idle = self.tr("Add this computer") if self._is_new_computer else self.tr("Open my notes")
        self._go = PrimaryButton(self._idle, keycap=self.tr("Enter"), size="unlock")
        self._said = WrapLabel(role="meta", tone="problem")
        self._said.hide()
        self._back = LinkButton(self.tr("Back"), icon="chevron-left", parent=self)
        self._lay_out(whose, LanguageSwitch(language, self.language_chosen.emit))
        self._ask_for_place(wanted=self._is_new_computer)
        self._go.clicked.connect(self._on_go)
        self.passphrase.entered.connect(self._on_go)
        self._code.edit.editingFinished.connect(lambda: self.read.emit(self._code.text()))
        self._file.clicked.connect(self.file_asked)
        self._back.clicked.connect(self.back_asked)

    def enter(self) -> None:
        """Put the focus on the first field."""
        self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """Return the name as it is typed by now."""
        return self._name.text().strip()

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

    def show_working(self, *, working: bool) -> None:
        """Show that it is being done."""
        said = self.tr("Adding this computer") if self._is_new_computer else self.tr("Opening your notes")
        self._go.setEnabled(not working)
        self._go.setText(said if working else self._idle)
        if working:
            self._said.hide()
            say(self, said)

    def show_problem(self, sentence: str, *, passphrase: bool = False) -> None:
        """Say what would help."""
        self.show_working(working=False)
        if passphrase:
            self.passphrase.say_problem(sentence)
            return
        self._said.setText(sentence)
        self._said.show()
        say(self, sentence)

    def _ask_for_place(self, *, wanted: bool) -> None:
        self._place.setVisible(wanted)

    def _on_go(self) -> None:
        if not self._code.text().strip():
            self._code.say_problem(self.tr("Type the groups, or open the saved sheet."))
            self._code.edit.setFocus()
        elif self.passphrase.agrees() and self._go.isEnabled():
            self.asked.emit(
                Typed(
                    code=self._code.text(),
                    name=self.name(),
                    server=self._server.text().strip(),
                    passphrase=self.passphrase.text(),
                )
            )

    def _lay_out(self, whose: str, switch: QWidget) -> None:
        theme = theme_of(self)
        scroll = ScrollBody(margins=(24, 24, 24, 24), gap=0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        page = scroll.body
        page.addStretch(2)
        page.addLayout(centred(HeroLabel(whose or self.tr("Your second computer"))))
        page.addWidget(self._promise())
        page.addSpacing(theme.space(16))
        page.addLayout(centred(self._card()))
        page.addStretch(3)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(switch)
        page.addLayout(foot)

    def _promise(self) -> WrapLabel:
        words = (
            self.tr("Your notes come back with your recovery sheet. Your other computers hear of this one.")
            if self._is_new_computer
            else self.tr("Your recovery sheet opens your notes. Then choose a new passphrase.")
        )
        promise = WrapLabel(words, tone="muted")
        promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return promise

    def _card(self) -> Card:
        theme = theme_of(self)
        card = Card(padding=32, gap=0, radius=16)
        card.setFixedWidth(theme.height(_CARD_WIDTH))
        card.body.addWidget(self._file, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addSpacing(theme.space(4))
        card.body.addWidget(self._file_line)
        card.body.addSpacing(theme.space(12))
        place = QVBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, theme.space(12))
        place.setSpacing(theme.space(12))
        place.addWidget(self._name)
        place.addWidget(self._server)
        card.body.addWidget(self._code)
        card.body.addSpacing(theme.space(12))
        card.body.addWidget(self._place)
        card.body.addWidget(self.passphrase)
        card.body.addSpacing(theme.space(12))
        card.body.addWidget(self._said)
        card.body.addWidget(self._go)
        return card
