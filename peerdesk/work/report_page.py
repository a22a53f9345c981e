"""The team's figures on paper and for a spreadsheet: the same numbers, and beside them what each of them means."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from peerdesk.domain.team_report import ROLE, TABLES, TOTAL, Cell, Mark, Shown
from peerdesk.work.labels import Labels
from peerdesk.work.resources import resource
from peerdesk.work.team_figures import TeamReport

_BAR, _STUB = "#2f777d", "#d9d2c6"
_STUB_PERCENT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What a report says beside its numbers, in one language. `marks` stand in the place of numbers."""

    title: str
    weeks: str
    printed: str
    tables: Mapping[str, str]
    kits: str
    together: str
    counted_once: str
    rest: str
    marks: Mapping[str, str]
    definitions_title: str
    definitions: tuple[str, ...]
    columns: Mapping[str, str]

    def cell(self, cell: Cell) -> str:
        """Return a number, or the words in its place."""
        return self.marks[cell.value] if isinstance(cell, Mark) else str(cell)


@lru_cache(maxsize=2)
def report_words(language: str) -> ReportWords:
    """Return the words of a language ("en", "es")."""
    said = json.loads(resource("library", "report.json").read_bytes())[language]
    return ReportWords(**{**said, "definitions": tuple(said["definitions"])})


def report_csv(period: str, shown: Shown, labels: Labels, language: str = "en") -> str:
    """Return the figures as a table: part, answer, label, count. What its columns and numbers mean stands behind."""
    words = report_words(language)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("part", "answer", "label", "count"))
    table.writerow(("period", period, "", ""))
    for (part, row), cell in shown.cells.items():
        label = labels.of(TABLES[part](row), language) if row else words.tables[part]
        # Codes are the same in every language, the marks among them.
        table.writerow((part, row, label, str(cell)))
    table.writerows(("column", column, meaning, "") for column, meaning in words.columns.items())
    table.writerows(("definition", "", line, "") for line in words.definitions)
    return text.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over a printed report: whose it is, the period in words, and the day it was made, in words."""

    organisation: str
    period: str
    day: str


def report_html(report: TeamReport, shown: Shown, heading: Heading, labels: Labels, language: str) -> str:
    """Return the figures as a page to print, the definitions last."""
    words = report_words(language)
    weeks = words.weeks.format(first=report.weeks[0], last=report.weeks[-1])
    made = words.printed.format(day=heading.day)
    parts = [
        f"<h1>{escape(words.title)}</h1>",
        f"<h2>{escape(heading.period)}</h2>",
        f"<p>{escape(heading.organisation)}<br>{escape(weeks)}. {escape(made)}.</p>",
        f"<p><b>{escape(words.tables[TOTAL])}: {escape(words.cell(shown.total))}</b>, {escape(words.counted_once)}</p>",
        f"<p>{escape(words.tables[ROLE])}: <b>{escape(words.cell(shown.role))}</b></p>",
        *(_table(name, shown, words, labels, language) for name in TABLES),
        f'<h3 style="page-break-before:always">{escape(words.definitions_title)}</h3>',
        "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in words.definitions) + "</ul>",
    ]
    return "".join(parts)


def in_order(shown: Shown, table: str) -> dict[str, Cell]:
    """Return what a table says: numbers by their size, then what is not said, in the order of the answers.

    Rows of which there was none are left out: they are everything else.
    """
    said = {row: cell for row, cell in shown.table(table).items() if cell != 0}
    return dict(sorted(said.items(), key=lambda pair: -pair[1] if isinstance(pair[1], int) else 0))


def _table(name: str, shown: Shown, words: ReportWords, labels: Labels, language: str) -> str:
    cells = in_order(shown, name)
    most = max((cell for cell in cells.values() if isinstance(cell, int)), default=1)
    rows = [_row(labels.of(TABLES[name](row), language), cell, most, words) for row, cell in cells.items()]
    if len(cells) < len(shown.table(name)):
        rows.append(_row(words.rest, 0, most, words))
    body = "".join(rows)
    return f'<h3>{escape(words.tables[name])}</h3><table width="100%" cellspacing="0" cellpadding="2">{body}</table>'


def _row(label: str, cell: Cell, most: int, words: ReportWords) -> str:
    return (
        f'<tr><td width="42%">{escape(label)}</td><td width="46%" valign="middle">{_bar(cell, most)}</td>'
        f'<td width="12%" align="right">{escape(words.cell(cell))}</td></tr>'
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
