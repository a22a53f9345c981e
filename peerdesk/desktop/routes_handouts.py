"""Pages to hand out: the sheet, the printer, and a file where somebody wants one. Nothing of it is kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.paper import Printer, chosen_printer, pdf_of
from peerdesk.desktop.screens.handout_sheet import HandoutSheet
from peerdesk.work.handing_out import put_out
from peerdesk.work.handouts import handout_names, handout_page, team_card_prompts


class HandoutRoutes(QObject):
    """Opens the sheet over a window. `ask_file` and `ask_printer` are Qt's own windows."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, window: QWidget, *, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._window = window
        self.sheet: HandoutSheet | None = None
        self.ask_file: Callable[[QWidget, str], str] = _asked_file
        self.ask_printer: Callable[[QWidget], Printer | None] = chosen_printer

    def show(self) -> None:
        """Show the sheet."""
        language = self._bench.words.language
        sheet = HandoutSheet(self._window, handout_names(language), team_card_prompts(language), language)
        sheet.language_picked.connect(lambda code: sheet.show_prompts(team_card_prompts(code)))
        sheet.print_asked.connect(lambda: self._print(sheet))
        sheet.file_asked.connect(lambda: self._save(sheet))
        sheet.finished.connect(self._on_finished)
        self.sheet = sheet
        sheet.open()

    def _print(self, sheet: HandoutSheet) -> None:
        printer = self.ask_printer(self._window)
        if printer is not None:
            printer(_page(sheet))
            self.said.emit(self.tr("Sent to the printer. Nothing was kept here."))

    def _save(self, sheet: HandoutSheet) -> None:
        name = self.ask_file(self._window, f"{sheet.kind().value.replace('_', '-')}.pdf")
        if not name:
            return
        content = pdf_of(_page(sheet))

        def job() -> str:
            with chosen_disk():
                put_out(Path(name), content)
            return Path(name).name

        told = self.tr("%1 is saved where you chose. Delete it once it is printed.")
        self._bench.background.run_file(
            self, job, lambda file: self.said.emit(told.replace("%1", file)), self.refused.emit
        )

    def _on_finished(self) -> None:
        self.sheet = None


def _page(sheet: HandoutSheet) -> str:
    return handout_page(sheet.kind(), sheet.languages(), sheet.card())


def _asked_file(window: QWidget, name: str) -> str:
    return QFileDialog.getSaveFileName(window, "", name, "PDF (*.pdf)")[0]
