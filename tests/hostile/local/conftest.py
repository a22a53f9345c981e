"""What these tests share with those of the verbs, of the window and of the command line."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import alone, here, passphrases_that_cost_little, terminal
from tests.desktop.conftest import theme
from tests.hostile.local.rig import Rig, a_rig
from tests.work.conftest import pair

__all__ = ["alone", "here", "pair", "passphrases_that_cost_little", "rig", "terminal", "theme"]


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    """Return a computer with a desk on it. One for a file: to start it takes as long as several locks."""
    with a_rig("Quetzalcanary came through on the bus") as rig:
        yield rig
