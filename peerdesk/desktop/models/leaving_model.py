"""The last day in words: what becomes of each thing, and the peer's own numbers as a table."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.leaving_views import LastDayLine, LastDayView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.leaving import LastDay
from peerdesk.work.handing_out import put_out
from peerdesk.work.leaving import as_csv, last_day, portfolio


class LeavingModel(QObject):
    """`shown` carries a LastDayView, `saved` the name of the file with the numbers."""

    shown = Signal(object)
    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def read(self) -> None:
        """Count what there is."""
        bench = self._bench
        bench.run(self, lambda: last_day(bench.vault), self._on_read, self.refused.emit)

    def save(self, file: str) -> None:
        """Write the numbers into a file that the peer has chosen."""
        bench = self._bench

        def job() -> str:
            text = as_csv(portfolio(bench.vault))
            with chosen_disk():
                put_out(Path(file), text.encode())
            return Path(file).name

        bench.background.run_file(self, job, self.saved.emit, self.refused.emit)

    def _on_read(self, day: LastDay) -> None:
        lines = (self._notes(day), self._server(), *self._with_others(day), *self._before(day))
        self.shown.emit(LastDayView(lines=lines, file_name=self.tr("my-numbers.csv")))

    def _notes(self, day: LastDay) -> LastDayLine:
        text = self.tr("They stay on this computer and open with your passphrase, also without a network.")
        if day.hospital_reads:
            text += " " + self.tr("You let your hospital open what you keep; Sync & trust ends that for what comes.")
        else:
            text += " " + self.tr("Nobody at the hospital can open them.")
        return self._line("lock", self.tr("Your notes (%1)"), day.notes, text, wants=day.hospital_reads)

    def _server(self) -> LastDayLine:
        text = self.tr("Sealed copies stay there. They may be dropped, 30 days after you left at the earliest.")
        return LastDayLine(icon="cloud", title=self.tr("The hospital's server"), text=text)

    def _with_others(self, day: LastDay) -> tuple[LastDayLine, ...]:
        who = ", ".join(day.readers)
        found = (
            (day.copies, "users", self.tr("Shared notes (%1)"), self._kept_by(who), False),
            (day.papers, "users", self.tr("Permission papers (%1)"), self._kept_by(who), False),
            (
                day.theirs,
                "check",
                self.tr("Follow-ups accepted (%1)"),
                self.tr("Another peer has them now."),
                False,
            ),
            (
                day.offered,
                "clock",
                self.tr("Follow-ups offered (%1)"),
                self.tr("Not answered yet. They can be accepted after you left, too."),
                False,
            ),
            (
                day.waiting,
                "today",
                self.tr("Follow-ups with nobody else (%1)"),
                self.tr("Nobody hears of them, unless you hand them over on Today before you go."),
                True,
            ),
        )
        return tuple(self._line(icon, title, n, text, wants=wants) for n, icon, title, text, wants in found if n)

    def _kept_by(self, who: str) -> str:
        return self.tr("%1 keeps them, unless you stop sharing before you go.").replace("%1", who)

    def _before(self, day: LastDay) -> tuple[LastDayLine, ...]:
        signed = self.tr("This computer is let in no more once your officer has noted that you left. Nobody asks why.")
        line = LastDayLine(icon="door", title=self.tr("Signing in"), text=signed)
        if not day.unsent:
            return (line,)
        unsent = self.tr("Sync before you go: what is not sent stays on this computer only.")
        return self._line("cloud-off", self.tr("Not sent yet (%1)"), day.unsent, unsent, wants=True), line

    def _line(self, icon: str, title: str, number: int, text: str, *, wants: bool = False) -> LastDayLine:
        return LastDayLine(icon=icon, title=title.replace("%1", str(number)), text=text, wants=wants)
