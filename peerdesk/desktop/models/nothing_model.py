"""Nothing written down: an encounter is only counted, or whatever stood in the form goes without a trace."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.work.counting import (
    CountKept,
    count_encounter,
    counted_this_week,
    keep_nothing,
    renew_backups,
    uncount,
)


class NothingModel(QObject):
    """Counts and forgets. `counted` carries the id of a count, `week` how many there are this week."""

    counted = Signal(object)
    gone = Signal()
    week = Signal(int)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how many were only counted this week."""
        bench = self._bench
        today = bench.today()
        bench.run(self, lambda: len(counted_this_week(bench.vault, today)), self.week.emit, self.refused.emit)

    def count(self, draft: EncounterDraft, jot: RecordId | None) -> None:
        """Count an encounter. `jot` is what was kept while the peer typed; it goes without a trace."""
        bench = self._bench

        def kept(what: CountKept) -> None:
            self.counted.emit(what.counted.id)
            bench.announcer.tell(what.changes)
            self._renew(jot)

        def job() -> CountKept:
            return count_encounter(bench.vault, draft, bench.now(), bench.rng, from_draft=jot)

        bench.run(self, job, kept, self.refused.emit)

    def keep_nothing(self, jot: RecordId | None) -> None:
        """Let go of what stood in a form, and of what was kept of it while the peer typed."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.gone.emit()
            bench.announcer.tell(changes)
            self._renew(jot)

        bench.run(self, lambda: keep_nothing(bench.vault, jot), done, self.refused.emit)

    def take_back(self, counted: RecordId) -> None:
        """Take a count back."""
        bench = self._bench
        bench.run(self, lambda: uncount(bench.vault, counted), bench.announcer.tell, self.refused.emit)

    def _renew(self, jot: RecordId | None) -> None:
        """Make a backup anew that holds what was typed: on the thread for files, behind one that is being made."""
        if jot is None:
            return
        bench = self._bench
        job = partial(renew_backups, bench.vault, jot, bench.now())
        bench.background.run_file(self, job, lambda _: None, self.refused.emit)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.COUNTED):
            self.read()
