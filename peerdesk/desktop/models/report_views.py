"""What the page of the team's figures shows, made out of a report and of nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from peerdesk.desktop.models.words import Words, capital, qt_day
from peerdesk.domain.peer_pulse import Pulse
from peerdesk.domain.periods import months_of
from peerdesk.domain.team_report import OUTCOMES, ROLE, SUPPLIES, TABLES, Cell, Mark, Shown
from peerdesk.domain.vocabulary import Outcome, Supply
from peerdesk.work.handouts import pulse_statements
from peerdesk.work.report_page import ReportWords, in_order, pulse_rows

_KITS = (Supply.NALOXONE_NASAL, Supply.NALOXONE_INJECTABLE)


class FigureView(NamedTuple):
    """One large number, or what stands in its place, and what it counts."""

    number: str
    name: str


class FigureRow(NamedTuple):
    """A row of a table: its label, what is said, and its share of the largest number (None where none is said)."""

    label: str
    number: str
    part: float | None


class FigureTable(NamedTuple):
    """One table: its code, its title and its rows."""

    code: str
    title: str
    rows: tuple[FigureRow, ...]


class PulseView(NamedTuple):
    """How the program is for its peers: a title, how many slips, and a table for each statement.

    A statement that fewer than five answered has no rows, and `too_few` says so.
    """

    title: str
    slips: str
    tables: tuple[FigureTable, ...]
    too_few: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """What the page shows. `periods` are codes with their words; `unsaid` is why there are no numbers of visits."""

    periods: tuple[tuple[str, str], ...] = ()
    period: str = ""
    organisation: str = ""
    unsaid: str = ""
    figures: tuple[FigureView, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    pulse: PulseView | None = None
    definitions_title: str = ""
    definitions: tuple[str, ...] = ()


def period_words(period: str, words: Words) -> str:
    """Return a month or a quarter in words, for example "November 2026" or "October – December 2026"."""
    days = [date.fromisoformat(f"{month}-01") for month in months_of(period)]
    last = words.locale.toString(qt_day(days[-1]), "MMMM yyyy")
    if len(days) == 1:
        return capital(last)
    return capital(f"{words.locale.toString(qt_day(days[0]), 'MMMM')} – {last}")


def figures(shown: Shown, said: ReportWords, words: Words) -> tuple[FigureView, ...]:
    """Return the large numbers on top. None of them says more than the tables below."""
    supplies = shown.table(SUPPLIES)
    met = shown.table(OUTCOMES)[Outcome.MET.value]
    kits = _together([supplies[kit.value] for kit in _KITS])
    return (
        FigureView(said.cell(shown.total), said.tables["encounters"]),
        FigureView(said.cell(met), words.of(Outcome.MET)),
        FigureView(said.cell(kits), said.kits),
    )


def tables(shown: Shown, said: ReportWords, words: Words) -> tuple[FigureTable, ...]:
    """Return the tables. Numbers stand by their size; what is not said stands in the order of the answers."""
    alone = FigureRow(said.together, said.cell(shown.role), 1.0 if isinstance(shown.role, int) else None)
    return (
        *(FigureTable(name, said.tables[name], _rows(name, shown, said, words)) for name in TABLES),
        FigureTable(ROLE, said.tables[ROLE], (alone,)),
    )


def pulse_view(pulse: Pulse, said: ReportWords, words: Words) -> PulseView:
    """Return how the program is for its peers, each bar as long as its share of the slips.

    What was left empty is no answer, so it has no length, as what is not said elsewhere.
    """
    missing = said.pulse.left_empty
    tables = (
        FigureTable(
            statement.value,
            line,
            tuple(
                FigureRow(label, str(number), None if label == missing and number else number / pulse.slips)
                for label, number in pulse_rows(pulse, statement, said.pulse, words.language)
            ),
        )
        for statement, line in pulse_statements(words.language).items()
    )
    return PulseView(said.pulse.title, f"{said.pulse.slips}: {pulse.slips}", tuple(tables), said.pulse.too_few)


def _rows(name: str, shown: Shown, said: ReportWords, words: Words) -> tuple[FigureRow, ...]:
    cells = in_order(shown, name)
    most = max((cell for cell in cells.values() if isinstance(cell, int)), default=1)
    rows = [
        FigureRow(words.of(TABLES[name](row)), said.cell(cell), cell / most if isinstance(cell, int) else None)
        for row, cell in cells.items()
    ]
    if len(cells) < len(shown.table(name)):
        rows.append(FigureRow(said.rest, "0", 0.0))
    return tuple(rows)


def _together(cells: list[Cell]) -> Cell:
    """Return a sum that says nothing which its parts do not say."""
    if all(isinstance(cell, int) for cell in cells):
        return sum(cell for cell in cells if isinstance(cell, int))
    marks = [cell for cell in cells if cell != 0]
    return marks[0] if len(marks) == 1 else Mark.LEFT_OUT
