"""From a removed computer's work, which waits for its person, to each item of it and back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.removed_model import RemovedModel, RemovedWorkView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.removed_sheet import RemovedSheet


class RemovedRoutes(QObject):
    """Shows the sheet once the items are there, and does what is decided on it."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.model = RemovedModel(bench, self)
        self.sheet: RemovedSheet | None = None
        self.model.shown.connect(self._on_shown)
        self.model.refused.connect(self.refused)

    def look(self) -> None:
        """Show what a removed computer wrote, item by item."""
        if self.sheet is None:
            sheet = self.sheet = RemovedSheet(self._window)
            sheet.decided.connect(lambda key, is_theirs: self.model.decide(key, yes=is_theirs))
            sheet.finished.connect(self._on_finished)
        self.model.read()

    def _on_shown(self, work: RemovedWorkView) -> None:
        if self.sheet is not None:
            self.sheet.show_work(work)
            if not self.sheet.isVisible():
                # Opened once the words are there, so that it comes with its right size.
                self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None
