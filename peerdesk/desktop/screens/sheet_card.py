"""The recovery sheet on Sync and trust: making a new one, and typing one that was made on another computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.cards import Card
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet


class SheetCard(Card):
    """Lays it out. `make_asked` and `use_asked` carry nothing."""

    make_asked = Signal()
    use_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=10, parent=parent)
        self._idle = self.tr("Make a new sheet")
        self.make = OutlinedButton(self._idle, size="small")
        self.use = LinkButton(self.tr("I made one elsewhere"))
        self._line = WrapLabel("", role="meta", tone="muted")
        self.body.addWidget(SectionTitle(self.tr("My recovery sheet")))
        self.body.addWidget(
            WrapLabel(self.tr("Was it lost, or did somebody see it? A new one ends the old one."), tone="muted")
        )
        row = QHBoxLayout()
        row.setSpacing(theme_of(self).space(12))
        row.addWidget(self.make)
        row.addWidget(self.use)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._line)
        self._line.hide()
        self.make.clicked.connect(self.make_asked)
        self.use.clicked.connect(self.use_asked)

    def show_working(self, *, working: bool) -> None:
        """Show that a sheet is being made."""
        self.make.setEnabled(not working)
        self.make.setText(self.tr("Making it") if working else self._idle)

    def show_line(self, text: str) -> None:
        """Say what became of it."""
        self._line.setText(text)
        self._line.setVisible(bool(text))
        say(self, text)


class UseSheet(Sheet):
    """Typing the newest sheet, so that it opens this computer as well. `typed` carries the code."""

    typed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, self.tr("Your newest sheet"), width=540)
        self.body.addWidget(
            WrapLabel(self.tr("Type its nine groups. Then it opens this computer, too, and the older one does not."))
        )
        self.code = Field(self.tr("From your recovery sheet"))
        self.body.addWidget(self.code)
        leave = QuietButton(self.tr("Leave it"), keycap=self.tr("Esc"))
        self.go = PrimaryButton(self.tr("Use this sheet"))
        leave.clicked.connect(self.reject)
        self.go.clicked.connect(lambda: self.typed.emit(self.code.text()))
        self.code.edit.returnPressed.connect(self.go.click)
        self.buttons.addWidget(leave)
        self.buttons.addWidget(self.go)
        self.code.edit.setFocus(Qt.FocusReason.OtherFocusReason)
