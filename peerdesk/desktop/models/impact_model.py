"""A peer's own sums on the desk, and their notes as a file to take along. None of it is kept, and nobody is told."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.impact_views import ExportView, ImpactView
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.report_views import FigureRow, FigureTable, FigureView, period_words
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.noticed_paper import noticed_pdf
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.impact import Impact, days_of
from peerdesk.domain.periods import quarter_of
from peerdesk.work.handing_out import put_out
from peerdesk.work.impact import own_impact
from peerdesk.work.note_times import counts_units
from peerdesk.work.own_export import ExportWish, OwnTable, own_csv, own_page, own_table

_FIRST = 3
_YEAR = 4
_KINDS = (RecordKind.ENCOUNTER, RecordKind.COUNTED, RecordKind.FOLLOW_UP, RecordKind.ONE_PERSON)


class ImpactModel(QObject):
    """`shown` carries an ImpactView, `previewed` an ExportView, `saved` the name of a file."""

    shown = Signal(object)
    previewed = Signal(object)
    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._read_once = False
        self.period = f"{bench.today():%Y-%m}"
        bench.announcer.changed.connect(self._on_changed)

    def choose(self, period: str) -> None:
        """Show another period."""
        self.period = period
        self.read()

    def read(self) -> None:
        """Add up the chosen period."""
        vault, period = self._bench.vault, self.period
        self._read_once = True

        def job() -> tuple[Impact, bool]:
            return own_impact(vault, period), counts_units(vault)

        self._bench.run(self, job, lambda read: self._on_read(*read), self.refused.emit)

    def preview(self, *, handles: bool, memory: bool) -> None:
        """Say exactly what a table of the chosen period would hold."""
        self._table(handles=handles, memory=memory, then=self._on_table)

    def save(self, file: Path, ending: str, *, handles: bool, memory: bool) -> None:
        """Write the notes of the chosen period where somebody wants them: a table (`csv`), or a `pdf`."""
        self._table(handles=handles, memory=memory, then=lambda table: self._write(table, file, ending))

    def _table(self, *, handles: bool, memory: bool, then: Callable[[OwnTable], None]) -> None:
        bench, words = self._bench, self._bench.words
        first, last = days_of(self.period)
        wish = ExportWish(first=first, last=last, handles=handles, memory=memory)

        def job() -> OwnTable:
            return own_table(bench.vault, wish, words.labels, words.language)

        bench.run(self, job, then, self.refused.emit)

    def _write(self, table: OwnTable, file: Path, ending: str) -> None:
        def job() -> str:
            if ending == "csv":
                page = own_csv(table).encode()
            else:
                page = noticed_pdf(own_page(table, noticed=False), table.notice)
            with chosen_disk():
                put_out(file, page)
            return file.name

        self._bench.background.run_file(self, job, self.saved.emit, self.refused.emit)

    def _on_read(self, found: Impact, units: bool) -> None:
        self.shown.emit(
            ImpactView(
                periods=tuple((one, period_name(one, self._bench.words)) for one in past_periods(self._bench.today())),
                period=found.period,
                counts_units=units,
                figures=(
                    FigureView(str(found.people), self.tr("people you met, by a name of yours")),
                    FigureView(str(found.encounters), self.tr("meetings and tries, all alike")),
                    FigureView(str(found.reached), self.tr("follow-ups where you were in touch")),
                ),
                tables=tuple(
                    FigureTable(code, title, self._rows(sums))
                    for code, title, sums in (
                        ("outcomes", self.tr("How it went"), found.outcomes),
                        ("support", self.tr("Support you gave"), found.support),
                        ("supplies", self.tr("Supplies you gave"), found.supplies),
                    )
                    if sums
                ),
            )
        )

    def _rows(self, sums: Mapping[Any, int]) -> tuple[FigureRow, ...]:
        most = max(sums.values())
        return tuple(FigureRow(self._bench.words.of(code), str(count), count / most) for code, count in sums.items())

    def _on_table(self, table: OwnTable) -> None:
        self.previewed.emit(
            ExportView(
                count=self.tr("%n notes go into it.", "", len(table.rows)),
                columns=DOT.join(table.heads),
                first=tuple(DOT.join(cell for cell in row if cell) for row in table.rows[:_FIRST]),
                notice=table.notice,
            )
        )

    def _on_changed(self, changes: Changes) -> None:
        if self._read_once and any(changes.touches(kind) for kind in _KINDS):
            self.read()


def period_name(period: str, words: Words) -> str:
    """Return a month, a quarter or a year in words."""
    return period if len(period) == _YEAR else period_words(period, words)


def past_periods(today: date) -> Iterator[str]:
    """Yield this month, quarter and year, and the ones before."""
    month, before = f"{today:%Y-%m}", f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    yield from (month, before)
    quarter = quarter_of(month)
    first = days_of(quarter)[0] - timedelta(days=1)
    yield from (quarter, quarter_of(f"{first:%Y-%m}"), f"{today:%Y}", f"{today.year - 1}")
