"""The quarterly report: five peers, three months, and a cell with four people that nobody can work out.

Tomas reads it on the page, as charts and as tables, in every period that the page offers, and saves it for a
spreadsheet and on paper.
"""

import csv
import os
import re
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from peerdesk.cli.words import shipped_labels
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.segment import SegmentOption
from peerdesk.domain.note_time import TimeDraft
from peerdesk.domain.peer_pulse import PulseDraft, Statement
from peerdesk.domain.team_report import OUTCOMES, SETTINGS, Mark
from peerdesk.domain.unit_summary import UnitFlag
from peerdesk.domain.vocabulary import Outcome
from peerdesk.work.note_times import keep_time
from peerdesk.work.own_export import own_csv
from peerdesk.work.peer_pulse import keep_pulse
from peerdesk.work.policy import Rule
from peerdesk.work.report_page import report_csv
from peerdesk.work.team_figures import ended_periods, team_report
from peerdesk.work.unit_summary import unit_summary, unit_table
from tests.desktop.desks import open_door
from tests.desktop.screens.test_paused_shares import said
from tests.journeys.quarter import CANARY, DEVON, PEERS, TOMAS, Quarter
from tests.support.hospital import PASSPHRASE, clock
from tests.work.test_policy import decide

SMALL = re.compile(r"(?:^|: )(?:[1-9]|10)(?=,|$)")
"""A figure from 1 to 10, by itself or behind what it counts."""


def test_a_quarter_shows_no_small_number_in_any_period_or_file(quarter: Quarter, tmp_path: Path) -> None:
    with open_door(quarter.home(TOMAS), remotes=quarter.hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        routes = desk.routes
        assert isinstance(routes, SupervisorRoutes)
        desk.show("report")
        desk.settle()
        page = routes.report.page
        codes = [page.periods.itemData(at) for at in range(page.periods.count())]
        assert quarter.period in codes
        charts, tables = page.looks.findChildren(SegmentOption)
        for code in codes:
            routes.report.model.choose(code)
            for look in (tables, charts):
                look.click()
                desk.settle()
                assert told_too_much([*said(page), *cells_of(page)]) == [], code
            assert told_too_much(on_paper(routes.report.model.page())) == [], code
        routes.report.model.choose(quarter.period)
        tables.click()
        desk.settle()
        assert {"<11", "hidden", "not said"} & set(cells_of(page))
        lines = on_paper(routes.report.model.page())
        assert any(f": {quarter.kept}," in line for line in lines)
        assert {"<11", "hidden", "not said"} & set(lines)
        charts.click()
        desk.settle()
        words = said(page)
        assert str(quarter.kept) in words
        assert {"<11", "hidden", "not said"} & set(words)
        assert any(line.startswith("A period is said two weeks after") for line in words)
        routes.report.ask_file = lambda _window, name, _kind: str(tmp_path / Path(name).name)
        page.table.click()
        desk.press("Ctrl+E")
        table, paper = (tmp_path / f"peerdesk-{quarter.period}.{ending}" for ending in ("csv", "pdf"))
        desk.wait(lambda: table.exists() and paper.exists(), "both files")
        desk.settle()
    assert (tmp_path / f"peerdesk-{quarter.period}.pdf").read_bytes().startswith(b"%PDF")
    rows = list(csv.reader(table.read_text().splitlines()))
    counts = [row[3] for row in rows[2:] if row[0] not in {"column", "definition"}]
    assert not [count for count in counts if count.isdigit() and 1 <= int(count) <= 10]
    assert ["encounters", "", "Visits and tries", str(quarter.kept)] in rows
    everything = table.read_text()
    assert not [never for never in (CANARY, *PEERS, *(name.split()[0] for name in PEERS)) if never in everything]
    assert not re.search(r"\d:\d\d", everything)


def on_paper(page: str | None) -> list[str]:
    """Return the lines of the page that is printed, and saved as PDF."""
    document = QTextDocument()
    document.setHtml(page or "")
    return document.toPlainText().splitlines()


def cells_of(page: QWidget) -> list[str]:
    """Return what stands in the tables of a page."""
    shown = [one for one in page.findChildren(FigureList) if one.isVisible()]
    cells = (one.item(row, column) for one in shown for row in range(one.rowCount()) for column in (0, 1))
    return [cell.text() for cell in cells if cell is not None]


def told_too_much(lines: list[str]) -> list[str]:
    """Return the figures from 1 to 10, and what names a peer or was written by one."""
    never = (CANARY, *PEERS)
    small = [line for line in lines if SMALL.search(line.strip())]
    return small + [line for line in lines if any(word in line for word in never)]


def test_four_at_the_shelter_cannot_be_worked_out_and_what_was_only_counted_is_counted_once(quarter: Quarter) -> None:
    tomas, today = quarter.vault(TOMAS), clock().astimezone().date()
    report = team_report(tomas, quarter.period, today)
    assert report.shown is not None
    # Those that were only counted are in it, once each, although every peer has synced twice.
    assert report.shown.total == quarter.kept
    for table, row in ((SETTINGS, "shelter"), (OUTCOMES, "family")):
        cells = report.shown.table(table)
        assert isinstance(cells[row], Mark)
        # With only one row unsaid, the others and the total would say it.
        assert sum(isinstance(cell, Mark) for cell in cells.values()) >= 2


def test_units_are_counted_once_the_root_says_so_without_documentation_and_what_is_too_long_is_flagged(
    quarter: Quarter,
) -> None:
    devon = quarter.vault(DEVON)
    decide(quarter.hospital, {Rule.UNITS: "va"})
    assert quarter.hospital.sync(devon).proof
    kept = unit_summary(devon, quarter.period)
    # What was only counted has no day and no row, and everything else is left out until Devon says a time.
    assert (kept.rows, kept.units) == ((), 0)
    long, short, *_ = (row for row in kept.untimed if row.outcome is Outcome.MET)
    keep_time(devon, long.id, TimeDraft(begins="8:00", ends="12:30"))
    keep_time(devon, short.id, TimeDraft(begins="13:00", ends="13:50", aside="20"))
    found = unit_summary(devon, quarter.period)
    said = {row.note: (row.minutes, row.units, set(row.flags)) for row in found.rows}
    assert said[long.id] == (270, 18, {UnitFlag.LONG})
    assert said[short.id] == (30, 2, {UnitFlag.ASIDE})
    text = own_csv(unit_table(found, shipped_labels()))
    assert "Not a claim." in text.splitlines()[0]
    assert not [never for never in (CANARY, *PEERS) if never in text]
    # It is Devon's alone: nothing waits to be sent to anybody, and the team's figures say what they said.
    assert quarter.hospital.sync(devon).proof
    tomas, today = quarter.vault(TOMAS), clock().astimezone().date()
    assert quarter.hospital.sync(tomas).proof
    report = team_report(tomas, quarter.period, today)
    assert report.shown is not None
    assert report.shown.total == quarter.kept


def test_what_came_out_of_the_box_changes_nothing_that_is_said_of_visits(quarter: Quarter) -> None:
    tomas, today = quarter.vault(TOMAS), clock().astimezone().date()
    before = {period: team_report(tomas, period, today) for period in ended_periods(tomas, today)}
    box = PulseDraft(quarter=quarter.period, slips="7", ticks={Statement.SUPPORT: ("2", "1", "1", "1", "1")})
    keep_pulse(tomas, box, clock(), os.urandom)
    assert set(ended_periods(tomas, today)) == set(before)
    labels = shipped_labels()
    for period, first in before.items():
        found = team_report(tomas, period, today)
        assert (found.shown, found.unsaid) == (first.shown, first.unsaid)
        assert (found.pulse is not None) == (period == quarter.period)
        plain, more = (set(report_csv(one, labels).splitlines()) for one in (first, found))
        assert plain <= more
        assert all(row.startswith(("pulse", "definition")) for row in more - plain)
        # Nobody else hears of it, by name or by number.
        assert not [never for never in (CANARY, *PEERS) if never in "".join(more)]
