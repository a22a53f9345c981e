"""A summary for a care team: previewed, and told to the ledger right before it leaves."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.consent_views import SheetView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.ids import RecordId
from peerdesk.domain.summary import SummaryDraft
from peerdesk.work.handing_out import put_out
from peerdesk.work.summaries import Sheet, prepare_summary, record_summary, with_visit


class SummaryModel(QObject):
    """`previewed` carries a SheetView; `left` says in which way a summary has left."""

    previewed = Signal(object)
    left = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._sheet: Sheet | None = None

    @property
    def shown(self) -> Sheet | None:
        """The summary as it was previewed last, or None."""
        return self._sheet

    def preview(self, note: RecordId, draft: SummaryDraft, *, visit: bool) -> None:
        """Work out exactly what would leave. Nothing leaves by looking."""
        bench = self._bench
        self._sheet = None

        def job() -> Sheet:
            filled = with_visit(bench.vault, note, draft, visit=visit)
            return prepare_summary(bench.vault, note, filled, bench.words.labels, bench.words.language, bench.now())

        bench.run(self, job, self._on_prepared, self.refused.emit)

    def hand_over(self, act: LedgerAct, then: Callable[[], None]) -> None:
        """Write into the ledger that the previewed summary leaves, and then let it: `then` prints or copies it."""
        bench, sheet = self._bench, self._sheet
        if sheet is None:
            return

        def done(changes: Changes) -> None:
            then()
            self.left.emit(act)
            bench.announcer.tell(changes)

        bench.run(
            self, lambda: record_summary(bench.vault, sheet, act, bench.now(), bench.rng), done, self.refused.emit
        )

    def file(self, path: Path, content: bytes) -> None:
        """Put the previewed summary into a file, whole, once the ledger knows of it; else no file is there."""
        bench, sheet = self._bench, self._sheet
        if sheet is None:
            return

        def done(changes: Changes) -> None:
            self.left.emit(LedgerAct.FILED)
            bench.announcer.tell(changes)

        bench.background.run_file(self, lambda: filed(bench, sheet, path, content), done, self.refused.emit)

    def put_away(self, path: Path, content: bytes) -> None:
        """Put a page into a file that is no summary: the one that somebody signs who changed their mind."""

        def job() -> None:
            with chosen_disk():
                put_out(path, content)

        self._bench.background.run_file(self, job, lambda _none: None, self.refused.emit)

    def _on_prepared(self, sheet: Sheet) -> None:
        self._sheet = sheet
        under = "\n".join((*sheet.notice, "", *sheet.scope))
        body = "".join(f"<p>{escape(line)}</p>" for line in sheet.text.splitlines())
        self.previewed.emit(
            SheetView(text=sheet.summary.text.rstrip(), under=under, page=f"<html><body>{body}</body></html>")
        )


def filed(bench: Workbench, sheet: Sheet, path: Path, content: bytes) -> Changes:
    """Put what was previewed into a file, whole, once the ledger knows of it; else no file is there."""
    told: list[Changes] = []
    with chosen_disk():
        put_out(
            path,
            content,
            lambda: told.append(record_summary(bench.vault, sheet, LedgerAct.FILED, bench.now(), bench.rng)),
        )
    return told[0]
