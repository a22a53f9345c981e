"""What these tests share with those of the verbs, of the window and of the command line."""

from tests.cli.conftest import alone, here, terminal
from tests.desktop.conftest import theme
from tests.work.conftest import pair

__all__ = ["alone", "here", "pair", "terminal", "theme"]
