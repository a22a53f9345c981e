"""The unit summary: what is counted by which rule, what is not, and what is flagged before anything leaves."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import MINUTES_OF_A_DAY, Spent
from peerdesk.domain.unit_summary import Profile, Timed, UnitFlag, UnitRow, UnitRules, unit_rows
from peerdesk.domain.vocabulary import Mode, Outcome, Setting, Support

MINUTES = json.loads((Path(__file__).parents[1] / "vectors" / "units" / "minutes.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 16)
VA, PLAIN = UnitRules(profile=Profile.VA), UnitRules(profile=Profile.PLAIN)
ONE = Timed(
    note=RecordId(bytes(16)),
    on=DAY,
    setting=Setting.ED,
    outcome=Outcome.MET,
    mode=Mode.IN_PERSON,
    support=frozenset(),
    spent=Spent(begins=540, ends=585),
)


def at(number: int, begins: int, minutes: int, on: date = DAY) -> Timed:
    """Return another encounter, so many minutes after midnight."""
    spent = Spent(begins=begins, ends=(begins + minutes) % MINUTES_OF_A_DAY)
    return replace(ONE, note=RecordId(number.to_bytes(16, "big")), on=on, spent=spent)


def one_row(one: Timed, rules: UnitRules = VA) -> UnitRow:
    (row,) = unit_rows([one], rules)
    return row


@pytest.mark.parametrize(("rule", "eight"), [("whole units", False), ("eight minutes", True)])
def test_minutes_are_the_units_that_the_rule_says(rule: str, eight: bool) -> None:
    rules = UnitRules(profile=Profile.PLAIN, eight_minutes=eight)
    assert [[minutes, rules.units(minutes)] for minutes, _ in MINUTES[rule]] == MINUTES[rule]


def test_what_is_set_aside_is_counted_in_no_unit() -> None:
    row = one_row(replace(ONE, spent=Spent(begins=540, ends=585, aside=10)))
    assert (row.minutes, row.units, row.code, set(row.flags)) == (35, 2, "H0038", {UnitFlag.ASIDE})


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.MET, Outcome.BRIEF, Outcome.FAMILY}))
def test_a_try_is_no_unit(outcome: Outcome) -> None:
    row = one_row(replace(ONE, outcome=outcome))
    assert (row.minutes, row.units, row.code, set(row.flags)) == (0, 0, "", {UnitFlag.NOT_TOGETHER})


@pytest.mark.parametrize("setting", [Setting.STREET, Setting.SSP])
def test_outreach_is_no_unit(setting: Setting) -> None:
    row = one_row(replace(ONE, setting=setting))
    assert (row.units, row.code, set(row.flags)) == (0, "", {UnitFlag.OUTREACH})


def test_a_ride_of_which_nothing_was_set_aside_is_flagged() -> None:
    ride = replace(ONE, support=frozenset({Support.RIDE}))
    assert one_row(ride).flags == {UnitFlag.RIDE}
    assert one_row(replace(ride, spent=replace(ONE.spent, aside=20))).flags == {UnitFlag.ASIDE}


def test_times_that_two_computers_said_differently_are_no_unit() -> None:
    assert one_row(replace(ONE, competes=True)).units == 0


@pytest.mark.parametrize(
    ("people", "flags"),
    [(10, set()), (11, {UnitFlag.GROUP}), (None, {UnitFlag.NO_HEAD_COUNT})],
)
def test_a_group_has_a_code_of_its_own_and_a_limit(people: int | None, flags: set[UnitFlag]) -> None:
    group = replace(ONE, mode=Mode.GROUP, people=people)
    assert (one_row(group).code, set(one_row(group).flags)) == ("H0038 HQ", flags)
    assert not one_row(group, PLAIN).flags


def test_more_than_a_day_may_have_is_flagged_alone_and_together() -> None:
    assert one_row(at(1, 480, 254)).flags == frozenset()
    assert one_row(at(1, 480, 255)).flags == {UnitFlag.LONG}
    rows = unit_rows([at(1, 480, 120), at(2, 660, 120), at(3, 840, 15)], VA)
    assert [row.flags for row in rows] == [{UnitFlag.DAY}] * 3
    assert not any(row.flags for row in unit_rows([at(1, 480, 300)], PLAIN))


def test_what_is_not_counted_is_in_no_limit() -> None:
    rows = unit_rows([at(1, 480, 240), replace(at(2, 780, 60), outcome=Outcome.NO_ANSWER)], VA)
    assert [row.flags for row in rows] == [frozenset(), {UnitFlag.NOT_TOGETHER}]


def test_a_year_is_flagged_from_the_row_that_goes_beyond_it() -> None:
    days = [at(number, 480, 240, on=date(2026, 1, 1) + timedelta(days=number)) for number in range(225)]
    last = at(900, 480, 15, on=date(2026, 12, 31))
    rows = unit_rows([last, *days, replace(last, on=date(2027, 1, 1))], VA)
    assert [UnitFlag.YEAR in row.flags for row in rows] == [False] * 225 + [True, False]


def test_times_that_share_a_minute_are_flagged_also_past_midnight() -> None:
    night = at(1, 23 * 60 + 50, 45)
    early = at(2, 30, 30, on=DAY + timedelta(days=1))
    late = at(3, 35, 30, on=DAY + timedelta(days=1))
    rows = unit_rows([early, night], PLAIN)
    assert [row.flags for row in rows] == [{UnitFlag.PAST_MIDNIGHT, UnitFlag.OVERLAP}, {UnitFlag.OVERLAP}]
    assert [row.flags for row in unit_rows([night, late], PLAIN)] == [{UnitFlag.PAST_MIDNIGHT}, frozenset()]


SPENT = st.builds(at, st.integers(1, 2**40), st.integers(0, 1439), st.integers(1, 600))


@given(found=st.lists(SPENT, max_size=9, unique_by=lambda one: one.note), eight=st.booleans())
def test_rows_overlap_exactly_where_two_share_a_minute(found: list[Timed], eight: bool) -> None:
    rules = UnitRules(profile=Profile.VA, eight_minutes=eight)
    rows = unit_rows(found, rules)
    assert len(rows) == len(found)
    taken = {one.note: range(one.spent.begins, one.spent.begins + one.spent.length) for one in found}
    for row in rows:
        mine = taken[row.note]
        shared = any(
            max(mine.start, other.start) < min(mine.stop, other.stop) for n, other in taken.items() if n != row.note
        )
        assert (UnitFlag.OVERLAP in row.flags) is shared
        assert row.units * 15 - 7 <= row.minutes


def test_a_row_has_no_place_for_a_person_or_a_reason() -> None:
    assert {one.name for one in fields(UnitRow)} == {
        *("note", "on", "setting", "spent", "minutes", "units", "code", "flags"),
    }
