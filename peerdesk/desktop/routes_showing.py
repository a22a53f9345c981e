"""Showing a note to the individual it is about, while it is written."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.shown_note import ShownNote
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.quick_note import QuickNote
from peerdesk.desktop.screens.show_sheet import ShowSheet


class ShowingRoutes(QObject):
    """Opens the large view of what stands in a form."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self._said = ShownNote(bench.words, self)
        self.sheet: ShowSheet | None = None

    def serve(self, form: QuickNote) -> None:
        """Serve a form for as long as it is shown."""
        form.parts.shared_view.show_asked.connect(lambda: self._open(form))

    def _open(self, form: QuickNote) -> None:
        if self.sheet is not None:
            return
        reads = self.tr("Only I can read it, unless I share it.")
        sheet = self.sheet = ShowSheet(
            self._shared.window, self._said.lines(form.draft(), self._bench.today()), who_reads=reads
        )
        sheet.accepted.connect(form.parts.shared_view.mark_shown)
        sheet.finished.connect(self._on_closed)
        sheet.open()

    def _on_closed(self) -> None:
        self.sheet = None
