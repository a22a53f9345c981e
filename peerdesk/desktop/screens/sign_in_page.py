"""Signing in with the hospital in the person's own browser, while the set-up waits for it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.screens.backdrop import Backdrop
from peerdesk.desktop.screens.door_form import fill_with_card
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.labels import Label, WrapLabel

_WIDTH = 520
_LEAST = 320


class SignInPage(Backdrop):
    """Says at which host one will sign in. No browser opens before the person asks for it.

    Its signals carry nothing: what the browser opens is known to whoever composes the page.
    """

    open_asked = Signal()
    copy_asked = Signal()
    left = Signal()

    def __init__(self, host: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign in"))
        # A line may end behind a dot, so that all of a long name is seen: its end says whose it is.
        self._host = Label(host.replace(".", ".\u200b"), role="title")
        self._host.setWordWrap(True)
        self._host.setAccessibleName(host)
        self._open = PrimaryButton(self.tr("Open the browser"))
        self._leave = OutlinedButton(self.tr("Cancel"))
        self._copy = LinkButton(self.tr("Copy the address"))
        line = self.tr("They learn that you set up a computer. Nothing of your notes goes there.")
        self._line = WrapLabel(line, role="meta", tone="muted")
        self._card = Card(padding=28, gap=12, radius=16)
        self._fill_card()
        fill_with_card(self, self._card)
        self._fit()
        self._open.clicked.connect(self.open_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._leave.clicked.connect(self.left)
        self._open.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_opened(self, *, opened: bool) -> None:
        """Say that the browser has it now, or what to do where none opened."""
        if opened:
            self._say(self.tr("Sign in there, then come back here. If nothing opened, press again."))
        else:
            self._say(self.tr("No browser opened. Copy the address, and paste it into a browser on this computer."))

    def show_copied(self) -> None:
        """Say that the address can be pasted."""
        self._say(self.tr("Copied for a short while. Paste it into a browser on this computer."))

    def show_working(self) -> None:
        """Show that the browser has come back, and that the desk is being made."""
        for button in (self._open, self._leave, self._copy):
            button.setEnabled(False)
        self._say(self.tr("Your browser came back. Making your desk."))

    def _say(self, line: str) -> None:
        self._line.setText(line)
        say(self, line)

    def _fit(self) -> None:
        theme = theme_of(self)
        self._card.setFixedWidth(min(theme.height(_WIDTH), max(_LEAST, self.width() - 2 * theme.space(16))))

    def _fill_card(self) -> None:
        body = self._card.body
        body.addWidget(WrapLabel(self.tr("Sign in with your hospital"), role="hero"))
        why = self.tr("Your hospital asks for this before your computer joins. Your browser will open this place:")
        body.addWidget(WrapLabel(why, tone="muted"))
        well = Card(padding=16, gap=6, fill="well")
        well.body.addWidget(self._host)
        body.addWidget(well)
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(12))
        row.addWidget(self._open)
        row.addWidget(self._leave)
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(self._line)
        link = QHBoxLayout()
        link.addWidget(self._copy)
        link.addStretch(1)
        body.addLayout(link)
