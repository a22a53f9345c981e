"""From a summary that was previewed to a FHIR file of it: offered, shown in words, and saved as it was shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.fhir_model import FhirModel
from peerdesk.desktop.models.fhir_views import AddableView, FhirView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.fhir_part import FhirPart
from peerdesk.desktop.screens.summary_sheet import SummarySheet
from peerdesk.domain.ids import RecordId
from peerdesk.work.summaries import Sheet


class FhirRoutes(QObject):
    """Puts the part into the sheet of a summary. `left` says that a file was saved; `ask_name` asks where to."""

    left = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, ask_name: Callable[[str], str], *, parent: QObject) -> None:
        super().__init__(parent)
        self.model = FhirModel(bench, self)
        self._ask_name = ask_name
        self._of: tuple[RecordId, SummarySheet, Sheet] | None = None
        self.model.offered.connect(self._on_offered)
        self.model.previewed.connect(self._on_previewed)
        self.model.left.connect(self.left)
        self.model.refused.connect(self.refused)

    def offer(self, note: RecordId, sheet: SummarySheet, shown: Sheet) -> None:
        """Offer the file of what stands in the sheet, `shown` there as it would leave."""
        self._of = note, sheet, shown
        sheet.finished.connect(self._on_finished)
        self.model.offer(note)

    @property
    def part(self) -> FhirPart | None:
        """Return the part of the sheet that is open, once it is there."""
        return self._of[1].fhir if self._of is not None else None

    def _on_offered(self, addable: tuple[AddableView, ...]) -> None:
        if self._of is None or self._of[1].view is None:
            return
        part = FhirPart(addable)
        part.changed.connect(self._preview)
        part.save_asked.connect(self._save)
        self._of[1].show_fhir(part)
        self._preview()

    def _preview(self) -> None:
        part = self.part
        if part is not None and self._of is not None:
            note, sheet, shown = self._of
            visit = sheet.visit.isChecked()
            self.model.preview(note, sheet.draft(), part.added(), visit=visit, shown=shown)

    def _on_previewed(self, view: FhirView) -> None:
        part = self.part
        if part is not None:
            part.show_view(view)

    def _save(self) -> None:
        part = self.part
        name = self._ask_name(self.tr("summary.fhir.json")) if part is not None and part.view is not None else ""
        if name:
            self.model.file(Path(name))

    def _on_finished(self) -> None:
        self._of = None
