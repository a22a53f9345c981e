"""The sheet for a jot: at most one line now, the note later. Enter keeps it, with or without words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet

_LIMIT = 140


class JotSheet(Sheet):
    """Lays out the line. `line` is what stands in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=520)
        self.set_title(self.tr("A jot"))
        self.edit = LineEdit(placeholder=self.tr("One line, if it helps"), name=self.tr("A jot"))
        self.edit.setMaxLength(_LIMIT)
        self.body.addWidget(WrapLabel(self.tr("Something happened. Finish the note when you can."), tone="muted"))
        self.body.addWidget(self.edit)
        self.body.addWidget(
            WrapLabel(self.tr("It stays on this computer. Only you can read it."), role="meta", tone="muted")
        )
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.keep = PrimaryButton(self.tr("Keep jot"), keycap=self.tr("Enter"))
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        self.edit.returnPressed.connect(self.accept)
        self.keep.setAutoDefault(False)
        cancel.setAutoDefault(False)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.keep)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def line(self) -> str:
        """The line, which may be empty."""
        return self.edit.text()
