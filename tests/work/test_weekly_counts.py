"""Weekly counts: nothing leaves before a yes; then sums of weeks that have ended, to supervisors and to nobody else."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.counted import week_of
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.tally import WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from peerdesk.work.counting import count_encounter
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import change_encounter, delete_encounter
from peerdesk.work.readership import CountsReading, who_can_read
from peerdesk.work.weekly_counts import start_counts, stop_counts, weekly_counts
from tests.support.hospital import a_hospital
from tests.work.team import JOINED, WEEK, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Team(hospital)


def test_without_a_yes_nothing_ever_leaves(team: Team) -> None:
    team.note(team.devon)
    team.pass_weeks()
    team.meet()
    assert team.read() == []
    assert weekly_counts(team.devon, team.today).left == ()
    with team.devon.read() as tx:
        assert tx.spaces.get(tx.weekly.space).cursor.seq == 0


def test_a_week_leaves_once_it_has_ended_and_says_exactly_what_the_preview_said(team: Team) -> None:
    team.agree(team.devon)
    team.note(team.devon, "met", support=("listened", "hope"), supplies={"naloxone_nasal": 2}, handle="Blue Heron 27")
    team.note(team.devon, "met", support=("listened",), supplies={"naloxone_nasal": 1}, setting="street")
    team.note(team.devon)
    team.meet()
    shown = weekly_counts(team.devon, team.today)
    assert (shown.waiting, shown.left, team.read(team.week)) == ((), (), [])
    team.pass_weeks()
    (waits,) = weekly_counts(team.devon, team.today).waiting
    assert waits == shown.this_week
    team.meet()
    assert team.read() == [waits]
    assert waits == WeekTally(
        week=shown.this_week.week,
        encounters={Setting.ED: {Outcome.MET: 1, Outcome.DECLINED: 1}, Setting.STREET: {Outcome.MET: 1}},
        support={Support.LISTENED: 2, Support.HOPE: 1},
        supplies={Supply.NALOXONE_NASAL: 3},
    )
    after = weekly_counts(team.devon, team.today)
    assert (after.waiting, after.left, after.readers) == ((), (waits.week,), ("Tomas Okafor",))


def test_what_the_peer_leaves_out_is_not_counted_and_what_is_only_counted_is(team: Team) -> None:
    team.agree(team.devon)
    team.note(team.devon, count=False)
    count_encounter(team.devon, EncounterDraft(setting="ed", outcome="left"), team.now, os.urandom)
    team.pass_weeks()
    team.meet()
    (tally,) = team.read()
    assert tally.encounters == {Setting.ED: {Outcome.LEFT: 1}}


def test_what_comes_late_goes_with_the_next_week_and_takes_the_place_of_what_left(team: Team) -> None:
    team.agree(team.devon)
    gone, erased, changed = (team.note(team.devon) for _ in range(3))
    week, day = team.week, team.today.isoformat()
    team.pass_weeks()
    team.meet()
    assert team.read(week)[0].total == 3
    delete_encounter(team.devon, gone, team.now)
    erase_note(team.devon, erased)
    change_encounter(team.devon, changed, {"outcome": "left"}, team.now, os.urandom)
    team.note(team.devon, "brief", happened_on=day)
    team.meet()
    # The week goes on, so nothing moved.
    assert team.read(week)[0].total == 3
    assert [one.total for one in weekly_counts(team.devon, team.today).waiting] == [2]
    team.pass_weeks()
    team.meet()
    assert team.read(week)[0].encounters == {Setting.ED: {Outcome.LEFT: 1, Outcome.BRIEF: 1}}


def test_a_week_without_notes_leaves_too_so_that_nobody_sees_who_was_away(team: Team) -> None:
    team.agree(team.devon)
    team.pass_weeks()
    team.meet()
    assert team.read() == [WeekTally(week=week_of(team.today - WEEK))]


def test_nothing_from_before_the_week_of_the_yes_leaves(team: Team) -> None:
    team.note(team.devon)
    before = team.week
    team.pass_weeks()
    team.agree(team.devon)
    team.pass_weeks()
    team.meet()
    assert team.read(before) == []
    assert len(team.read()) == 1


def test_after_a_no_nothing_more_leaves_and_what_left_stays(team: Team) -> None:
    team.agree(team.devon)
    team.note(team.devon)
    first = team.week
    team.pass_weeks()
    team.meet()
    team.note(team.devon)
    stop_counts(team.devon, team.today)
    team.pass_weeks(2)
    team.meet()
    assert team.read(first)[0].total == 1
    assert team.read(week_of(team.today - 2 * WEEK)) == team.read() == []
    told = weekly_counts(team.devon, team.today)
    assert (told.agreement, told.left) == (None, (first,))
    assert [one.ended_on is not None for one in told.journal] == [True]


def test_what_waits_unsealed_stays_here_after_a_no(team: Team) -> None:
    team.agree(team.devon)
    team.note(team.devon)
    tally = WeekTally(week=team.week, encounters={Setting.ED: {Outcome.DECLINED: 1}})
    with team.devon.write() as tx:
        tx.weekly.put(tally)
    stop_counts(team.devon, team.today)
    team.meet()
    assert team.read(team.week) == []
    assert weekly_counts(team.devon, team.today).left == ()


def test_a_new_yes_begins_with_its_own_week(team: Team) -> None:
    team.agree(team.devon)
    stop_counts(team.devon, team.today)
    without = team.week
    team.note(team.devon)
    team.pass_weeks()
    team.agree(team.devon)
    team.note(team.devon)
    team.pass_weeks()
    team.meet()
    assert (team.read(without), len(team.read())) == ([], 1)
    assert len(weekly_counts(team.devon, team.today).journal) == 2


def test_only_peers_are_counted(team: Team) -> None:
    with pytest.raises(NotAllowedError):
        start_counts(team.tomas, team.now, os.urandom)


def test_saying_yes_twice_is_one_yes(team: Team) -> None:
    team.agree(team.devon, team.devon)
    assert len(weekly_counts(team.devon, team.today).journal) == 1


def test_who_can_read_what_names_those_who_have_the_sums(team: Team) -> None:
    assert who_can_read(team.devon, team.now).counts is None
    team.agree(team.devon)
    team.pass_weeks()
    team.meet()
    counts = who_can_read(team.devon, team.now).counts
    assert counts == CountsReading(weeks=1, readers=("Tomas Okafor",), is_current=True)
    stop_counts(team.devon, team.today)
    counts = who_can_read(team.devon, team.now).counts
    assert counts == CountsReading(weeks=1, readers=("Tomas Okafor",), is_current=False)
