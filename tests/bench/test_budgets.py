"""The table of the desk is arithmetic: here with figures that were made up."""

import pytest

from bench.budgets import AT_LEAST, CAPS, RATIOS, lines
from bench.desk_steps import (
    DERIVE,
    DERIVE_MEMORY,
    DERIVE_PASSES,
    DISK,
    DRAFTS,
    IMPORT,
    MEMORY,
    PROMPT_MEMORY,
    QUERY,
    SAVE,
    UNLOCK,
)
from bench.report import Line, Results
from bench.sides import ANKI, BEST, FLOOR, JOPLIN, ORM, OURS, POUCH, RECORDS, SLIM
from bench.sync_steps import BLOCK_WITH_A_CORE

FEW, MANY = 1_000, 50_000
ALONE = (FLOOR, BEST, SLIM, ORM, RECORDS)
PEERS = (ANKI, POUCH)
OPERATIONS = {one.operation for one in (*RATIOS, *CAPS, *AT_LEAST)} | {one.of for one in RATIOS if one.of}


def measured(*sides: str) -> Results:
    """Return results in which the others took a hundred times as long as we, and all of it little."""
    found = Results()
    for count in (FEW, MANY):
        found.add(OURS, count, {what: [0.0001] for what in OPERATIONS})
        for side in sides:
            found.add(side, count, {what: [0.01] for what in OPERATIONS})
    found.samples[OURS, DERIVE, MANY] = [0.5]
    found.samples[OURS, DERIVE_MEMORY, MANY] = [128.0]
    found.samples[OURS, DERIVE_PASSES, MANY] = [3.0]
    return found


def over(found: Results) -> list[Line]:
    return [one for one in lines(found, FEW, MANY) if not one.holds]


def test_every_budget_of_the_desk_alone_stands_in_its_table_in_its_order() -> None:
    numbers = [int(one.budget) for one in lines(measured(*ALONE), FEW, MANY)]
    assert set(numbers) == {1, 3, 4, 5, 6, 15, 16, 17}
    assert numbers == sorted(numbers)
    assert over(measured(*ALONE)) == []


@pytest.mark.parametrize(
    ("peer", "limits"),
    [
        (ANKI, {("1", 2.5), ("3", 0.6), ("6", 0.05), ("16", 0.25), ("16", None), ("17", 0.9)}),
        (POUCH, {("3", 0.4), ("16", 0.35), ("16", None)}),
        (JOPLIN, {("15", 0.25), ("17", 0.35)}),
        (ORM, {("1", 1.0), ("3", 0.4)}),
        (RECORDS, {("4", 0.1), ("17", 1.15)}),
    ],
)
def test_a_peer_has_a_line_for_each_of_its_limits_and_none_where_it_was_skipped(
    peer: str, limits: set[tuple[str, float | None]]
) -> None:
    def told(found: Results) -> set[tuple[str, float | None]]:
        ours = [one for one in lines(found, FEW, MANY) if one.operation.endswith(f" | {peer}")]
        return {(one.budget, one.at_most) for one in ours}

    assert told(measured(*ALONE, *PEERS, JOPLIN)) == limits
    assert told(measured(*{*ALONE, *PEERS, JOPLIN} - {peer})) == set()


def test_what_is_handed_in_stands_beside_a_whole_import_of_another() -> None:
    found = measured(*ALONE, ANKI)
    found.samples[OURS, DRAFTS, MANY] = [0.9]
    found.samples[ANKI, IMPORT, MANY] = [2.0]
    (told,) = [one for one in lines(found, FEW, MANY) if one.operation == f"{DRAFTS} | {ANKI}"]
    assert (told.ratio, told.holds) == (0.45, True)


def test_a_peer_with_few_notes_stands_beside_ours_with_as_few() -> None:
    found = measured(*ALONE, JOPLIN)
    found.samples[OURS, DISK, FEW] = [1_500.0]
    found.samples[JOPLIN, DISK, FEW] = [3_000.0]
    (told,) = [one for one in over(found) if one.operation.endswith(JOPLIN)]
    assert (told.notes, told.ratio) == (FEW, 0.5)


@pytest.mark.parametrize(
    ("what", "figure", "budget"),
    [
        (SAVE, 0.00058, "1"),
        (SAVE + BLOCK_WITH_A_CORE, 0.00058, "1"),
        (DRAFTS, 1.21, "3"),
        (UNLOCK, 0.026, "4"),
        (DERIVE, 0.8, "5"),
        (DERIVE, 0.29, "5"),
        (DERIVE_MEMORY, 32.0, "5"),
        (DERIVE_PASSES, 2.0, "5"),
        (QUERY, 0.004, "6"),
        (PROMPT_MEMORY, 66.0, "15"),
        (DISK, 1_001.0, "17"),
    ],
)
def test_what_stands_beside_a_plain_figure_is_over_beyond_it(what: str, figure: float, budget: str) -> None:
    found = measured()
    found.samples[OURS, what, FEW] = found.samples[OURS, what, MANY] = [figure]
    assert [one.budget for one in over(found)] == [budget]


def test_one_save_in_fifty_that_takes_long_is_seen() -> None:
    found = measured()
    found.samples[OURS, SAVE, MANY] = [0.0001] * 98 + [0.5] * 4
    assert [one.operation for one in over(found)] == [f"{SAVE}, p99 | the most it may be"]


def test_memory_that_grows_with_the_notes_is_seen() -> None:
    found = measured()
    found.samples[OURS, MEMORY, FEW], found.samples[OURS, MEMORY, MANY] = [100.0], [109.0]
    assert [one.budget for one in over(found)] == ["16"]
