"""What the tests of the verbs share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hospital import SUPERVISED, Hospital, a_hospital
from tests.work.ward import Pair


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as found:
        yield found


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Pair(hospital)
