"""Suggestions about words for a form: the list of this language, and what this peer does not want to hear again."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.nudges import Lexicon, Nudge, find_nudges
from peerdesk.domain.team_texts import TeamLine
from peerdesk.work import nudges


class _Read(NamedTuple):
    lexicon: Lexicon
    team: tuple[TeamLine, ...]
    unwanted: frozenset[str]
    is_on: bool


class Nudging(QObject):
    """Finds suggestions once the list is read (`ready`). What is found is told to nobody and kept nowhere."""

    ready = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._lexicon: Lexicon | None = None
        self._team: tuple[TeamLine, ...] = ()
        self._unwanted = frozenset[str]()
        self._is_on = True

    def begin(self) -> None:
        """Read the list, on the vault's thread, and what was chosen in the settings since the last form."""
        bench, known, before = self._bench, self._lexicon, self._team

        def job() -> _Read:
            team = nudges.team_words(bench.vault, bench.now())
            lexicon = known if known and team == before else nudges.read_lexicon(bench.words.language, team)
            return _Read(lexicon, team, nudges.unwanted(bench.vault), nudges.suggests(bench.vault))

        bench.run(self, job, self._on_read, self.refused.emit)

    def find(self, text: str, kept: frozenset[str]) -> tuple[Nudge, ...]:
        """Return the suggestions for a text; `kept` are the keys of those that were answered in this form."""
        if self._lexicon is None or not self._is_on:
            return ()
        return find_nudges(text, self._lexicon, self._unwanted | kept)

    def want_no_more(self, key: str) -> None:
        """Suggest this no more, in any note."""
        self._unwanted |= {key}
        vault = self._bench.vault
        self._bench.run(self, lambda: nudges.want_no_more(vault, key), lambda _: None, self.refused.emit)

    def _on_read(self, read: _Read) -> None:
        self._lexicon, self._team, self._unwanted, self._is_on = read
        self.ready.emit()
