"""The page of the unit summary, and the form behind each of its lines."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.units_model import UnitsModel
from peerdesk.desktop.models.units_views import UnitLine, UnitsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_impact import IMPACT
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.save_dialog import asked_file
from peerdesk.desktop.screens.unit_time_sheet import UnitTimeSheet
from peerdesk.desktop.screens.units import UnitsScreen

_TODAY = "today"


class UnitsRoutes(OneSheet[UnitTimeSheet]):
    """Connects the page, which is made when somebody first goes there. `ask_file` is Qt's own window."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self.model = UnitsModel(bench, self)
        self.ask_file: Callable[[QWidget, str, str], str] = asked_file
        self.model.shown.connect(self._on_shown)
        self.model.kept.connect(self._close)
        self.model.refused.connect(self._on_refused)
        told = self.tr("%1 is saved where you chose. It is not a claim.")
        self.model.saved.connect(lambda name: shared.desk.say(told.replace("%1", name)))

    def enter(self) -> None:
        """Show the page."""
        self.model.read()
        self._shared.desk.show_page(self.page, _TODAY)
        self.page.enter()

    @cached_property
    def page(self) -> UnitsScreen:
        """The page."""
        page = UnitsScreen()
        self._shared.desk.take_in(page)
        page.picked.connect(self.model.choose)
        page.more_asked.connect(self.model.show_more)
        page.timed.connect(self._ask)
        page.save_asked.connect(self._save)
        page.left.connect(lambda: self._shared.place_asked.emit(IMPACT))
        return page

    def _on_shown(self, view: UnitsView) -> None:
        self.page.show_view(view)

    def _ask(self, line: UnitLine) -> None:
        is_new = not line.draft.begins and not line.competing
        sheet = UnitTimeSheet(self._shared.window, line, self.model.says, is_new=is_new)
        sheet.keep_asked.connect(lambda draft: self.model.keep(line.note, draft))
        sheet.out_asked.connect(lambda: self.model.take_out(line.note))
        self._open(sheet)

    def _save(self, ending: str) -> None:
        chosen = self.ask_file(self._shared.window, f"units-{self.model.period}.{ending}", f"*.{ending}")
        if chosen:
            self.model.save(Path(chosen), ending)
