"""The power goes before each statement in turn, and behind each commit: the state before is left, or the one after."""

import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from tests.schedules.checks import check
from tests.schedules.looking import rows
from tests.schedules.play import Play
from tests.schedules.run import Template, clean_up, hospital_template, memory, playing
from tests.schedules.said import Said
from tests.schedules.steps import Step

SO_FAR = (
    Step("add", 0, 0, 0),
    Step("add", 0, 1, 0),
    Step("sync", 0, 0, 0),
    Step("sync", 1, 0, 0),
    Step("share", 1, 0, 1),
    Step("edit", 1, 0, 0),
    Step("sync", 1, 0, 0),
    Step("edit", 0, 0, 0),
)
"""Two notes. One is shared and was edited on both computers, and the ward has not sent its edit."""

STEPS = ("edit", "share", "delete", "erase", "sync")
STRIDE = int(os.environ.get("EVERY_STATEMENT", "17"))
"""In `make test` the power goes before every seventeenth statement; `make faults` takes each of them."""

FEWEST = {"sync": 60}
_DENSE = "SELECT count(*), coalesce(max(seq), 0) FROM revision WHERE space = ? AND seq BETWEEN 1 AND ?"

Scene = tuple[Path, Said]


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    folder = memory() / "scene"
    with hospital_template() as template, playing(template) as play:
        for step in SO_FAR:
            play.step(step)
        play.town.stop_server()
        shutil.copytree(play.town.folder, folder)
        play.town.start_server()
        said = deepcopy(play.said)
    yield folder, said
    clean_up()


def is_cut_at(scene: Scene, step: Step) -> bool:
    """Play one step that is cut off, look at what is left, and go on. Say whether the power went before it was over."""
    with playing(Template(folder=scene[0])) as play:
        play.goes_on(deepcopy(scene[1]))
        play.step(step)
        nothing_ahead_of_the_cursor(play)
        if play.was_cut:
            play.rest()
            check(play)
        return play.was_cut


def nothing_ahead_of_the_cursor(play: Play) -> None:
    ward = play.town.computers["ward"].open
    for space, cursor in rows(ward, "SELECT space, cursor FROM space"):
        assert rows(ward, _DENSE, space, cursor) == [(cursor, cursor)]


@pytest.mark.invariant(8, 1)
@pytest.mark.parametrize("name", STEPS)
def test_whatever_is_cut_off_is_done_or_is_not_and_the_next_round_goes_on(scene: Scene, name: str) -> None:
    fuse = 1
    while is_cut_at(scene, Step(name, 0, 0, 0, fuse)):
        fuse += STRIDE
    assert fuse > FEWEST.get(name, 8)
