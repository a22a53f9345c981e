"""Every scene that is photographed, in a process of its own on a display, walked from outside through AT-SPI.

Here in English; `EVERY_MANNER=1` walks Spanish, the smallest window and large text as well.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.assistive.client.part import Part
from tests.assistive.machine import APP_ENVIRONMENT, CLIENT_ENVIRONMENT, SYSTEM_PYTHON, Machine
from tests.assistive.rules import Scene, gaps
from tests.assistive.show_scenes import NAME
from tests.assistive.written import Told, Written

SHOWING = [sys.executable, "-P", "-m", "tests.assistive.show_scenes"]
WALKING = [SYSTEM_PYTHON, "-m", "tests.assistive.client.walk", NAME]
MANNERS = ("light", "es", "900x600", "200pct-es") if os.environ.get("EVERY_MANNER") else ("light",)
GOODBYE_SECONDS = 60.0
LEAST_SCENES, LEAST_PARTS = 80, 4000

pytestmark = pytest.mark.timeout(600)


def scenes(machine: Machine, manner: str) -> Iterator[Scene]:
    """Yield every scene as it is told from outside while it stands on the display."""
    with (
        machine.answering("scenes", [*SHOWING, manner], **APP_ENVIRONMENT) as desk,
        machine.answering("walk", WALKING, **CLIENT_ENVIRONMENT) as walker,
    ):
        assert desk.stdout is not None
        assert desk.stdin is not None
        for line in desk.stdout:
            yield scene_of(json.loads(line), json.loads(one_look(walker)))
            desk.stdin.write("\n")
            desk.stdin.flush()
        # A desk that died on the way has no scenes left either.
        assert desk.wait(GOODBYE_SECONDS) == 0, machine.printed("scenes")


def one_look(walker: Any) -> str:
    """Have the walker read what shows now, and return that as it was printed."""
    walker.stdin.write("\n")
    walker.stdin.flush()
    line: str = walker.stdout.readline()
    assert line, "nothing could be read"
    return line


def scene_of(told: dict[str, Any], parts: list[dict[str, Any]]) -> Scene:
    """Put together what the desk says of itself and what is told of it outside."""
    written, states = ([Written(**one) for one in told[kind]] for kind in ("written", "states"))
    desk = Told(written=tuple(written), secrets=tuple(told["secrets"]), states=tuple(states))
    return Scene(name=told["scene"], parts=tuple(Part(**part) for part in parts), told=desk)


@pytest.mark.parametrize("manner", MANNERS)
def test_every_scene_tells_from_outside_what_somebody_who_sees_it_finds_there(machine: Machine, manner: str) -> None:
    walked = list(scenes(machine, manner))
    trouble = machine.printed("scenes") + machine.printed("walk")
    assert len(walked) >= LEAST_SCENES, trouble
    assert sum(len(scene.parts) for scene in walked) >= LEAST_PARTS
    assert {scene.name: found for scene in walked if (found := gaps(scene))} == {}
