"""The unit summary on the desk: reading a period, saying times, taking them out, and writing it into a file."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.impact_model import past_periods, period_name
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.report_views import FigureView
from peerdesk.desktop.models.units_views import UnitLine, UnitsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.noticed_paper import noticed_pdf
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import BadValueError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import Spent, TimeDraft, clock_text, make_spent
from peerdesk.domain.unit_summary import UnitFlag, UnitRow
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.work.handing_out import put_out
from peerdesk.work.note_times import keep_time, take_out
from peerdesk.work.own_export import OwnTable, own_csv, own_page
from peerdesk.work.unit_summary import UnitSummary, flag_words, unit_definitions, unit_summary, unit_table

_FIRST, _STEP = 8, 20
_SAID = frozenset({UnitFlag.ASIDE})
"""What was set aside is a fact, and nothing to look at."""
_KINDS = (RecordKind.ENCOUNTER, RecordKind.NOTE_TIME, RecordKind.NOTE_DETAILS, RecordKind.INDIVIDUAL)


class UnitsModel(ActingModel):
    """`shown` carries a UnitsView, `kept` nothing, `saved` the name of a file."""

    shown = Signal(object)
    kept = Signal()
    saved = Signal(str)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self.period = f"{bench.today():%Y-%m}"
        self._most = _FIRST
        self._found: UnitSummary | None = None
        bench.announcer.changed.connect(self._on_changed)

    def choose(self, period: str) -> None:
        """Show another period."""
        self.period, self._most = period, _FIRST
        self.read()

    def show_more(self) -> None:
        """Show more of the notes that are not in it."""
        self._most += _STEP
        self._show()

    def read(self) -> None:
        """Read the chosen period."""
        vault, period = self._bench.vault, self.period
        self._bench.run(self, lambda: unit_summary(vault, period), self._on_read, self.refused.emit)

    def keep(self, note: RecordId, draft: TimeDraft) -> None:
        """Keep from when to when a note's encounter was."""
        vault = self._bench.vault
        self._do(lambda: keep_time(vault, note, draft), self.kept.emit)

    def take_out(self, note: RecordId) -> None:
        """Take a note's times away, and the note out of the summary."""
        vault = self._bench.vault
        self._do(lambda: take_out(vault, note), self.kept.emit)

    def says(self, draft: TimeDraft) -> str:
        """Return what some times come to, in words; nothing while they are no times."""
        try:
            spent = make_spent(draft)
        except BadValueError:
            return ""
        if self._found is None:
            return ""
        minutes = self.tr("%n minutes", "", spent.minutes)
        return DOT.join((minutes, self._units(self._found.rules.units(spent.minutes))))

    def save(self, file: Path, ending: str) -> None:
        """Write the summary where somebody wants it: a table (`csv`), or a `pdf`."""
        found, words = self._found, self._bench.words
        if found is None:
            return
        table = unit_table(found, words.labels, words.language)
        below = unit_definitions(found.rules, words.language)

        def job() -> str:
            page = own_csv(table).encode() if ending == "csv" else _paper(table, below)
            with chosen_disk():
                put_out(file, page)
            return file.name

        self._bench.background.run_file(self, job, self.saved.emit, self.refused.emit)

    def _on_read(self, found: UnitSummary) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found, words = self._found, self._bench.words
        if found is None:
            return
        figures = (
            FigureView(str(found.units), self.tr("units of 15 minutes")),
            FigureView(str(len(found.rows)), self.tr("of your notes are in it")),
            FigureView(str(found.flagged), self.tr("to look at first")),
        )
        self.shown.emit(
            UnitsView(
                periods=tuple((one, period_name(one, words)) for one in past_periods(self._bench.today())),
                period=found.period,
                figures=figures if found.rows else (),
                lines=tuple(self._line(found, row) for row in found.rows),
                untimed=tuple(map(self._untimed, found.untimed[: self._most])),
                more=max(0, len(found.untimed) - self._most),
                definitions=unit_definitions(found.rules, words.language),
            )
        )

    def _line(self, found: UnitSummary, row: UnitRow) -> UnitLine:
        words = self._bench.words
        units = self._units(row.units) if row.code else ""
        handle = found.kept[row.note].handle if row.note in found.kept else ""
        competing = found.competing.get(row.note, ())
        aside = flag_words(replace(row, flags=row.flags & _SAID), words.language)
        return UnitLine(
            note=row.note,
            title=DOT.join((words.short_day(row.on, today=self._bench.today()), _times(row.spent))),
            facts=_joined((units, row.code, words.of(row.setting, short=True), handle, *aside)),
            look=DOT.join(flag_words(replace(row, flags=row.flags - _SAID), words.language)),
            draft=TimeDraft() if UnitFlag.TWO_TIMES in row.flags else row.spent.as_draft(),
            competing=", ".join(map(_times, competing)),
        )

    def _untimed(self, row: EncounterRow) -> UnitLine:
        words = self._bench.words
        return UnitLine(
            note=row.id,
            title=DOT.join(
                (words.short_day(row.happened_on, today=self._bench.today()), words.of(row.setting, short=True))
            ),
            facts=_joined((words.of(row.outcome, short=True), row.handle)),
        )

    def _units(self, count: int) -> str:
        return self.tr("%n units", "", count)

    def _on_changed(self, changes: Changes) -> None:
        if self._found is not None and any(changes.touches(kind) for kind in _KINDS):
            self.read()


def _paper(table: OwnTable, below: tuple[str, ...]) -> bytes:
    return noticed_pdf(own_page(table, noticed=False, below=below), table.notice)


def _times(spent: Spent) -> str:
    return f"{clock_text(spent.begins)}–{clock_text(spent.ends)}"


def _joined(parts: Iterable[str]) -> str:
    return DOT.join(part for part in parts if part)
