"""The table of syncing is arithmetic: here with figures that were made up."""

import pytest

from bench.budgets_sync import CAPS, FLAT, GROWTHS, PER_NOTE, RATIOS, sync_lines
from bench.notes import FEW
from bench.report import Line, Results
from bench.sides import ANKI, FLOOR, JOPLIN, OURS, POUCH, SIGNING
from bench.sync_steps import (
    BARE_PYTHON,
    BARE_STORE,
    BLOCK,
    BLOCK_P99,
    BLOCKED_BY,
    BODIES_PER_NOTE,
    FIRST_PUSH,
    IDLE,
    LOOPBACK,
    PLAIN_JSON,
    PUSH_1,
    SERVER_CPU,
)

SMALL, LARGE = 2_000, 10_000


def measured(*sides: str) -> Results:
    """Return results in which every side took 1.0 for everything."""
    operations = {PLAIN_JSON, *(one.operation for one in RATIOS), *(one.operation for one in (*CAPS, *GROWTHS, *FLAT))}
    operations |= {BLOCK + what + which for what in (*BLOCKED_BY, BARE_STORE, BARE_PYTHON) for which in ("", BLOCK_P99)}
    found = Results()
    for side in (*sides, SIGNING):
        for notes in (FEW, SMALL, LARGE):
            found.add(side, notes, {operation: [1.0] for operation in operations})
    return found


def line(lines: list[Line], operation: str) -> Line:
    (one,) = [line for line in lines if line.operation == operation]
    return one


def test_every_budget_of_syncing_has_a_line_without_any_peer() -> None:
    budgets = {one.budget for one in sync_lines(measured(OURS, FLOOR), SMALL, LARGE)}
    assert budgets == {"7", "8", "9", "10", "11", "12", "13", "14", "18", "19", "20"}


def test_a_peer_that_was_skipped_has_no_lines() -> None:
    shown = [one.operation for one in sync_lines(measured(OURS, FLOOR, ANKI), SMALL, LARGE)]
    assert any(ANKI in operation for operation in shown)
    assert not any(POUCH in operation for operation in shown)


def test_the_lines_stand_in_the_order_of_the_budgets() -> None:
    numbers = [int(one.budget) for one in sync_lines(measured(OURS, FLOOR, POUCH), SMALL, LARGE)]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(("ours", "holds"), [(2.19, True), (2.21, False)])
def test_a_first_push_may_take_a_little_more_than_twice_its_floor(ours: float, holds: bool) -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, FIRST_PUSH, LARGE] = [ours]
    assert line(sync_lines(found, SMALL, LARGE), f"{FIRST_PUSH} | {FLOOR}").holds is holds


def test_a_first_push_is_also_told_beside_a_floor_that_signs_without_a_limit() -> None:
    found = measured(OURS, FLOOR)
    found.samples[SIGNING, FIRST_PUSH, LARGE] = [0.5]
    told = line(sync_lines(found, SMALL, LARGE), f"{FIRST_PUSH} | {SIGNING}")
    assert (told.budget, told.ratio, told.at_most) == ("7", 2.0, None)


def test_growth_is_the_large_run_beside_the_small_one() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, FIRST_PUSH, SMALL] = [0.5]
    found.samples[OURS, FIRST_PUSH, LARGE] = [4.0]
    grown = line(sync_lines(found, SMALL, LARGE), f"{FIRST_PUSH} | 2,000 notes")
    assert (grown.ratio, grown.holds) == (8.0, False)


def test_one_change_takes_no_longer_among_many_notes_than_among_few() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, PUSH_1, FEW] = [0.001]
    found.samples[OURS, PUSH_1, LARGE] = [0.0013]
    assert not line(sync_lines(found, SMALL, LARGE), f"{PUSH_1} | 1,000 notes").holds


def test_a_peer_with_few_notes_is_compared_note_for_note() -> None:
    found = measured(OURS, FLOOR)
    for _, operation, *_rest in PER_NOTE:
        found.add(JOPLIN, FEW, {operation: [10.0]})
    told = {one.budget: one for one in sync_lines(found, SMALL, LARGE) if JOPLIN in one.operation}
    assert {budget: one.at_most for budget, one in told.items()} == {"7": 0.004, "8": 0.006, "18": 0.2}
    assert (told["7"].ours, told["7"].floor) == (1.0 / LARGE, 10.0 / FEW)
    assert (told["18"].ours, told["18"].floor) == (1.0, 10.0)


def test_bytes_of_a_shared_device_are_the_fewest_and_times_are_the_middle() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, IDLE + LOOPBACK, LARGE] = [900.0, 540.0, 12_000.0]
    found.samples[OURS, PUSH_1, LARGE] = [1.0, 3.0, 8.0]
    lines = sync_lines(found, SMALL, LARGE)
    assert line(lines, f"{IDLE}{LOOPBACK} | the most it may be").ours == 540.0
    assert line(lines, f"{PUSH_1} | {FLOOR}").ours == 3.0


def test_the_server_s_work_is_also_told_for_each_note() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, FIRST_PUSH + SERVER_CPU, LARGE] = [0.2]
    told = line(sync_lines(found, SMALL, LARGE), f"{FIRST_PUSH}{SERVER_CPU} per note | the most it may be")
    assert told.ours == pytest.approx(20e-6)
    assert not told.holds


def test_a_sealed_note_stands_beside_the_same_note_unsealed() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, FIRST_PUSH + BODIES_PER_NOTE, LARGE] = [600.0]
    found.samples[FLOOR, PLAIN_JSON, LARGE] = [500.0]
    told = line(sync_lines(found, SMALL, LARGE), f"{FIRST_PUSH}{BODIES_PER_NOTE} | plain JSON, unsealed")
    assert (told.ratio, told.holds, told.unit) == (1.2, True, "B")


def test_a_window_that_was_blocked_for_longer_than_a_frame_is_over() -> None:
    found = measured(OURS, FLOOR)
    found.samples[OURS, BLOCK + "unlock", LARGE] = [0.017]
    found.samples[OURS, BLOCK + "import", LARGE] = [0.015]
    lines = sync_lines(found, SMALL, LARGE)
    assert not line(lines, f"{BLOCK}unlock | the most it may be").holds
    assert line(lines, f"{BLOCK}import | the most it may be").holds


def test_a_bare_window_stands_beside_ours_without_a_limit() -> None:
    found = measured(OURS, FLOOR)
    found.samples[FLOOR, BLOCK + BARE_STORE, LARGE] = [0.5]
    found.samples[FLOOR, BLOCK + BARE_PYTHON + BLOCK_P99, LARGE] = [0.25]
    lines = sync_lines(found, SMALL, LARGE)
    told = line(lines, f"{BLOCK}import | a bare window while {BARE_STORE}")
    assert (told.ratio, told.at_most) == (2.0, None)
    assert line(lines, f"{BLOCK}unlock{BLOCK_P99} | a bare window while {BARE_PYTHON}").ratio == 4.0
