"""The team's figures: reading a period, and saving it for a spreadsheet or on paper."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.report_views import ReportView, figures, period_words, pulse_view, tables
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.work.handing_out import put_out
from peerdesk.work.report_page import Heading, report_csv, report_html, report_words
from peerdesk.work.team_figures import TeamReport, Unsaid, ended_periods, team_report


class _Read(NamedTuple):
    periods: tuple[str, ...]
    organisation: str
    report: TeamReport | None


class ReportModel(QObject):
    """`shown` carries a ReportView. `said` is a line about what was just done."""

    shown = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._period = ""
        self._last = _Read((), "", None)
        bench.announcer.changed.connect(self._on_changed)

    @property
    def file_name(self) -> str:
        """A name for a file, without its ending."""
        return f"peerdesk-{self._period}"

    def read(self) -> None:
        """Read which periods there are, and the one that is chosen; at first the latest."""
        bench, wanted = self._bench, self._period

        def job() -> _Read:
            today = bench.today()
            periods = ended_periods(bench.vault, today)
            period = wanted if wanted in periods else next(iter(periods), "")
            with bench.vault.read() as tx:
                organisation = tx.identity.get().organisation
            name = organisation.name if organisation is not None else ""
            return _Read(periods, name, team_report(bench.vault, period, today) if period else None)

        bench.run(self, job, self._on_read, self.refused.emit)

    def choose(self, period: str) -> None:
        """Show another period."""
        self._period = period
        self.read()

    def table(self) -> str | None:
        """Return the figures for a spreadsheet; None where nothing is said."""
        report = self._reported()
        if report is None:
            return None
        return report_csv(report, self._bench.words.labels, self._bench.words.language)

    def page(self) -> str | None:
        """Return the figures as a page to print; None where nothing is said."""
        report = self._reported()
        if report is None:
            return None
        words = self._bench.words
        heading = Heading(
            organisation=self._last.organisation,
            period=period_words(report.period, words),
            day=words.day(self._bench.today(), on_paper=True),
        )
        return report_html(report, heading, words.labels, words.language)

    def save(self, file: str, content: bytes) -> None:
        """Write figures into a file that the person has chosen."""

        def job() -> str:
            with chosen_disk():
                put_out(Path(file), content)
            return Path(file).name

        told = self.tr("The figures are in %1. No peer is in them.")
        self._bench.background.run_file(
            self, job, lambda name: self.said.emit(told.replace("%1", name)), self.refused.emit
        )

    def _reported(self) -> TeamReport | None:
        """Return the report that is shown; None where nothing is said in it."""
        report = self._last.report
        return None if report is None or (report.shown is None and report.pulse is None) else report

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecordKind.TALLY) or changes.touches(RecordKind.PEER_PULSE):
            self.read()

    def _on_read(self, read: _Read) -> None:
        self._last = read
        self._period = read.report.period if read.report is not None else ""
        words = self._bench.words
        said = report_words(words.language)
        shown = read.report.shown if read.report is not None else None
        pulse = read.report.pulse if read.report is not None else None
        self.shown.emit(
            ReportView(
                periods=tuple((one, period_words(one, words)) for one in read.periods),
                period=self._period,
                organisation=read.organisation,
                unsaid=self._why_not(read.report),
                figures=figures(shown, said, words) if shown is not None else (),
                tables=tables(shown, said, words) if shown is not None else (),
                pulse=pulse_view(pulse, said, words) if pulse is not None else None,
                definitions_title=said.definitions_title,
                definitions=said.meaning(pulse),
            )
        )

    def _why_not(self, report: TeamReport | None) -> str:
        if report is None:
            return self.tr("A month shows two weeks after it has ended, once three peers or more were counted in it.")
        if report.unsaid is Unsaid.TOO_FEW:
            return self.tr("Fewer than three peers were counted in it, or in one of its months. Then nothing is said.")
        return ""
