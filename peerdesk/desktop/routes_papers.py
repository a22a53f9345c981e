"""From what somebody allows to who sees it: the preview before it leaves, and taking it back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.papers_desk import PapersDesk
from peerdesk.desktop.models.papers_views import PapersReaderView, PapersView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.papers_sheet import PapersSheet, StopPapersSheet
from peerdesk.domain.ids import RecordId


class PapersRoutes(QObject):
    """Opens the two sheets and carries out what was decided on them.

    `said` carries what was done, in words; `left` follows a preview, whatever was decided on it.
    """

    said = Signal(str)
    left = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._asked: tuple[RecordId, PapersReaderView] | None = None
        self.model = PapersDesk(bench, self)
        self.model.previewed.connect(self._on_previewed)
        self.model.shared.connect(self._on_shared)
        self.model.stopped.connect(self._on_stopped)
        self.model.refused.connect(self.refused)

    def offer(self, individual: RecordId, reader: PapersReaderView) -> None:
        """Show what a reader would see; the sheet opens once that is known."""
        self._asked = (individual, reader)
        self.model.preview(individual, reader)

    def offer_to(self, individual: RecordId, person: object, name: str) -> None:
        """Offer them to somebody who has none of them: `person` is their key, `name` their first name."""
        self.offer(
            individual,
            PapersReaderView(key=person, name=name, first_name=name, state="", can_share=True, can_stop=False),
        )

    def stop(self, individual: RecordId, reader: PapersReaderView) -> None:
        """Ask once, in honest words, and take it back."""
        sheet = StopPapersSheet(self._window, reader)
        sheet.accepted.connect(lambda: self.model.stop(individual, reader))
        sheet.open()

    def _on_previewed(self, view: PapersView) -> None:
        if self._asked is None:
            return
        individual, reader = self._asked
        self._asked = None
        sheet = PapersSheet(self._window, reader, view)
        sheet.share_asked.connect(lambda: self.model.share(individual, reader))
        sheet.finished.connect(self.left)
        sheet.open()

    def _on_shared(self, name: str) -> None:
        self.said.emit(self.tr("%1 sees these permissions after the next sync").replace("%1", name))

    def _on_stopped(self, name: str) -> None:
        line = self.tr("Taken back from %1. What was read cannot be unread.")
        self.said.emit(line.replace("%1", name))
