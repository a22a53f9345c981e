"""The weekly counts in words, for their card: what would leave, what has left, who reads it, and the peer's own yes."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.periods import monday
from peerdesk.domain.tally import WeekTally
from peerdesk.vault.vault import Vault
from peerdesk.work.weekly_counts import WeeklyCounts, start_counts, stop_counts, weekly_counts

_TOUCHED = (RecordKind.ENCOUNTER, RecordKind.COUNTED, RecordKind.TALLY, RecordKind.TALLY_AGREEMENT)
_WEEKS_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """One week as it would leave: a line of its own for each number."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsView:
    """What stands on the card. `offered` says whether there is one here at all."""

    offered: bool = False
    is_on: bool = False
    line: str = ""
    readers: str = ""
    weeks: tuple[WeekView, ...] = ()
    left: str = ""


class CountsModel(ActingModel):
    """`shown` carries a CountsView, `said` what was done in words."""

    shown = Signal(object)
    said = Signal(str)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how things stand."""
        bench = self._bench
        bench.run(self, lambda: _found(bench.vault, bench), self._on_read, self.refused.emit)

    def start(self) -> None:
        """Say yes."""
        bench = self._bench
        said = self.tr("You said yes. The first count leaves when this week has ended.")
        self._do(lambda: start_counts(bench.vault, bench.now(), bench.rng), lambda: self.said.emit(said))

    def stop(self) -> None:
        """Take the yes back."""
        bench = self._bench
        said = self.tr("Nothing more is counted for the team")
        self._do(lambda: stop_counts(bench.vault, bench.today()), lambda: self.said.emit(said))

    def _on_read(self, found: WeeklyCounts | None) -> None:
        self.shown.emit(self._view(found) if found is not None else CountsView())

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory or any(changes.touches(kind) for kind in _TOUCHED):
            self.read()

    def _view(self, found: WeeklyCounts) -> CountsView:
        names = ", ".join(found.readers)
        if not found.readers:
            readers = self.tr("Nobody would read it yet. Supervisors who come later would.")
        elif found.agreement:
            readers = self.tr("Read by your program's supervisors: %1. Those who come later read it, too.")
        else:
            readers = self.tr("Your program's supervisors would read it: %1. Those who come later would, too.")
        return CountsView(
            offered=True,
            is_on=found.agreement is not None,
            line=self._line(found),
            readers=readers.replace("%1", names),
            weeks=tuple(map(self._week, (*found.waiting, found.this_week))),
            left=self._left(found.left),
        )

    def _line(self, found: WeeklyCounts) -> str:
        if found.agreement is None:
            return self.tr("Off: nothing leaves. With your yes, sums leave once a week has ended, and nothing else.")
        since = self._bench.words.short_day(monday(found.agreement.week), today=self._bench.today())
        return self.tr("On since the week of %1. Once a week has ended, its sums leave.").replace("%1", since)

    def _week(self, tally: WeekTally) -> WeekView:
        words = self._bench.words
        title = self.tr("Week of %1").replace("%1", words.short_day(monday(tally.week), today=self._bench.today()))
        lines = tuple(f"{name}: {count}" for name, count in self._numbers(tally))
        return WeekView(title=title, lines=lines or (self.tr("Nothing to count"),))

    def _numbers(self, tally: WeekTally) -> Iterator[tuple[str, int]]:
        words = self._bench.words
        for setting, outcomes in tally.encounters.items():
            yield from ((words.all_of((setting, outcome)), count) for outcome, count in outcomes.items())
        yield from ((words.of(chip), count) for chip, count in tally.support.items())
        yield from ((words.of(item), count) for item, count in tally.supplies.items())

    def _left(self, weeks: tuple[str, ...]) -> str:
        if not weeks:
            return self.tr("Nothing has left yet.")
        words, today = self._bench.words, self._bench.today()
        named = ", ".join(words.short_day(monday(week), today=today) for week in reversed(weeks[-_WEEKS_NAMED:]))
        more = len(weeks) - _WEEKS_NAMED
        said = self.tr("Weeks that left: %1.").replace("%1", named)
        if more > 0:
            said = self.tr("Weeks that left: %1, and %n before.", "", more).replace("%1", named)
        return f"{said} {self.tr('What has left cannot be called back.')}"


def _found(vault: Vault, bench: Workbench) -> WeeklyCounts | None:
    try:
        return weekly_counts(vault, bench.today())
    except (NotAllowedError, NotEnrolledError):
        # Only peers are counted, and only where there is a team.
        return None
