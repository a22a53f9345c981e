"""The team's figures on paper and for a spreadsheet: the same numbers, and beside them what each of them means.

How the program is for its peers stands behind them where there is such a box, with the words of the printed page.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from peerdesk.domain.peer_pulse import FEWEST, Pulse, PulseAnswer, Statement
from peerdesk.domain.team_report import ROLE, TABLES, TOTAL, Cell, Mark, Shown
from peerdesk.work.handouts import pulse_answers, pulse_statements
from peerdesk.work.labels import Labels
from peerdesk.work.resources import resource
from peerdesk.work.team_figures import TeamReport

_BAR, _STUB = "#2f777d", "#d9d2c6"
_STUB_PERCENT = 12
PULSE: Final = "pulse"
"""The part of a table that is about the box, and the beginning of the parts of its statements."""
_LEFT_EMPTY: Final = "left_empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseWords:
    """What is said around the sums of a box."""

    title: str
    slips: str
    left_empty: str
    too_few: str
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What a report says beside its numbers, in one language. `marks` stand in the place of numbers."""

    title: str
    weeks: str
    printed: str
    tables: Mapping[str, str]
    kits: str
    together: str
    too_few: str
    pulse: PulseWords
    counted_once: str
    rest: str
    marks: Mapping[str, str]
    definitions_title: str
    definitions: tuple[str, ...]
    columns: Mapping[str, str]

    def cell(self, cell: Cell) -> str:
        """Return a number, or the words in its place."""
        return self.marks[cell.value] if isinstance(cell, Mark) else str(cell)

    def meaning(self, pulse: Pulse | None) -> tuple[str, ...]:
        """Return what the numbers mean, those of a box among them only where there is one."""
        return self.definitions + (self.pulse.definitions if pulse is not None else ())


@lru_cache(maxsize=2)
def report_words(language: str) -> ReportWords:
    """Return the words of a language ("en", "es")."""
    said = json.loads(resource("library", "report.json").read_bytes())[language]
    pulse = PulseWords(**{**said["pulse"], "definitions": tuple(said["pulse"]["definitions"])})
    return ReportWords(**{**said, "definitions": tuple(said["definitions"]), "pulse": pulse})


def report_csv(report: TeamReport, labels: Labels, language: str = "en") -> str:
    """Return the figures as a table: part, answer, label, count. What its columns and numbers mean stands behind."""
    words = report_words(language)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("part", "answer", "label", "count"))
    table.writerow(("period", report.period, "", ""))
    for (part, row), cell in (report.shown.cells if report.shown is not None else {}).items():
        label = labels.of(TABLES[part](row), language) if row else words.tables[part]
        # Codes are the same in every language, the marks among them.
        table.writerow((part, row, label, str(cell)))
    if report.pulse is not None:
        table.writerows(_pulse_cells(report.pulse, words.pulse, language))
    table.writerows(("column", column, meaning, "") for column, meaning in words.columns.items())
    table.writerows(("definition", "", line, "") for line in words.meaning(report.pulse))
    return text.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over a printed report: whose it is, the period in words, and the day it was made, in words."""

    organisation: str
    period: str
    day: str


def report_html(report: TeamReport, heading: Heading, labels: Labels, language: str) -> str:
    """Return the figures as a page to print, the definitions last."""
    words = report_words(language)
    weeks = words.weeks.format(first=report.weeks[0], last=report.weeks[-1])
    made = words.printed.format(day=heading.day)
    parts = [
        f"<h1>{escape(words.title)}</h1>",
        f"<h2>{escape(heading.period)}</h2>",
        f"<p>{escape(heading.organisation)}<br>{escape(weeks)}. {escape(made)}.</p>",
        *_figures(report.shown, words, labels, language),
        *(
            _pulse(report.pulse, words.pulse, language, is_first=report.shown is None)
            if report.pulse is not None
            else ()
        ),
        f'<h3 style="page-break-before:always">{escape(words.definitions_title)}</h3>',
        "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in words.meaning(report.pulse)) + "</ul>",
    ]
    return "".join(parts)


def pulse_rows(pulse: Pulse, statement: Statement, words: PulseWords, language: str) -> tuple[tuple[str, int], ...]:
    """Return what a statement's table says, in the order of the page; nothing where fewer than five answered it."""
    if statement not in pulse.ticks:
        return ()
    answers = zip(pulse_answers(language).values(), pulse.ticks[statement], strict=True)
    return (*answers, (words.left_empty, pulse.left_empty(statement)))


def in_order(shown: Shown, table: str) -> dict[str, Cell]:
    """Return what a table says: numbers by their size, then what is not said, in the order of the answers.

    Rows of which there was none are left out: they are everything else.
    """
    said = {row: cell for row, cell in shown.table(table).items() if cell != 0}
    return dict(sorted(said.items(), key=lambda pair: -pair[1] if isinstance(pair[1], int) else 0))


def _pulse_cells(pulse: Pulse, words: PulseWords, language: str) -> Iterator[tuple[str, str, str, str]]:
    yield (PULSE, "slips", words.slips, str(pulse.slips))
    codes = (*(answer.value for answer in PulseAnswer), _LEFT_EMPTY)
    for statement, said in pulse_statements(language).items():
        part = f"{PULSE}_{statement.value}"
        found = pulse_rows(pulse, statement, words, language)
        for code, (label, number) in zip(codes, found, strict=False):
            yield (part, code, f"{said} {label}", str(number))
        if not found:
            yield (part, "", f"{said} {words.too_few}", f"<{FEWEST}")


def _figures(shown: Shown | None, words: ReportWords, labels: Labels, language: str) -> Iterator[str]:
    if shown is None:
        yield f"<p>{escape(words.too_few)}</p>"
        return
    total = escape(words.cell(shown.total))
    yield f"<p><b>{escape(words.tables[TOTAL])}: {total}</b>, {escape(words.counted_once)}</p>"
    yield f"<p>{escape(words.tables[ROLE])}: <b>{escape(words.cell(shown.role))}</b></p>"
    yield from (_table(name, shown, words, labels, language) for name in TABLES)


def _pulse(pulse: Pulse, words: PulseWords, language: str, *, is_first: bool) -> Iterator[str]:
    page = "" if is_first else ' style="page-break-before:always"'
    yield f"<h2{page}>{escape(words.title)}</h2><p>{escape(words.slips)}: <b>{pulse.slips}</b></p>"
    for statement, line in pulse_statements(language).items():
        found = pulse_rows(pulse, statement, words, language)
        rows = "".join(_counted(*one, pulse.slips, is_answer=one[0] != words.left_empty) for one in found)
        yield f"<h3>{escape(line)}</h3>" + (_framed(rows) if found else f"<p>{escape(words.too_few)}</p>")


def _table(name: str, shown: Shown, words: ReportWords, labels: Labels, language: str) -> str:
    cells = in_order(shown, name)
    most = max((cell for cell in cells.values() if isinstance(cell, int)), default=1)
    rows = [_row(labels.of(TABLES[name](row), language), cell, most, words) for row, cell in cells.items()]
    if len(cells) < len(shown.table(name)):
        rows.append(_row(words.rest, 0, most, words))
    return f"<h3>{escape(words.tables[name])}</h3>{_framed(''.join(rows))}"


def _framed(rows: str) -> str:
    return f'<table width="100%" cellspacing="0" cellpadding="2">{rows}</table>'


def _row(label: str, cell: Cell, most: int, words: ReportWords) -> str:
    return _line(label, _bar(cell, most), words.cell(cell))


def _counted(label: str, number: int, most: int, *, is_answer: bool) -> str:
    """Return a row of a box. What was left empty is no answer, so its bar has no length of its own."""
    return _line(label, _bar(number if is_answer or not number else Mark.LEFT_OUT, most), str(number))


def _line(label: str, bar: str, said: str) -> str:
    return (
        f'<tr><td width="42%">{escape(label)}</td><td width="46%" valign="middle">{bar}</td>'
        f'<td width="12%" align="right">{escape(said)}</td></tr>'
    )


def _bar(cell: Cell, most: int) -> str:
    """Return a bar as a table of two cells: one cell alone would always take the whole width."""
    long, fill = (max(1, round(99 * cell / most)), _BAR) if isinstance(cell, int) else (_STUB_PERCENT, _STUB)
    if not cell:
        return ""
    cells = (
        f'<td width="{long}%" bgcolor="{fill}" style="font-size:6pt">&nbsp;</td>'
        f'<td width="{100 - long}%" style="font-size:6pt"></td>'
    )
    return f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>'
