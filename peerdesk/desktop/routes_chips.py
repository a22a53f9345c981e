"""A peer's own order of the answers they pick from: read once the desk is there, and changed on a sheet."""

from functools import partial

from PySide6.QtCore import QObject

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.chips_sheet import ChipsSheet, Lists
from peerdesk.domain.offered import VOCABULARIES
from peerdesk.domain.own_chips import OwnChips
from peerdesk.work.own_chips import keep_chips, own_chips


class ChipsRoutes(QObject):
    """Serves every form by way of the words of the desk."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self._bench = bench
        self.sheet: ChipsSheet | None = None

    def read(self) -> None:
        """Read the order from the vault."""
        bench = self._bench
        bench.run(self, lambda: own_chips(bench.vault), bench.words.arrange, self._shared.say_refused)

    def open(self) -> None:
        """Open the sheet."""
        if self.sheet is not None:
            return
        sheet = self.sheet = ChipsSheet(self._shared.window, self._lists(), self._bench.words.own)
        sheet.accepted.connect(lambda: self._keep(sheet.own))
        sheet.finished.connect(self._on_closed)
        sheet.open()

    def _keep(self, own: OwnChips) -> None:
        bench = self._bench

        def kept(_: None) -> None:
            bench.words.arrange(own)
            self._shared.desk.say(self.tr("Saved. The next note has it so"))

        bench.run(self, partial(keep_chips, bench.vault, own), kept, self._shared.say_refused)

    def _lists(self) -> Lists:
        words = self._bench.words
        names = {
            "support": self.tr("Support you gave"),
            "setting": self.tr("Where"),
            "mattered": self.tr("What mattered to them"),
            "next": self.tr("Next steps"),
            "supplies": self.tr("Supplies"),
        }
        return {
            name: (text, tuple((one.value, words.of(one, short=True)) for one in words.allowed(VOCABULARIES[name])))
            for name, text in names.items()
        }

    def _on_closed(self) -> None:
        self.sheet = None
