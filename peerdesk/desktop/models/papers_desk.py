"""Showing somebody's permission papers to a supervisor: what they would see, and the decision."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.papers_views import PapersReaderView
from peerdesk.desktop.models.papers_words import PapersWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.papers import Papers
from peerdesk.work.papers import PapersPreview, preview_papers, share_papers, stop_papers


class PapersDesk(QObject):
    """`previewed` carries a PapersView; `shared` and `stopped` a first name."""

    previewed = Signal(object)
    shared = Signal(str)
    stopped = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._words = PapersWords(bench, self)
        self._shown: Papers | None = None

    def preview(self, individual: RecordId, reader: PapersReaderView) -> None:
        """Work out exactly what a reader would see. Nothing is shared by looking."""
        bench, person = self._bench, _person(reader)

        def done(found: PapersPreview) -> None:
            self._shown = found.papers
            self.previewed.emit(self._words.of(found.papers))

        bench.run(self, lambda: preview_papers(bench.vault, individual, person, bench.now()), done, self.refused.emit)

    def share(self, individual: RecordId, reader: PapersReaderView) -> None:
        """Let a reader see what the preview showed, and nothing else."""
        bench, person, shown = self._bench, _person(reader), self._shown

        def done(changes: Changes) -> None:
            self.shared.emit(reader.first_name)
            bench.announcer.tell(changes)

        def job() -> Changes:
            return share_papers(bench.vault, individual, person, bench.now(), as_shown=shown)

        bench.run(self, job, done, self.refused.emit)

    def stop(self, individual: RecordId, reader: PapersReaderView) -> None:
        """Take them back."""
        bench, person = self._bench, _person(reader)

        def done(changes: Changes) -> None:
            self.stopped.emit(reader.first_name)
            bench.announcer.tell(changes)

        bench.run(self, lambda: stop_papers(bench.vault, individual, person, bench.now()), done, self.refused.emit)


def _person(reader: PapersReaderView) -> PersonId:
    return PersonId(reader.key if isinstance(reader.key, bytes) else b"")
