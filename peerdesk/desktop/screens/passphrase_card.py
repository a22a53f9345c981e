"""The passphrase on Sync and trust: what it opens, and changing it while the desk is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.new_passphrase import NewPassphrase
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.fields import PassphraseField
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class PassphraseCard(Card):
    """Lays it out. `change_asked` carries nothing."""

    change_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self.change = OutlinedButton(self.tr("Change it"), size="small")
        self._line = WrapLabel("", role="meta", tone="muted")
        self.body.addWidget(SectionTitle(self.tr("My passphrase")))
        self.body.addWidget(WrapLabel(self.tr("It opens your notes on this computer, and nowhere else."), tone="muted"))
        self.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._line)
        self._line.hide()
        self.change.clicked.connect(self.change_asked)

    def show_line(self, text: str) -> None:
        """Say what became of it."""
        self._line.setText(text)
        self._line.setVisible(bool(text))
        say(self, text)


class ChangePassphrase(Sheet):
    """Typing the passphrase there is and a new one twice. `typed` carries the old and the new one."""

    typed = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, self.tr("Another passphrase"), width=540)
        self.old = PassphraseField(self.tr("The passphrase you have now"))
        self.new = NewPassphrase(self.tr("New passphrase"))
        self.body.addWidget(WrapLabel(self.tr("Your recovery sheet stays as it is."), tone="muted"))
        self.body.addSpacing(theme_of(self).space(6))
        self.body.addWidget(self.old)
        self.body.addWidget(self.new)
        leave = QuietButton(self.tr("Leave it"), keycap=self.tr("Esc"))
        self.go = PrimaryButton(self.tr("Change it"))
        leave.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        self.new.entered.connect(self._on_go)
        self.finished.connect(self._forget)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self.old.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_working(self, *, working: bool) -> None:
        """Show that it is being changed, which takes a few seconds on purpose."""
        self.go.setEnabled(not working)
        self.go.setText(self.tr("Changing it") if working else self.tr("Change it"))

    def _on_go(self) -> None:
        self.old.say_problem("")
        if self.go.isEnabled() and self.new.agrees():
            self.typed.emit(self.old.text(), self.new.text())

    def _forget(self) -> None:
        for field in (self.old, self.new.first, self.new.second):
            field.hide_again()
