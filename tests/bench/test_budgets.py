"""The table of the desk is arithmetic: here with figures that were made up."""

import pytest

from bench.budgets import (
    BEST,
    DERIVE,
    DERIVE_MEMORY,
    DISK,
    DRAFTS,
    FLOOR,
    IMPORT,
    MEMORY,
    OURS,
    PROMPT,
    PROMPT_MEMORY,
    QUERY,
    SAVE,
    SEARCH,
    UNLOCK,
    lines,
)
from bench.report import Results

SMALL, LARGE = 1_000, 50_000
EVERYTHING = (SAVE, IMPORT, DRAFTS, UNLOCK, SEARCH, PROMPT, MEMORY)


def measured() -> Results:
    """Return results in which both sides take the same, and little of it."""
    found = Results()
    for count in (SMALL, LARGE):
        for side in (OURS, FLOOR, BEST):
            found.add(side, count, {what: [0.001] for what in EVERYTHING})
    found.add(FLOOR, LARGE, {SAVE: [0.001] * 98 + [1.0] * 4, DISK: [900.0]})
    own = {QUERY: [0.001], PROMPT_MEMORY: [60.0], DISK: [950.0], DERIVE: [0.5], DERIVE_MEMORY: [128.0]}
    found.add(OURS, LARGE, own)
    return found


def over(found: Results) -> list[str]:
    return [one.budget for one in lines(found, SMALL, LARGE) if not one.holds]


def test_every_budget_of_the_desk_alone_stands_in_its_table() -> None:
    table = lines(measured(), SMALL, LARGE)
    assert {one.budget for one in table} == {"1", "3", "4", "5", "6", "15", "16", "17"}
    assert over(measured()) == []


@pytest.mark.parametrize(
    ("what", "figure", "budget"),
    [
        (DERIVE, 0.8, "5"),
        (DERIVE_MEMORY, 32.0, "5"),
        (QUERY, 0.004, "6"),
        (PROMPT_MEMORY, 66.0, "15"),
        (DISK, 1_001.0, "17"),
    ],
)
def test_what_stands_beside_a_plain_figure_is_over_above_it(what: str, figure: float, budget: str) -> None:
    found = measured()
    found.samples[OURS, what, LARGE] = [figure]
    assert over(found) == [budget]
