"""The mutants fit the product as it is: each replaces what is there exactly once, and names tests that are there."""

from pathlib import Path

import pytest

from tests.mutants.book import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = mutants()


@pytest.mark.parametrize("mutant", MUTANTS, ids=[one.name for one in MUTANTS])
def test_a_mutant_can_be_made(mutant: Mutant) -> None:
    for edit in mutant.edits:
        assert (ROOT / edit.path).read_text("utf-8").count(edit.old) == 1
        assert edit.new != edit.old
    assert all((ROOT / test).is_file() for test in mutant.tests)


def test_there_are_enough_and_no_two_have_one_name() -> None:
    names = {one.name for one in MUTANTS}
    assert len(names) == len(MUTANTS) >= 14
