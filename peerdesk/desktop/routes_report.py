"""The page of the team's figures, on a supervisor's desk: choosing a period, printing it, saving it."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.report_model import ReportModel
from peerdesk.desktop.models.report_views import ReportView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.paper import Printer, chosen_printer, pdf_of
from peerdesk.desktop.routes_pulse import PulseRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.save_dialog import asked_file
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.report import ReportScreen

REPORT = "report"


class ReportRoutes(QObject):
    """Connects the page, made when somebody first goes there. `ask_file` and `ask_printer` are Qt's windows."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._view = ReportView()
        self.model = ReportModel(bench, self)
        self.pulses = PulseRoutes(shared, bench, parent=self)
        self.ask_file: Callable[[QWidget, str, str], str] = asked_file
        self.ask_printer: Callable[[QWidget], Printer | None] = chosen_printer
        self.model.shown.connect(self._on_shown)
        self.model.refused.connect(shared.say_refused)

    @property
    def place(self) -> Place:
        """The place in the rail."""
        return Place(code=REPORT, name=self.tr("Program report"), icon="bars")

    def enter(self) -> None:
        """Show the page."""
        self.model.read()
        self.pulses.model.read()
        self._shared.desk.show_page(self.page, REPORT)
        self.page.enter()

    @cached_property
    def page(self) -> ReportScreen:
        """The page."""
        page = ReportScreen(self.pulses.card)
        self._shared.desk.take_in(page)
        page.picked.connect(self.model.choose)
        page.print_asked.connect(self._print)
        page.page_asked.connect(self._save_page)
        page.table_asked.connect(self._save_table)
        self.model.said.connect(self._shared.desk.say)
        key = QShortcut(QKeySequence("Ctrl+E"), page)
        key.activated.connect(self._save_page)
        page.show_view(self._view)
        return page

    def _on_shown(self, view: ReportView) -> None:
        self._view = view
        self.page.show_view(view)

    def _print(self) -> None:
        page = self.model.page()
        printer = self.ask_printer(self._shared.window) if page is not None else None
        if page is not None and printer is not None:
            printer(page)
            self._shared.desk.say(self.tr("Sent to the printer"))

    def _save_page(self) -> None:
        page = self.model.page()
        file = self._file("pdf") if page is not None else ""
        if page is not None and file:
            self.model.save(file, pdf_of(page))

    def _save_table(self) -> None:
        table = self.model.table()
        file = self._file("csv") if table is not None else ""
        if table is not None and file:
            self.model.save(file, table.encode())

    def _file(self, ending: str) -> str:
        return self.ask_file(self._shared.window, f"{self.model.file_name}.{ending}", f"*.{ending}")
