"""What these tests share with those of the window and of the command line."""

from tests.cli.conftest import alone, here, terminal
from tests.desktop.conftest import theme

__all__ = ["alone", "here", "terminal", "theme"]
