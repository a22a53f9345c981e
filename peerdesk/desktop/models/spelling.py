"""Which words of a text are unknown: asked of the checker, of the vault and of what ships, and remembered meanwhile."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.spelling.dictionaries import find_dictionary, folders
from peerdesk.desktop.spelling.speller import Speller
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.spelling import word_key
from peerdesk.work import spelling

_PAUSE_MS: Final = 250
_MOST_REMEMBERED: Final = 20_000


class _Read(NamedTuple):
    dictionary: Path | None
    known: frozenset[str]


class Spelling(QObject):
    """Marks nothing until `begin` has read that the peer wants it, and that there is a dictionary.

    `changed` says that words may be marked otherwise than before, `suggested` carries a word and other spellings.
    """

    changed = Signal()
    suggested = Signal(str, object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._speller: Speller | None = None
        self._known = frozenset[str]()
        self._found: dict[str, bool] = {}
        self._new: set[str] = set()
        self._is_off = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def is_on(self) -> bool:
        """Say whether words are looked up."""
        return self._speller is not None

    @property
    def pid(self) -> int:
        """The number of the checker's process, 0 where none runs."""
        return self._speller.pid if self._speller is not None else 0

    def begin(self) -> None:
        """Read on the vault's thread what is wanted and known. The checker starts with the first word to look up."""
        bench = self._bench
        language = bench.words.language

        def job() -> _Read:
            if not spelling.is_wanted(bench.vault):
                return _Read(None, frozenset())
            found = find_dictionary(language, folders(language))
            return _Read(found, spelling.known_words(bench.vault, language) if found else frozenset())

        if not self._is_off:
            bench.run(self, job, self._on_read, self.refused.emit)

    def stop(self) -> None:
        """End the checker's process and mark nothing any more."""
        self._is_off = True
        self._let_go()

    def is_unknown(self, word: str) -> bool:
        """Say whether a word is to be marked. One nobody asked about yet is asked about soon."""
        if self._speller is None or word_key(word) in self._known:
            return False
        known = self._found.get(word)
        if known is None:
            self._new.add(word)
            self._pause.start()
        return known is False

    def suggest(self, word: str) -> None:
        """Look for other spellings; `suggested` carries them."""
        if self._speller is not None:
            self._speller.suggest(word)

    def keep(self, word: str) -> None:
        """Let a word be known, on all computers of this person."""
        bench = self._bench
        self._known |= {word_key(word)}
        self.changed.emit()
        bench.run(
            self,
            lambda: spelling.keep_word(bench.vault, word, bench.now(), bench.rng)[1],
            bench.announcer.tell,
            self.refused.emit,
        )

    def _on_read(self, read: _Read) -> None:
        if self._is_off:
            return
        self._known = read.known
        if read.dictionary is None:
            self._let_go()
        elif self._speller is None:
            self._speller = Speller(self._bench.words.language, read.dictionary, self)
            self._speller.told.connect(self._on_told)
            self._speller.suggested.connect(self.suggested)
            self._speller.gone.connect(self.stop)
        self.changed.emit()

    def _ask(self) -> None:
        asked, self._new = self._new, set()
        if self._speller is not None and asked:
            self._speller.ask(asked)

    def _on_told(self, told: dict[str, bool]) -> None:
        if len(self._found) > _MOST_REMEMBERED:
            self._found.clear()
        self._found.update(told)
        if not all(told.values()):
            self.changed.emit()

    def _let_go(self) -> None:
        speller, self._speller = self._speller, None
        self._pause.stop()
        self._found.clear()
        self._new.clear()
        if speller is not None:
            speller.stop()
            speller.deleteLater()
        self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if self._speller is not None and changes.touches(RecordKind.OWN_WORD):
            self.begin()
