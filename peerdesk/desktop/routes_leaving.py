"""The last day: the sheet that says what becomes of each thing, and the file with the peer's own numbers."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop.models.leaving_model import LeavingModel
from peerdesk.desktop.models.leaving_views import LastDayView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.leaving_sheet import LeavingSheet


class LeavingRoutes(QObject):
    """Opens the sheet from the menu."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.model = LeavingModel(bench, self)
        self.sheet: LeavingSheet | None = None
        self.model.shown.connect(self._on_shown)
        self.model.saved.connect(self._on_saved)
        self.model.refused.connect(shared.say_refused)

    def show(self) -> None:
        """Count what there is, and open the sheet with it."""
        if self.sheet is None:
            self.model.read()

    def _on_shown(self, view: LastDayView) -> None:
        if self.sheet is not None:
            return
        sheet = self.sheet = LeavingSheet(self._shared.window, view)
        sheet.numbers_asked.connect(lambda: self._ask_where(view.file_name))
        sheet.finished.connect(self._on_finished)
        sheet.open()

    def _ask_where(self, name: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file, _ = QFileDialog.getSaveFileName(self.sheet, self.tr("Save my numbers"), str(Path(folder) / name), "*.csv")
        if file:
            self.model.save(file)

    def _on_saved(self, name: str) -> None:
        self._shared.desk.say(self.tr("Your numbers are in %1").replace("%1", name))

    def _on_finished(self) -> None:
        self.sheet = None
