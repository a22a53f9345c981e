"""Jots: one key and at most one line, a list on Today, and a way back after one was let go."""

from functools import partial

from PySide6.QtCore import QObject

from peerdesk.desktop.models.today_model import TodayModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.jot_sheet import JotSheet
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.work.jots import JotKept, keep_jot, put_jot_back


class JotRoutes(QObject):
    """Connects the key and the list."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, model: TodayModel, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self.sheet: JotSheet | None = None
        model.jot_dropped.connect(self._on_dropped)

    def open(self) -> None:
        """Ask for the line."""
        if self.sheet is not None:
            return
        sheet = self.sheet = JotSheet(self._shared.window)
        sheet.accepted.connect(lambda: self._keep(sheet.line))
        sheet.finished.connect(self._on_closed)
        sheet.open()

    def _keep(self, line: str) -> None:
        bench = self._bench

        def kept(what: JotKept) -> None:
            self._shared.desk.say(self.tr("Kept as a jot on this computer"))
            bench.announcer.tell(what.changes)

        job = partial(keep_jot, bench.vault, line, bench.now(), bench.rng)
        bench.run(self, job, kept, self._shared.say_refused)

    def _on_dropped(self, jot: KeptDraft) -> None:
        bench = self._bench
        back = partial(put_jot_back, bench.vault, jot)
        undo = partial(bench.run, self, back, bench.announcer.tell, self._shared.say_refused)
        self._shared.desk.say(self.tr("Jot discarded"), action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)

    def _on_closed(self) -> None:
        self.sheet = None
