"""From a note to what its individual allows: the card, the sheets, and the ways on paper."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.clipboard import copy
from peerdesk.desktop.models.consent_model import ConsentModel
from peerdesk.desktop.models.consent_views import ConsentView, SheetView, WithdrawnView
from peerdesk.desktop.models.papers_views import PapersReaderView
from peerdesk.desktop.models.summary_model import SummaryModel
from peerdesk.desktop.models.views import NoteView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.paper import Printer, chosen_printer, pdf_of
from peerdesk.desktop.routes_fhir import FhirRoutes
from peerdesk.desktop.routes_papers import PapersRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.consent_card import ConsentCard
from peerdesk.desktop.screens.consent_sheet import ConsentSheet
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.desktop.screens.summary_sheet import SummarySheet
from peerdesk.desktop.screens.withdraw_sheets import WithdrawnSheet, WithdrawSheet
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    LedgerAct,
    SignedHow,
)
from peerdesk.domain.errors import BadDateError, BadValueError, ExpectedError
from peerdesk.domain.ids import RecordId

CLIPBOARD_SECONDS = 60
_LISTS = (ConsentKind, ConsentScope, ConsentPurpose, ConsentUntil, SignedHow, FormStatement)


class ConsentRoutes(QObject):
    """Opens the sheets and carries out what was decided on them. `ask_file` and `ask_printer` are Qt's own windows."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, page: NoteDetail, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self._page = page
        self.model = ConsentModel(bench, self)
        self.summaries = SummaryModel(bench, self)
        self.papers = PapersRoutes(bench, shared.window, parent=self)
        self.papers.said.connect(shared.desk.say)
        self.papers.refused.connect(shared.say_refused)
        self.sheet: Sheet | None = None
        self.view = ConsentView()
        self.ask_file: Callable[[QWidget, str], str] = _asked_file
        self.fhir = FhirRoutes(bench, lambda name: self.ask_file(shared.window, name), parent=self)
        self.fhir.left.connect(lambda: self._on_left(LedgerAct.FILED))
        self.fhir.refused.connect(self._on_summary_refused)
        self.ask_printer: Callable[[QWidget], Printer | None] = chosen_printer
        self.model.shown.connect(self._on_shown)
        self.model.kept.connect(self._on_kept)
        self.model.withdrawn.connect(self._on_withdrawn)
        self.model.refused.connect(self._on_refused)
        self.summaries.previewed.connect(self._on_previewed)
        self.summaries.left.connect(self._on_left)
        self.summaries.refused.connect(self._on_summary_refused)

    def on_note(self, view: NoteView) -> None:
        """Read what whom the shown note is about allows."""
        if not isinstance(view.key, bytes):
            return
        if view.key != self.model.note:
            # Whoever comes next is never shown beside what the one before allows.
            self.view = ConsentView()
            self._page.show_consent(None)
        self.model.show(RecordId(view.key))

    def add(self) -> None:
        """Ask what they allow."""
        words = self._bench.words
        labels: dict[StrEnum, str] = {code: words.of(code) for codes in _LISTS for code in codes}
        sheet = ConsentSheet(self._shared.window, self.view.handle, labels, self._bench.today().isoformat())
        sheet.keep_asked.connect(lambda: self.model.add(sheet.draft()))
        self._open(sheet)

    def withdraw(self) -> None:
        """Ask once, and end it all."""
        sheet = WithdrawSheet(self._shared.window, self.view.handle)
        sheet.accepted.connect(
            lambda: self.model.withdraw(
                do_not_contact=sheet.no_contact.isChecked(), stop_follow_ups=sheet.no_follow_ups.isChecked()
            )
        )
        self._open(sheet)

    def summarise(self) -> None:
        """Write a summary for somebody whom a release names."""
        note = self.model.note
        if note is None or not self.view.recipients:
            return
        sheet = SummarySheet(self._shared.window, self.view.handle, self.view.recipients)
        sheet.preview_asked.connect(lambda: self.summaries.preview(note, sheet.draft(), visit=sheet.visit.isChecked()))
        sheet.print_asked.connect(lambda: self._print_summary(sheet.view))
        sheet.copy_asked.connect(lambda: self._copy_summary(sheet.view))
        sheet.file_asked.connect(lambda: self._file_summary(sheet.view))
        sheet.fhir_asked.connect(lambda: self._offer_fhir(note, sheet))
        self._open(sheet)

    def _on_shown(self, view: ConsentView) -> None:
        if view == self.view:
            # A card that is made anew takes the focus from whoever stands on it.
            return
        self.view = view
        card = ConsentCard(view) if view.handle else None
        if card is not None:
            card.add_asked.connect(self.add)
            card.withdraw_asked.connect(self.withdraw)
            card.summary_asked.connect(self.summarise)
            card.papers_asked.connect(lambda reader: self._of_shown(self.papers.offer, reader))
            card.papers_stop_asked.connect(lambda reader: self._of_shown(self.papers.stop, reader))
        self._page.show_consent(card)

    def _offer_fhir(self, note: RecordId, sheet: SummarySheet) -> None:
        if self.summaries.shown is not None:
            self.fhir.offer(note, sheet, self.summaries.shown)

    def _of_shown(self, act: Callable[[RecordId, PapersReaderView], None], reader: PapersReaderView) -> None:
        individual = self.model.individual
        if individual is not None:
            act(individual, reader)

    def _on_withdrawn(self, view: WithdrawnView) -> None:
        sheet = WithdrawnSheet(self._shared.window, view)
        sheet.print_asked.connect(lambda: self._print(view.page))
        sheet.file_asked.connect(lambda: self._save(view.page))
        self._open(sheet)

    def _on_kept(self) -> None:
        if isinstance(self.sheet, ConsentSheet):
            self.sheet.accept()
        self._shared.desk.say(self.tr("Kept. What a release lacks stands beside it."))

    def _on_refused(self, problem: ExpectedError) -> None:
        if isinstance(self.sheet, ConsentSheet):
            self.sheet.say_problem(self._sentence(problem))
        else:
            self._shared.say_refused(problem)

    def _on_summary_refused(self, problem: ExpectedError) -> None:
        if isinstance(self.sheet, SummarySheet):
            self.sheet.say_problem(self._sentence(problem))
        else:
            self._shared.say_refused(problem)

    def _sentence(self, problem: ExpectedError) -> str:
        if isinstance(problem, BadDateError):
            return self.tr("Write a day like this: 2027-01-31.")
        if isinstance(problem, BadValueError) and problem.field == "summary":
            return self.tr("That is more than 120 words. Leave something out.")
        return self._shared.sentences.of(problem)

    def _on_previewed(self, view: SheetView) -> None:
        if isinstance(self.sheet, SummarySheet):
            self.sheet.show_preview(view)

    def _print(self, page: str) -> None:
        printer = self.ask_printer(self._shared.window)
        if printer is not None:
            printer(page)

    def _save(self, page: str) -> None:
        name = self.ask_file(self._shared.window, self.tr("withdrawal.pdf"))
        if name:
            self.summaries.put_away(Path(name), pdf_of(page))

    def _print_summary(self, view: SheetView | None) -> None:
        printer = self.ask_printer(self._shared.window) if view is not None else None
        if view is not None and printer is not None:
            # The printer is chosen first, so that the ledger knows of nothing that nobody printed.
            self.summaries.hand_over(LedgerAct.PRINTED, lambda: printer(view.page))

    def _copy_summary(self, view: SheetView | None) -> None:
        if view is not None:
            self.summaries.hand_over(LedgerAct.COPIED, lambda: self._to_clipboard(view))

    def _file_summary(self, view: SheetView | None) -> None:
        name = self.ask_file(self._shared.window, self.tr("summary.pdf")) if view is not None else ""
        if view is not None and name:
            self.summaries.file(Path(name), pdf_of(view.page))

    def _to_clipboard(self, view: SheetView) -> None:
        copy(f"{view.text}\n\n{view.under}\n", seconds=CLIPBOARD_SECONDS)

    def _on_left(self, act: LedgerAct) -> None:
        said = {
            LedgerAct.PRINTED: self.tr("Printed. The ledger has it."),
            LedgerAct.COPIED: self.tr("Copied. The clipboard is cleared in a minute."),
            LedgerAct.FILED: self.tr("Saved. The ledger has it."),
        }
        self._shared.desk.say(said[act])

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda: self._on_finished(sheet))
        sheet.open()

    def _on_finished(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None


def _asked_file(window: QWidget, name: str) -> str:
    kind = f"{Path(name).suffix[1:].upper()} (*{Path(name).suffix})"
    return QFileDialog.getSaveFileName(window, "", name, kind)[0]
