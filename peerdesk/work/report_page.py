"""The team's figures on paper and for a spreadsheet: the same numbers, and beside them what each of them means."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from peerdesk.domain.team_report import TABLES, TOTAL, Cell, Mark, Shown
from peerdesk.work.labels import Labels
from peerdesk.work.resources import resource
from peerdesk.work.team_figures import TeamReport

_BAR_PERCENT = 46
_BAR = "#2f777d"
_STUB = "#d9d2c6"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What a report says beside its numbers, in one language. `marks` stand in the place of numbers."""

    title: str
    weeks: str
    printed: str
    tables: Mapping[str, str]
    kits: str
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
        label = labels.of(TABLES[part](row), language) if row else words.tables[TOTAL]
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
        *(_table(name, shown, words, labels, language) for name in TABLES),
        f"<h3>{escape(words.definitions_title)}</h3>",
        "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in words.definitions) + "</ul>",
    ]
    return "".join(parts)


def _table(name: str, shown: Shown, words: ReportWords, labels: Labels, language: str) -> str:
    cells = {row: cell for row, cell in shown.table(name).items() if cell != 0}
    most = max((cell for cell in cells.values() if isinstance(cell, int)), default=1)
    rows = [_row(labels.of(TABLES[name](row), language), cell, most, words) for row, cell in cells.items()]
    if len(cells) < len(shown.table(name)):
        rows.append(_row(words.rest, 0, most, words))
    body = "".join(rows)
    return f'<h3>{escape(words.tables[name])}</h3><table width="100%" cellspacing="0" cellpadding="2">{body}</table>'


def _row(label: str, cell: Cell, most: int, words: ReportWords) -> str:
    percent = round(_BAR_PERCENT * cell / most) if isinstance(cell, int) else _BAR_PERCENT // 8
    fill = _STUB if isinstance(cell, Mark) else _BAR
    bar = (
        f'<table width="{2 * max(percent, 1)}%" cellspacing="0" cellpadding="0"><tr>'
        f'<td bgcolor="{fill}" style="font-size:6pt">&nbsp;</td></tr></table>'
        if cell
        else ""
    )
    return (
        f'<tr><td width="42%">{escape(label)}</td><td width="{_BAR_PERCENT}%" valign="middle">{bar}</td>'
        f'<td width="12%" align="right">{escape(words.cell(cell))}</td></tr>'
    )
