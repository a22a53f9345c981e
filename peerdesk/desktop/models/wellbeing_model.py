"""A peer's own wellbeing: reading what they wrote, keeping one more, erasing, bringing back what was just erased."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.errors import ExpectedError, VaultDamagedError
from peerdesk.domain.wellbeing import CheckIn, CheckInDraft
from peerdesk.work import wellbeing


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry: its day, the word (or nothing), the line (or nothing). `key` is what the signals carry."""

    key: CheckIn
    day: str
    word: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WellbeingView:
    """What the page shows. `more` are left out of `entries`; `old` are more than a month old."""

    entries: tuple[EntryView, ...] = ()
    more: int = 0
    old: int = 0
    is_damaged: bool = False


class _Read(NamedTuple):
    entries: tuple[CheckIn, ...]
    is_damaged: bool


_AT_ONCE = 30


class WellbeingModel(QObject):
    """`shown` carries a WellbeingView, `erased` what can come back; `kept` says that the form was taken."""

    shown = Signal(object)
    kept = Signal()
    erased = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._entries: tuple[CheckIn, ...] = ()
        self._most = _AT_ONCE

    @property
    def entries(self) -> tuple[CheckIn, ...]:
        """What was read last."""
        return self._entries

    def read(self) -> None:
        """Read the entries. A file that does not open is shown as that, and not as an empty one."""
        bench = self._bench

        def job() -> _Read:
            try:
                return _Read(wellbeing.check_ins(bench.vault), is_damaged=False)
            except VaultDamagedError:
                return _Read((), is_damaged=True)

        bench.run(self, job, self._on_read, self.refused.emit)

    def keep(self, mood: str, line: str) -> None:
        """Keep an entry of today."""
        bench, draft = self._bench, CheckInDraft(mood=mood, line=line)

        def done(_entry: CheckIn) -> None:
            self.kept.emit()
            self.read()

        bench.run(
            self,
            lambda: wellbeing.add_check_in(bench.vault, draft, bench.now(), bench.rng),
            done,
            self.refused.emit,
        )

    def erase(self, entries: Sequence[CheckIn]) -> None:
        """Erase some entries."""
        vault = self._bench.vault
        keys = [one.id for one in entries]
        self._do(lambda: wellbeing.forget_check_ins(vault, keys), lambda: self.erased.emit(tuple(entries)))

    def erase_old(self) -> None:
        """Erase those that are more than a month old."""
        self.erase(wellbeing.older(self._entries, self._bench.today()))

    def bring_back(self, entries: Sequence[CheckIn]) -> None:
        """Keep again what was just erased."""
        vault = self._bench.vault
        self._do(lambda: wellbeing.bring_back(vault, entries), lambda: self.said.emit(self.tr("It is back")))

    def begin_anew(self) -> None:
        """Put a file that does not open aside."""
        vault = self._bench.vault
        told = self.tr("The file is put aside, unchanged. This page begins anew.")
        self._do(lambda: wellbeing.begin_anew(vault), lambda: self.said.emit(told))

    def show_more(self) -> None:
        """Show more of the older entries."""
        self._most += _AT_ONCE
        self.read()

    def _do(self, job: Callable[[], object], then: Callable[[], None]) -> None:
        def done(_: object) -> None:
            then()
            self.read()

        def failed(problem: ExpectedError) -> None:
            self.refused.emit(problem)
            self.read()

        self._bench.run(self, job, done, failed)

    def _on_read(self, read: _Read) -> None:
        self._entries = read.entries
        today = self._bench.today()
        self.shown.emit(
            WellbeingView(
                entries=tuple(self._view(one) for one in read.entries[: self._most]),
                more=max(0, len(read.entries) - self._most),
                old=len(wellbeing.older(read.entries, today)),
                is_damaged=read.is_damaged,
            )
        )

    def _view(self, one: CheckIn) -> EntryView:
        words, today = self._bench.words, self._bench.today()
        day = self.tr("Today") if one.on == today else words.day(one.on, today=today)
        return EntryView(key=one, day=day, word=words.of(one.mood) if one.mood else "", line=one.line)
