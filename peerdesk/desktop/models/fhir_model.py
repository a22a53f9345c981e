"""A FHIR file of a summary: what can be added, all that is in it in words, and the ledger told before it leaves."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.fhir_views import AddableView, FhirView
from peerdesk.desktop.models.fhir_words import FOLLOW_UP, INTRODUCTION, REFERRAL, FhirWords
from peerdesk.desktop.models.summary_model import filed
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId
from peerdesk.domain.summary import SummaryDraft
from peerdesk.work.fhir_given import Added, FhirChoices, fhir_choices
from peerdesk.work.summaries import Sheet, with_visit

if TYPE_CHECKING:
    from peerdesk.work.fhir_export import FhirSheet


class FhirModel(QObject):
    """`offered` carries AddableViews, `previewed` a FhirView; `left` says that the file is there."""

    offered = Signal(object)
    previewed = Signal(object)
    left = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._words = FhirWords(bench.words, self)
        self._sheet: Sheet | None = None
        self._content = b""
        self._asked = 0

    def offer(self, note: RecordId) -> None:
        """Read what can be added to the summary of a note."""
        bench = self._bench

        def done(choices: FhirChoices) -> None:
            self.offered.emit(self._words.addable(choices))

        bench.run(self, lambda: fhir_choices(bench.vault, note, bench.now()), done, self.refused.emit)

    def preview(
        self, note: RecordId, draft: SummaryDraft, added: Collection[AddableView], *, visit: bool, shown: Sheet
    ) -> None:
        """Make the file of a summary that was `shown`, and show it in words. Nothing leaves by looking.

        It runs where files are written: the models of the standard take a while to be brought in, and no note waits.
        """
        bench, chosen = self._bench, _added(added)
        labels, language = bench.words.labels, bench.words.language
        self._sheet = None
        self._asked += 1
        asked = self._asked

        def job() -> "FhirSheet":
            from peerdesk.work.fhir_export import prepare_fhir

            filled = with_visit(bench.vault, note, draft, visit=visit)
            make = prepare_fhir(bench.vault, note, filled, chosen, labels, language, bench.now())
            found = make(bench.rng)
            found.refuse_unlike(shown)
            return found

        def done(found: "FhirSheet") -> None:
            # Whoever went on writing meanwhile sees the file of what they wrote, or none.
            if asked == self._asked:
                self._sheet, self._content = found.sheet, found.content
                self.previewed.emit(FhirView(lines=self._words.lines(found.given), file=found.content.decode()))

        bench.background.run_file(self, job, done, self.refused.emit)

    def file(self, path: Path) -> None:
        """Write the very bytes that were previewed, once the ledger knows of it; else no file is there."""
        bench, sheet, content = self._bench, self._sheet, self._content
        if sheet is None:
            return

        def done(changes: Changes) -> None:
            self.left.emit()
            bench.announcer.tell(changes)

        bench.background.run_file(self, lambda: filed(bench, sheet, path, content), done, self.refused.emit)


def _added(chosen: Collection[AddableView]) -> Added:
    def of(kind: str) -> tuple[RecordId, ...]:
        return tuple(one.key for one in chosen if one.kind == kind and one.key is not None)

    follow_up = any(one.kind == FOLLOW_UP for one in chosen)
    return Added(follow_up=follow_up, introductions=of(INTRODUCTION), referrals=of(REFERRAL))
