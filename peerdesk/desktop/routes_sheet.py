"""From the card of the recovery sheet to a new one, and to one that was made on another computer."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.private_file import keep_new_sheet
from peerdesk.desktop.screens.sheet_card import SheetCard, UseSheet
from peerdesk.desktop.sheet_sentences import SheetSentences
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import DiskFailedError, ExpectedError
from peerdesk.domain.sheet_errors import SheetMistypedError
from peerdesk.work.enrolment import Remotes
from peerdesk.work.new_sheet import NewSheet, new_sheet, use_sheet
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet


class SheetRoutes(QObject):
    """Serves one card. The new sheet is on the disk before anything changes."""

    def __init__(
        self,
        bench: Workbench,
        remotes: Remotes,
        window: QWidget,
        card: SheetCard,
        *,
        enrolled: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._remotes = remotes
        self._window = window
        self._card = card
        self.sheet: UseSheet | None = None
        # Whoever belongs to no hospital has this one computer.
        card.use.setVisible(enrolled)
        card.make_asked.connect(self._on_make)
        card.use_asked.connect(self._on_use)

    def _on_make(self) -> None:
        suggested = str(Path.home() / "peerdesk-recovery-new.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the new sheet"), suggested)
        if not chosen:
            return
        bench, remotes = self._bench, self._remotes

        def keep(sheet: RecoverySheet) -> None:
            keep_new_sheet(sheet, Path(chosen))

        self._card.show_working(working=True)
        bench.background.run_network(
            self, lambda: new_sheet(bench.vault, remotes, bench.now(), keep, bench.rng), self._on_made, self._on_refused
        )

    def _on_made(self, found: NewSheet) -> None:
        self._card.show_working(working=False)
        saved = self.tr("Saved. Print it, and delete the file.")
        ended = (
            self.tr("The old sheet ended. Destroy it.")
            if found.is_heard
            else self.tr("The old sheet ends with the next sync.")
        )
        self._card.show_line(f"{saved} {ended}")
        self._bench.announcer.tell(found.changes)

    def _on_refused(self, problem: ExpectedError) -> None:
        self._card.show_working(working=False)
        if isinstance(problem, DiskFailedError):
            self._card.show_line(self.tr("It could not be saved there. The old sheet goes on to count."))
        else:
            self._card.show_line(SheetSentences().of(problem))

    def _on_use(self) -> None:
        self.sheet = UseSheet(self._window)
        self.sheet.typed.connect(self._on_typed)
        self.sheet.finished.connect(self._on_finished)
        self.sheet.open()

    def _on_typed(self, text: str) -> None:
        bench, window = self._bench, self.sheet
        if window is None:
            return
        try:
            typed = read_sheet(text)
        except SheetMistypedError as slip:
            window.code.say_problem(SheetSentences().of(slip))
            return
        bench.run(self, lambda: use_sheet(bench.vault, typed), self._on_used, self._on_not_used)

    def _on_used(self, changes: Changes) -> None:
        if self.sheet is not None:
            self.sheet.accept()
        self._card.show_line(self.tr("Your newest sheet opens this computer now."))
        self._bench.announcer.tell(changes)

    def _on_not_used(self, problem: ExpectedError) -> None:
        if self.sheet is not None:
            self.sheet.code.say_problem(SheetSentences().of(problem))

    def _on_finished(self) -> None:
        self.sheet = None
