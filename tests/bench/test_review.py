"""The table of a supervisor's week is arithmetic: here with figures that were made up."""

from bench.in_use import PROCESSOR
from bench.report import Results
from bench.review import ARRIVING, FELT, MEMORY, NEXT, SHARED, review_lines
from bench.sides import OURS
from bench.sync_steps import BLOCK, BLOCK_WITH_A_CORE, BLOCK_WORK


def measured() -> Results:
    found = Results()
    for _, what, _limit in FELT:
        found.add(OURS, SHARED, {what + which: [0.001] for which in ("", BLOCK_WITH_A_CORE, PROCESSOR)})
    found.add(OURS, SHARED, {BLOCK + ARRIVING + which: [0.001] for which in ("", BLOCK_WITH_A_CORE, BLOCK_WORK)})
    found.add(OURS, SHARED, {MEMORY: [180.0]})
    return found


def test_all_budgets_of_a_review_hold_where_nothing_takes_long_and_one_that_does_is_told() -> None:
    found = measured()
    assert all(one.holds for one in review_lines(found, SHARED))
    found.add(OURS, SHARED, {NEXT + BLOCK_WITH_A_CORE: [0.2] * 3})
    found.add(OURS, SHARED, {BLOCK + ARRIVING + BLOCK_WITH_A_CORE: [0.051]})
    assert [one.ours for one in review_lines(found, SHARED) if not one.holds] == [0.2, 0.051]
