"""A sheet to write in: it stays open until what stands in it was kept, and says itself what is in the way."""

from collections.abc import Callable

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

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

    def keep_by_keys(self, keep: Callable[[], object]) -> None:
        """Let Ctrl and Enter, of either part of the keyboard, do what the button says."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(keys, self, keep)
