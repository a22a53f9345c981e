"""The page of a peer's own sums, and own notes to take along."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.impact_model import ImpactModel
from peerdesk.desktop.models.impact_views import ExportView, ImpactView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.save_dialog import asked_file
from peerdesk.desktop.screens.export_sheet import ExportSheet
from peerdesk.desktop.screens.impact import ImpactScreen

IMPACT = "impact"
UNITS = "units"
_TODAY = "today"


class ImpactRoutes(QObject):
    """Connects the page, which is made when somebody first goes there. `ask_file` is Qt's own window."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.model = ImpactModel(bench, self)
        self.sheet: ExportSheet | None = None
        self.ask_file: Callable[[QWidget, str, str], str] = asked_file
        self.model.shown.connect(self._on_shown)
        self.model.previewed.connect(self._on_previewed)
        self.model.refused.connect(shared.say_refused)
        told = self.tr("%1 is saved where you chose. It holds private notes.")
        self.model.saved.connect(lambda name: shared.desk.say(told.replace("%1", name)))

    @property
    def acts(self) -> dict[str, Callable[[], None]]:
        """What the commands of the desk do here."""
        return {IMPACT: lambda: self._shared.place_asked.emit(IMPACT)}

    def enter(self) -> None:
        """Show the page."""
        self.model.read()
        self._shared.desk.show_page(self.page, _TODAY)
        self.page.enter()

    @cached_property
    def page(self) -> ImpactScreen:
        """The page."""
        page = ImpactScreen()
        self._shared.desk.take_in(page)
        page.picked.connect(self.model.choose)
        page.export_asked.connect(self._export)
        page.units_asked.connect(lambda: self._shared.place_asked.emit(UNITS))
        return page

    def _on_shown(self, view: ImpactView) -> None:
        self.page.show_view(view)

    def _export(self) -> None:
        if self.sheet is None:
            sheet = self.sheet = ExportSheet(self._shared.window, self.page.periods.currentText())
            sheet.looked.connect(self._look)
            sheet.asked.connect(self._save)
            sheet.finished.connect(self._on_finished)
            self._look()
            sheet.open()

    def _look(self) -> None:
        if self.sheet is not None:
            self.model.preview(handles=self.sheet.handles.isChecked(), memory=self.sheet.memory.isChecked())

    def _on_previewed(self, view: ExportView) -> None:
        if self.sheet is not None:
            self.sheet.show_view(view)

    def _save(self, ending: str) -> None:
        sheet = self.sheet
        chosen = self.ask_file(self._shared.window, f"my-notes-{self.model.period}.{ending}", f"*.{ending}")
        if sheet is not None and chosen:
            self.model.save(Path(chosen), ending, handles=sheet.handles.isChecked(), memory=sheet.memory.isChecked())
            sheet.accept()

    def _on_finished(self) -> None:
        self.sheet = None
