"""What the card about the spelling check shows and changes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.spelling.dictionaries import PACKAGES, find_dictionary, folders
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.work import spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellingView:
    """`package` is what brings a dictionary for this language; empty where there is one already."""

    is_on: bool = False
    package: str = ""
    words: tuple[str, ...] = ()


class SpellingSettings(QObject):
    """`shown` carries a SpellingView, `turned` says that the check was turned on or off."""

    shown = Signal(object)
    turned = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read it all, and whether this computer has a dictionary."""
        self._after(lambda: None, self.shown.emit)

    def turn(self, on: bool) -> None:
        """Underline words, or none."""
        vault = self._bench.vault

        def done(view: SpellingView) -> None:
            self.shown.emit(view)
            self.turned.emit()

        self._after(lambda: spelling.want(vault, on=on), done)

    def forget(self, word: str) -> None:
        """Take a word off the peer's own."""
        bench = self._bench
        bench.run(self, lambda: spelling.forget_word(bench.vault, word), bench.announcer.tell, self.refused.emit)

    def _after(self, change: Callable[[], object], done: Callable[[SpellingView], None]) -> None:
        vault, language = self._bench.vault, self._bench.words.language

        def job() -> SpellingView:
            change()
            has_one = find_dictionary(language, folders(language)) is not None
            return SpellingView(
                is_on=has_one and spelling.is_wanted(vault),
                package="" if has_one else PACKAGES[language],
                words=tuple(one.word for one in spelling.own_words(vault)),
            )

        self._bench.run(self, job, done, self.refused.emit)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.OWN_WORD):
            self.read()
