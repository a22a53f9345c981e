"""The team's figures at a supervisor's computer, out of what three peers' computers sent."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import BadDateError, NotAllowedError
from peerdesk.domain.periods import monday, month_of, next_week, quarter_of, weeks_of_month
from peerdesk.domain.team_report import OUTCOMES, Mark
from peerdesk.work.team_figures import WAITED_FOR_LATE, Unsaid, ended_periods, team_report
from tests.support.hospital import a_hospital
from tests.work.team import JOINED, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def a_month_passes(team: Team, *, times: int = 6) -> str:
    """Let each peer meet so many in this week, and time pass until its month is said."""
    for vault in team.peers:
        for _ in range(times):
            team.note(vault)
    month = month_of(team.week)
    while team.today < said_from(month):
        team.pass_weeks()
    team.meet()
    return month


def said_from(month: str) -> date:
    return monday(next_week(weeks_of_month(month)[-1])) + WAITED_FOR_LATE


def test_the_figures_of_a_month_are_the_sums_of_three_peers(team: Team) -> None:
    team.agree(*team.peers)
    report = team_report(team.tomas, a_month_passes(team), team.today)
    assert report.shown is not None
    assert (report.shown.total, report.shown.table(OUTCOMES)["declined"]) == (18, 18)


def test_a_period_is_not_said_before_what_comes_late_was_waited_for(team: Team) -> None:
    team.agree(*team.peers)
    month = a_month_passes(team)
    early = team_report(team.tomas, month, team.today - timedelta(days=7))
    assert (early.shown, early.unsaid) == (None, Unsaid.NOT_YET)
    assert early.from_day <= team.today


def test_with_two_peers_nothing_is_said(team: Team) -> None:
    team.agree(team.devon, team.ruth)
    report = team_report(team.tomas, a_month_passes(team), team.today)
    assert (report.shown, report.unsaid) == (None, Unsaid.TOO_FEW)


def test_the_periods_that_can_be_said_are_listed_once_they_can(team: Team) -> None:
    team.agree(*team.peers)
    assert ended_periods(team.tomas, team.today) == ()
    month = a_month_passes(team)
    assert month in ended_periods(team.tomas, team.today)
    later = team.today + timedelta(days=200)
    listed = ended_periods(team.tomas, later)
    assert listed[0] == quarter_of(max(one for one in listed if "Q" not in one))
    with pytest.raises(NotAllowedError):
        ended_periods(team.devon, later)


def test_a_quarter_with_a_month_of_which_nothing_is_said_says_nothing(team: Team) -> None:
    team.agree(*team.peers)
    month = a_month_passes(team)
    late = team.today + timedelta(days=200)
    assert team_report(team.tomas, quarter_of(month), late).unsaid is Unsaid.TOO_FEW


def test_what_was_said_once_is_said_again_whatever_comes_late(team: Team) -> None:
    team.agree(*team.peers)
    day, month = team.today.isoformat(), a_month_passes(team)
    first = team_report(team.tomas, month, team.today)
    for _ in range(12):
        team.note(team.devon, "left", happened_on=day)
    team.pass_weeks()
    team.meet()
    assert team_report(team.tomas, month, team.today).shown == first.shown


def test_what_comes_in_time_is_in_it(team: Team) -> None:
    team.agree(*team.peers)
    day, month = team.today.isoformat(), a_month_passes(team)
    for _ in range(5):
        team.note(team.devon, "left", happened_on=day)
    team.pass_weeks()
    team.meet()
    shown = team_report(team.tomas, month, team.today).shown
    assert shown is not None
    assert shown.table(OUTCOMES)["left"] is Mark.SMALL
    assert shown.total == 23
    assert shown.table(OUTCOMES)["declined"] is Mark.HIDDEN


def test_only_supervisors_ask_and_only_for_months_and_quarters(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        team_report(team.devon, "2026-10", team.today)
    for period in ("2026", "2026-13", "2026-Q5", "2026-W47", "", "26-10", "2026-1", "9999-01"):
        with pytest.raises(BadDateError):
            team_report(team.tomas, period, team.today)
