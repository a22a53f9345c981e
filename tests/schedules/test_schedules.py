"""Random schedules of faults and disasters on real vaults and a real server, held against an independent model.

I1 to I5, I10, I11, I13, I14, I18 to I21, I24 and I29 to I32, each at rest and some at every step; docs/proof.md
says what each schedule may hold. `make fuzz` plays as many as one likes.
"""

from collections.abc import Iterator

import pytest

from tests.schedules.run import Template, book, clean_up, hospital_template, of_seed, play
from tests.support.postgres import cluster

SEEDS = 40
GROUP = 10
ON_POSTGRES = range(1000, 1008)
FAILED_ONCE = book()


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with hospital_template() as folder:
        yield folder
    clean_up()


@pytest.mark.invariant(1, 2, 3, 4, 5, 10, 11, 13, 18, 19, 20, 21, 24, 29, 30, 31, 32)
@pytest.mark.parametrize("group", range(SEEDS // GROUP))
def test_whatever_happens_everybody_comes_to_rest_agrees_and_has_lost_nothing(template: Template, group: int) -> None:
    for seed in range(group * GROUP, (group + 1) * GROUP):
        play_one(template, seed)


def test_and_so_it_is_where_the_server_keeps_its_log_in_postgresql() -> None:
    with cluster() as postgres, hospital_template(postgres) as template:
        for seed in ON_POSTGRES:
            play_one(template, seed)


def play_one(template: Template, seed: int) -> None:
    try:
        play(template, of_seed(seed), seed)
    except BaseException as error:
        error.add_note(f"This was the schedule of seed {seed}.")
        raise


@pytest.mark.parametrize("number", range(len(FAILED_ONCE)))
def test_a_schedule_that_failed_once_does_not_fail_again(template: Template, number: int) -> None:
    was, steps = FAILED_ONCE[number]
    try:
        play(template, steps)
    except BaseException as error:
        error.add_note(f"It failed once with: {was}")
        raise
