"""How new notes begin, for its card and for the form of a new note."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.domain.levels import Level, within
from peerdesk.work.levels import StartingLevel, choose_level, starting_level


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """The code of the level that holds, and of those that may be chosen."""

    level: str = Level.JUST_ME.value
    offered: tuple[str, ...] = ()
    enrolled: bool = False


class LevelModel(QObject):
    """`shown` carries a LevelView. It is read again when the directory moved: that is where a maximum comes from."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, *, enrolled: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._enrolled = enrolled
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how new notes begin."""
        bench = self._bench
        bench.run(self, lambda: starting_level(bench.vault), self._on_read, self.refused.emit)

    def choose(self, code: str) -> None:
        """Choose how new notes begin."""
        bench = self._bench
        bench.run(self, lambda: choose_level(bench.vault, Level(code)), bench.announcer.tell, self.refused.emit)

    def _on_read(self, found: StartingLevel) -> None:
        offered = tuple(one.value for one in Level if within(one, found.widest) is one)
        self.shown.emit(LevelView(level=found.level.value, offered=offered, enrolled=self._enrolled))

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()
