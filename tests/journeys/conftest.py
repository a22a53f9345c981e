"""What the journeys share: with the tests of the command line, and with each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.cli.conftest import passphrases_that_cost_little
from tests.journeys.quarter import Quarter, a_quarter

__all__ = ["passphrases_that_cost_little"]


@pytest.fixture
def quarter(tmp_path: Path, qapp: QApplication) -> Iterator[Quarter]:
    """Give a test a hospital of its own in which a quarter has gone by."""
    qapp.processEvents()
    with a_quarter(tmp_path) as quarter:
        yield quarter
