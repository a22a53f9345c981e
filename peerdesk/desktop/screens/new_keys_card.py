"""New keys on Sync and trust: what they are for, asking for them, and how far it has come."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.fields import PassphraseField
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_STEP_ALOUD_PERCENT = 20
"""A screen reader says each fifth of the way, and not each hundredth."""


class NewKeysCard(Card):
    """Lays it out. `asked` carries nothing."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.make = OutlinedButton(self.tr("Make new keys"), size="small")
        self._line = WrapLabel("", role="meta", tone="muted")
        self.body.addWidget(SectionTitle(self.tr("New keys for my notes")))
        question = self.tr(
            "Could somebody have copied this computer, and know your passphrase or have seen your sheet?"
        )
        self.body.addWidget(WrapLabel(question, tone="muted"))
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._line)
        self._line.hide()
        self.make.clicked.connect(self.asked)

    def show_line(self, text: str, *, aloud: bool = True) -> None:
        """Say what became of it, or since when the keys are the ones they are."""
        self._line.setText(text)
        self._line.setVisible(bool(text))
        if aloud:
            say(self, text)


class NewKeysSheet(Sheet):
    """Says what changes, and asks for the passphrase. `typed` carries it; closing while it works stops it."""

    typed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, self.tr("New keys for your notes"), width=560)
        self._said = 0
        for text in (
            self.tr("All is sealed anew, and then locked. Your passphrase stays: if it is known, change it first."),
            self.tr("You get a new recovery sheet, and the old one ends. You choose where to save it."),
            self.tr("Your older backups go. A new one takes their place."),
            self.tr("It cannot help what was copied before. At a hospital, take a copied computer off the list, too."),
        ):
            self.body.addWidget(WrapLabel(text, tone="muted"))
        self.body.addSpacing(theme_of(self).space(6))
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self.body.addWidget(self.passphrase)
        self._leave = QuietButton(self.tr("Leave it"), keycap=self.tr("Esc"))
        self.go = PrimaryButton(self.tr("Make new keys"))
        self._leave.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        self.passphrase.edit.returnPressed.connect(self._on_go)
        self.finished.connect(self.passphrase.hide_again)
        self.buttons.addWidget(self._leave)
        self.buttons.addWidget(self.go)
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, *, working: bool) -> None:
        """Show that they are being made, and that it can be stopped."""
        self.go.setEnabled(not working)
        self._leave.setText(self.tr("Stop") if working else self.tr("Leave it"))

    def show_share(self, percent: int) -> None:
        """Show how far it has come."""
        text = self.tr("Sealing anew: %1 %").replace("%1", str(percent))
        self.go.setText(text)
        if percent >= self._said + _STEP_ALOUD_PERCENT:
            self._said = percent
            say(self, text)

    def say_problem(self, text: str) -> None:
        """Say beside the passphrase why nothing was changed."""
        self._said = 0
        self.show_working(working=False)
        self.go.setText(self.tr("Make new keys"))
        self.passphrase.say_problem(text)
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        self.passphrase.say_problem("")
        if self.go.isEnabled() and self.passphrase.text():
            self.typed.emit(self.passphrase.text())
