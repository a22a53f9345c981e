"""How often peers were asked outside their role: nothing leaves before a yes of its own, and then only numbers."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.counted import week_of
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.out_of_role import OutOfRoleDraft
from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.team_report import Mark
from peerdesk.sync import payload
from peerdesk.sync.shapes import OWN_DAYS
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.out_of_role import add_out_of_role
from peerdesk.work.own_days import OUT_OF_ROLE
from peerdesk.work.role_counts import role_counted, start_role_counts, stop_role_counts
from peerdesk.work.team_figures import team_report
from peerdesk.work.weekly_counts import start_counts, stop_counts
from tests.support.hospital import a_hospital, clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.team import JOINED, WEEK, Team
from tests.work.test_taking_back import everything_in
from tests.work.test_team_figures import a_month_passes


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def ask(team: Team, vault: Vault, times: int = 1) -> None:
    draft = OutOfRoleDraft(asked="sitter", answer="said_no", on=team.today.isoformat())
    for _ in range(times):
        add_out_of_role(vault, draft, team.now, os.urandom)


def agree(team: Team, *vaults: Vault) -> None:
    team.agree(*vaults)
    for vault in vaults:
        start_role_counts(vault, team.now)


def came(team: Team, weeks_ago: int = 1) -> list[RoleTally]:
    week = week_of(team.today - weeks_ago * WEEK)
    with team.tomas.read() as tx:
        return [one.tally for one in tx.weekly.role.of_weeks(week, week)]


def sizes(vault: Vault) -> list[int]:
    """Return how long each sealed tally of a peer is, of either kind."""
    sql = (
        "SELECT length(frame) FROM revision WHERE record IN"
        " (SELECT record FROM tally UNION SELECT record FROM role_tally)"
    )
    with vault.read() as tx:
        return [size for (size,) in driver_of(tx._connection).execute(sql)]


def test_the_yes_to_weekly_counts_is_no_yes_to_this(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        start_role_counts(team.devon, team.now)
    team.agree(team.devon)
    ask(team, team.devon, 3)
    team.pass_weeks()
    team.meet()
    assert len(team.read()) == 1
    assert came(team) == []
    found = role_counted(team.devon, team.today)
    assert (found.is_offered, found.agreement, found.waiting, found.left) == (True, None, (), ())


def test_a_number_leaves_as_it_was_shown_and_nothing_else_does(team: Team) -> None:
    agree(team, team.devon, team.ruth)
    ask(team, team.devon, 3)
    shown, week = role_counted(team.devon, team.today).this_week, team.week
    assert shown == RoleTally(week=week, asked=3)
    team.pass_weeks()
    assert role_counted(team.devon, team.today).waiting == (shown,)
    team.meet()
    # Ruth was not asked anything, and her week leaves as well, of the same size.
    assert sorted(one.asked for one in came(team)) == [0, 3]
    assert role_counted(team.devon, team.today).left == (week,)
    assert len({*sizes(team.devon), *sizes(team.ruth)}) == 1
    assert OUT_OF_ROLE.all(team.tomas) == ()
    assert "sitter" not in everything_in(team.tomas)
    gone = OUT_OF_ROLE.all(team.devon)[0].id
    OUT_OF_ROLE.delete(team.devon, gone)
    team.pass_weeks()
    team.meet()
    assert sorted(one.asked for one in came(team, 2)) == [0, 2]


def test_after_a_no_nothing_more_leaves_and_the_other_counts_go_on(team: Team) -> None:
    agree(team, team.devon, team.ruth)
    for vault in (team.devon, team.ruth):
        ask(team, vault)
    stop_role_counts(team.devon, team.today)
    stop_counts(team.ruth, team.today)
    assert role_counted(team.ruth, team.today).journal[0].ended_on == team.today
    team.pass_weeks()
    team.meet()
    assert came(team) == []
    assert len(team.read()) == 1
    # A yes to weekly counts that is said anew is none to this.
    team.agree(team.ruth)
    assert role_counted(team.ruth, team.today).agreement is None


def test_what_waits_does_not_leave_once_another_computer_has_said_no(team: Team) -> None:
    agree(team, team.devon)
    ask(team, team.devon)
    week = team.week
    team.pass_weeks()
    with team.devon.write() as tx:
        role = tx.weekly.role
        role.put(RoleTally(week=week, asked=1))
        # As it comes from the other computer: it knows of nothing that waits here.
        role.agreements.put(replace(role.agreements.all()[0], ended_on=team.today))
    team.meet()
    assert (came(team), len(team.read())) == ([], 1)
    assert role_counted(team.devon, team.today).left == ()


def test_an_older_supervisors_computer_reads_the_tallies_and_keeps_this_unread(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(team, team.devon)
    ask(team, team.devon, 2)
    team.pass_weeks()
    team.sync(*team.peers)
    with monkeypatch.context() as older:
        older.setattr(payload, "LATEST", OWN_DAYS)
        team.sync(team.tomas)
    assert (len(team.read()), came(team)) == (1, [])
    team.sync(team.tomas)
    assert [one.asked for one in came(team)] == [2]


@pytest.mark.parametrize(("times", "said"), [((4, 4, 3), 11), ((4, 3, 3), Mark.SMALL), ((30, 30, 0), Mark.LEFT_OUT)])
def test_the_month_is_said_of_three_peers_who_were_asked_and_from_11_on(
    team: Team, times: tuple[int, ...], said: int | Mark
) -> None:
    agree(team, *team.peers)
    for vault, many in zip(team.peers, times, strict=True):
        ask(team, vault, many)
    month = a_month_passes(team)
    report = team_report(team.tomas, month, team.today)
    assert report.shown is not None
    assert (report.shown.total, report.shown.role) == (18, said)
    # Said once, it is said the same for ever.
    ask(team, team.devon, 40)
    team.pass_weeks()
    team.meet()
    again = team_report(team.tomas, month, team.today)
    assert again.shown == report.shown


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as both:
        yield both


def test_a_yes_beside_an_earlier_yes_to_weekly_counts_does_not_come_back_by_itself(two: TwoComputers) -> None:
    today = clock().astimezone().date()
    start_counts(two.ward, clock(), os.urandom)
    two.meet()
    stop_counts(two.ward, today)
    # The laptop has no network, and has not heard of it.
    start_role_counts(two.laptop, clock())
    two.meet()
    assert role_counted(two.ward, today).agreement is None
    start_counts(two.ward, clock(), os.urandom)
    two.meet()
    for vault in (two.ward, two.laptop):
        assert role_counted(vault, today).agreement is None
        assert role_counted(vault, today).waiting == ()
    start_role_counts(two.ward, clock())
    two.meet()
    assert role_counted(two.laptop, today).agreement is not None


def test_it_can_be_said_and_taken_back_many_times_and_then_not_again(team: Team) -> None:
    team.agree(team.devon)
    for _ in range(32):
        start_role_counts(team.devon, team.now)
        stop_role_counts(team.devon, team.today)
    with pytest.raises(NotAllowedError):
        start_role_counts(team.devon, team.now)
    stop_counts(team.devon, team.today)
    team.agree(team.devon)
    start_role_counts(team.devon, team.now)
    assert role_counted(team.devon, team.today).agreement is not None
