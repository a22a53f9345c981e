"""The table of the desk in use is arithmetic: here with figures that were made up."""

import pytest

from bench.in_use import (
    AT_ONCE,
    FELT,
    IDLE_NOTE,
    IDLE_TODAY,
    KEY_ANSWER,
    KEY_NOTE,
    KEY_SEARCH,
    LIVE,
    MEMORY,
    OPEN_NOTE,
    PROCESSOR,
    in_use_lines,
)
from bench.report import Results
from bench.sides import FLOOR, OURS
from bench.sync_steps import BLOCK, BLOCK_WITH_A_CORE, BLOCK_WORK

NOTES = 50_000


def measured() -> Results:
    """Return results in which everything took a thousandth of a second, or little."""
    found = Results()
    for _, what, _limit in FELT:
        found.add(OURS, NOTES, {what + which: [0.001] for which in ("", BLOCK_WITH_A_CORE, PROCESSOR)})
    for what in (AT_ONCE, LIVE):
        found.add(OURS, NOTES, {BLOCK + what + which: [0.001] for which in ("", BLOCK_WITH_A_CORE, BLOCK_WORK)})
    found.add(OURS, NOTES, {IDLE_TODAY: [0.1], IDLE_NOTE: [0.2], MEMORY: [180.0]})
    found.add(FLOOR, NOTES, {KEY_NOTE + BLOCK_WITH_A_CORE: [0.001], KEY_NOTE + PROCESSOR: [0.0005], IDLE_NOTE: [0.1]})
    return found


def over(found: Results) -> list[float]:
    """Return what is over its budget."""
    return [one.ours for one in in_use_lines(found, NOTES) if not one.holds]


def test_all_budgets_of_the_desk_in_use_hold_where_nothing_takes_long() -> None:
    lines = in_use_lines(measured(), NOTES)
    assert {one.budget for one in lines} == {"2", "6", "16", "20", "21", "22"}
    assert all(one.holds for one in lines)


@pytest.mark.parametrize(("what", "limit"), [(KEY_ANSWER, 0.016), (KEY_SEARCH, 0.016), (OPEN_NOTE, 0.1)])
def test_one_press_in_twenty_may_take_longer_and_two_may_not(what: str, limit: float) -> None:
    found = measured()
    found.add(OURS, NOTES, {what + BLOCK_WITH_A_CORE: [limit] * 18 + [9.0]})
    assert over(found) == []
    found.add(OURS, NOTES, {what + BLOCK_WITH_A_CORE: [9.0]})
    assert over(found) == [9.0]


def test_a_letter_stands_beside_a_bare_editor_and_one_in_a_hundred_beside_a_millisecond() -> None:
    found = measured()
    letter = KEY_NOTE + BLOCK_WITH_A_CORE
    found.samples[OURS, letter, NOTES] = [0.0009] * 98 + [0.0011] * 2
    assert over(found) == [0.0011]
    found.samples[OURS, letter, NOTES] = [0.0009]
    found.samples[FLOOR, letter, NOTES] = [0.0005]
    assert over(found) == [0.0009]


def test_a_press_that_waits_for_a_core_says_nothing_of_the_desk() -> None:
    found = measured()
    found.add(OURS, NOTES, {KEY_NOTE: [9.0] * 20})
    assert over(found) == []


def test_the_longest_stall_of_all_runs_counts_and_waiting_for_a_core_does_not() -> None:
    found = measured()
    found.add(OURS, NOTES, {BLOCK + LIVE: [0.3]})
    assert over(found) == []
    found.add(OURS, NOTES, {BLOCK + LIVE + BLOCK_WITH_A_CORE: [0.051, 0.001]})
    assert over(found) == [0.051]


@pytest.mark.parametrize(("what", "most", "beyond"), [(IDLE_NOTE, 0.5, 0.51), (MEMORY, 209.8, 209.9)])
def test_a_desk_that_is_left_alone_has_its_limits(what: str, most: float, beyond: float) -> None:
    for value, holds in ((most, True), (beyond, False)):
        found = measured()
        found.samples[OURS, what, NOTES] = [value]
        assert (over(found) == []) is holds
