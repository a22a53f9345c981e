"""The program report on a supervisor's desk: real counts of three peers, in a real window."""

import csv
import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.report import ReportScreen
from peerdesk.desktop.widgets.bars import Bar
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.segment import SegmentOption
from peerdesk.work.weekly_counts import start_counts
from tests.desktop.desks import nameless, open_door
from tests.desktop.screens.test_paused_shares import said
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.work.team import JOINED, Team
from tests.work.test_team_figures import said_from

LONG_AGO = timedelta(weeks=13)


def latest_month(today: date) -> date:
    """Return a day in the middle of the latest month that can be said."""
    day = today.replace(day=15)
    while said_from(f"{day:%Y-%m}") > today:
        day = (day - timedelta(days=31)).replace(day=15)
    return day


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def a_month_is_counted(team: Team, peers: int = 3) -> str:
    """Let so many peers meet people in the latest month that can be said, and send its counts."""
    day = latest_month(team.today)
    for vault in team.peers[:peers]:
        start_counts(vault, team.now - LONG_AGO, os.urandom)
        for outcome, times in (("declined", 5), ("left", 4), ("no_answer", 1)):
            for _ in range(times):
                team.note(vault, outcome, happened_on=day.isoformat())
    team.meet()
    return f"{day:%Y-%m}"


def report_page(desk: WatchedDesk) -> ReportScreen:
    routes = desk.routes
    assert isinstance(routes, SupervisorRoutes)
    desk.show("report")
    desk.settle()
    return routes.report.page


@pytest.fixture
def opened(team: Team) -> Iterator[WatchedDesk]:
    team.tomas.close()
    with open_door(team.hospital.folder / "homes" / "Tomas Okafor", remotes=team.hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        yield desk


@pytest.fixture
def counted(team: Team, request: pytest.FixtureRequest) -> tuple[str, WatchedDesk]:
    month = a_month_is_counted(team)
    return month, request.getfixturevalue("opened")


def test_a_chart_says_the_numbers_of_three_peers_and_none_from_1_to_10(counted: tuple[str, WatchedDesk]) -> None:
    _, desk = counted
    page = report_page(desk)
    words = said(page)
    assert "30" in words
    assert {"15", "12"} & set(words)
    assert "<11" in words
    assert "hidden" in words
    assert not {"1", "2", "3", "4", "5"} & set(words)
    assert page.findChildren(Bar)
    assert nameless(page) == []
    assert page.periods.hasFocus()


def test_the_same_numbers_stand_in_a_table_that_arrows_and_readers_go_through(
    counted: tuple[str, WatchedDesk],
) -> None:
    _, desk = counted
    page = report_page(desk)
    page.looks.findChildren(SegmentOption)[1].click()
    desk.settle()
    (outcomes,) = (one for one in page.findChildren(FigureList) if one.accessibleName() == "How it went")
    cells = outcomes.model()
    rows = {cells.index(at, 0).data(): cells.index(at, 1).data() for at in range(outcomes.rowCount())}
    assert rows["They said no thanks"] == "15"
    assert rows["No answer (call or text)"] == "<11"
    assert "hidden" in rows.values()


def test_the_figures_are_saved_for_spreadsheets_and_on_paper(counted: tuple[str, WatchedDesk], tmp_path: Path) -> None:
    month, desk = counted
    page = report_page(desk)
    routes = desk.routes
    assert isinstance(routes, SupervisorRoutes)
    routes.report.ask_file = lambda _window, name, _kind: str(tmp_path / Path(name).name)
    page.table.click()
    desk.press("Ctrl+E")
    table, paper = tmp_path / f"peerdesk-{month}.csv", tmp_path / f"peerdesk-{month}.pdf"
    desk.wait(lambda: table.exists() and paper.exists(), "both files")
    desk.settle()
    rows = list(csv.reader(table.read_text().splitlines()))
    assert ["outcomes", "declined", "They said no thanks", "15"] in rows
    assert paper.read_bytes().startswith(b"%PDF")
    # Paper is read in other years.
    assert f" {datetime.now().astimezone().year}." in (routes.report.model.page() or "")


def test_before_anything_can_be_said_the_page_says_when(opened: WatchedDesk) -> None:
    page = report_page(opened)
    assert "No numbers to show" in said(page)
    assert not page.paper.isVisible()
    opened.press("Ctrl+E")


def test_with_two_peers_the_page_says_why_there_is_nothing(team: Team, request: pytest.FixtureRequest) -> None:
    a_month_is_counted(team, peers=2)
    page = report_page(request.getfixturevalue("opened"))
    assert any(line.startswith("Fewer than three peers") for line in said(page))
    assert not page.findChildren(Bar)
