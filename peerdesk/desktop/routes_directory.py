"""From the alarm about two lists of who is who to going on with the one that is here."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.needs_model import NeedsModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.two_lists_sheet import TwoListsSheet
from peerdesk.work.acts import Act
from peerdesk.work.two_directories import TwoDirectories, spelled, two_directories


class DirectoryRoutes(QObject):
    """Shows what to compare with the officer, and ends the alarm once the person says that it was."""

    refused = Signal(object)

    def __init__(self, bench: Workbench, needs: NeedsModel, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._needs = needs
        self._window = window
        self.sheet: TwoListsSheet | None = None

    def ask(self, key: str) -> None:
        """Ask whether the officer has said that what is here is right."""

        def show(found: TwoDirectories | None) -> None:
            if found is not None:
                self._show(key, found)

        vault = self._bench.vault
        self._bench.run(self, lambda: two_directories(vault), show, self.refused.emit)

    def _show(self, key: str, found: TwoDirectories) -> None:
        self.sheet = TwoListsSheet(self._window, found.n, here=spelled(found.ours), shown=spelled(found.theirs))
        self.sheet.accepted.connect(lambda: self._needs.do(key, Act.CLEAR.value))
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _on_finished(self) -> None:
        self.sheet = None
