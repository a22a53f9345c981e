"""A sheet to write in: it stays open until what stands in it was kept, and says itself what is in the way."""

from collections.abc import Callable

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from peerdesk.desktop.widgets.buttons import LinkButton, QuietButton
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.sheet import SHEET_WIDTH, Sheet


class FormSheet(Sheet):
    """A sheet whose `problem` line is hidden until there is one. Each form puts the line where it is read in time."""

    def __init__(self, window: QWidget, title: str, *, width: int = SHEET_WIDTH) -> None:
        super().__init__(window, title, width=width)
        self.problem = Message("needs", "")
        self.problem.hide()

    def say_problem(self, text: str) -> None:
        """Say what would help, and leave everything as it stands."""
        self.problem.show_text("needs", text)
        self.problem.show()
        self._place()

    def end_with(self, *keep: QPushButton, delete: Callable[[], object] | None = None) -> QPushButton:
        """Put the buttons at the foot: the way out, what keeps the form, and apart from both, what takes it away.

        Returns the way out.
        """
        if delete is not None:
            gone = LinkButton(self.tr("Delete"), tone="muted")
            gone.clicked.connect(delete)
            self.buttons.insertWidget(0, gone)
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        cancel.clicked.connect(self.reject)
        for button in (cancel, *keep):
            self.buttons.addWidget(button)
        return cancel

    def keep_by_keys(self, keep: Callable[[], object]) -> None:
        """Let Ctrl and Enter, of either part of the keyboard, do what the button says."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, keep)
