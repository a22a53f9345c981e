"""What the tests of syncing share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hospital import SUPERVISED, a_hospital
from tests.sync.ward import Ward


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=SUPERVISED, settled=Ward) as hospital:
        yield Ward(hospital)
