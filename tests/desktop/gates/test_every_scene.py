"""Every scene that is photographed, each new one by itself: room for words, names, the way of Tab, one filled button.

Here in two manners: English by keyboard, and at 200 % a language that is two fifths longer than English.
`EVERY_MANNER=1` asks all the others as well.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.shots.hospital import Hospital, invented_hospital
from peerdesk.desktop.shots.manners import LARGE, LARGE_SPANISH, SMALL, Manner
from tests.desktop.desks import beyond, clipped, cut, nameless, squeezed
from tests.desktop.gates.look import filled_twice, foreign
from tests.desktop.gates.pseudo import constants, hard_coded, pseudo_language
from tests.desktop.gates.room import hard_to_hit, overlapping, squeezed_in_height, too_long
from tests.desktop.gates.tour import Gate, moving, toured
from tests.desktop.gates.walk import flaws_of_the_way, out_of_reach
from tests.support.stretching import cheap_passphrases

WARD = (1366, 768)
ROOM = (clipped, beyond, cut, squeezed, squeezed_in_height, overlapping, too_long)
USE = (nameless, hard_to_hit, moving, out_of_reach)
LOOK = (filled_twice, foreign)
PLAIN = Manner(suffix="plain", size=WARD)
MORE = (Manner(suffix="es", language="es", size=WARD), LARGE, LARGE_SPANISH, SMALL)
LEAST_SCENES = 60

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    with ExitStack() as stack:
        stack.enter_context(cheap_passphrases())
        folder = tmp_path_factory.mktemp("hospital")
        yield stack.enter_context(invented_hospital(folder, datetime.now(UTC), os.environ))


def flaws(folder: Path, hospital: Hospital, manner: Manner, gates: Sequence[Gate]) -> dict[str, list[str]]:
    found = toured(folder, hospital, (manner,), gates)
    assert len(found) >= LEAST_SCENES
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.usefixtures("qapp")
def test_every_scene_has_room_and_names_and_is_walked_by_tab_in_reading_order(
    hospital: Hospital, tmp_path: Path
) -> None:
    assert flaws(tmp_path, hospital, PLAIN, (*ROOM, *USE, *LOOK, flaws_of_the_way)) == {}


@pytest.mark.usefixtures("qapp")
def test_every_scene_has_room_for_a_longer_language_at_200_percent_and_says_nothing_untranslated(
    hospital: Hospital, tmp_path: Path
) -> None:
    known = constants()

    def untranslated(root: QWidget) -> list[str]:
        return hard_coded(root, known)

    with pseudo_language():
        assert flaws(tmp_path, hospital, LARGE, (*ROOM, *USE, untranslated)) == {}


if os.environ.get("EVERY_MANNER"):

    @pytest.mark.usefixtures("qapp")
    @pytest.mark.parametrize("manner", MORE, ids=lambda manner: manner.suffix)
    def test_every_scene_has_room_and_names_in_the_other_manners(
        hospital: Hospital, tmp_path: Path, manner: Manner
    ) -> None:
        assert flaws(tmp_path, hospital, manner, (*ROOM, *USE, flaws_of_the_way)) == {}
