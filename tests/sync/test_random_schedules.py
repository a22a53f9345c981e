"""Random stories of three computers on failing lines: they come to rest, agree, lose nothing, show what is shared."""

import os
from pathlib import Path

import pytest

from tests.support.hospital import a_hospital
from tests.sync.schedule import Schedule

SEEDS = range(int(os.environ.get("SCHEDULES", "6")))


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_comes_to_rest_and_agrees(tmp_path: Path, seed: int) -> None:
    with a_hospital(tmp_path) as hospital:
        schedule = Schedule(hospital, seed)
        schedule.play(45)
        schedule.rest()
        schedule.check()
