"""A part of the desk that asks by one sheet: a second one waits until the first is closed."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.domain.errors import ExpectedError

AnySheet = TypeVar("AnySheet", bound=FormSheet)


class OneSheet(QObject, Generic[AnySheet]):
    """Has the sheet that is open, if there is one."""

    def __init__(self, shared: SharedRoutes, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.sheet: AnySheet | None = None

    def _open(self, sheet: AnySheet) -> None:
        if self.sheet is None:
            self.sheet = sheet
            sheet.finished.connect(self._on_closed)
            sheet.open()

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()

    def _on_closed(self) -> None:
        self.sheet = None

    def _on_refused(self, problem: ExpectedError) -> None:
        """Say what is in the way where somebody writes, or on the page where nothing is open."""
        if self.sheet is not None:
            self.sheet.say_problem(self._shared.sentences.of(problem))
        else:
            self._shared.say_refused(problem)
