"""How often the peer was asked outside their role, for the team's figures, in words: off, on, and what would leave."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.periods import monday
from peerdesk.domain.role_tally import RoleTally
from peerdesk.work.role_counts import RoleCounted, role_counted, start_role_counts, stop_role_counts

_TOUCHED = (RecordKind.OUT_OF_ROLE, RecordKind.TALLY_AGREEMENT, RecordKind.ROLE_AGREEMENT, RecordKind.ROLE_TALLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCountsView:
    """What stands on the card. `offered`: weekly counts are on. `weeks` is exactly what would leave, line by line."""

    offered: bool = False
    is_on: bool = False
    line: str = ""
    weeks: tuple[str, ...] = ()
    left: str = ""


class RoleCountsModel(QObject):
    """`shown` carries a RoleCountsView, `said` what was done in words."""

    shown = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how things stand."""
        bench = self._bench
        bench.run(self, lambda: role_counted(bench.vault, bench.today()), self._on_read, self.refused.emit)

    def start(self) -> None:
        """Say yes."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.said.emit(self.tr("You said yes. The first number leaves when this week has ended."))
            bench.announcer.tell(changes)

        bench.run(self, lambda: start_role_counts(bench.vault, bench.now()), done, self.refused.emit)

    def stop(self) -> None:
        """Take the yes back."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.said.emit(self.tr("That is not counted for the team any more"))
            bench.announcer.tell(changes)

        bench.run(self, lambda: stop_role_counts(bench.vault, bench.today()), done, self.refused.emit)

    def _on_read(self, found: RoleCounted) -> None:
        left = self.tr("Weeks of which it left: %n. That cannot be called back.", "", len(found.left))
        self.shown.emit(
            RoleCountsView(
                offered=found.is_offered,
                is_on=found.agreement is not None,
                line=self._line(found),
                weeks=tuple(map(self._week, (*found.waiting, found.this_week))),
                left=left if found.left else "",
            )
        )

    def _line(self, found: RoleCounted) -> str:
        if found.agreement is None:
            return self.tr("Off. With your yes a number leaves for each week: how often, and nothing of what it was.")
        since = self._bench.words.short_day(monday(found.agreement.week), today=self._bench.today())
        return self.tr("On since the week of %1. A number leaves for each week: how often.").replace("%1", since)

    def _week(self, tally: RoleTally) -> str:
        day = self._bench.words.short_day(monday(tally.week), today=self._bench.today())
        return self.tr("Week of %1: %n", "", tally.asked).replace("%1", day)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _TOUCHED):
            self.read()
