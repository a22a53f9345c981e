"""A server, two people who have joined, and an officer who may turn out to be hostile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.server.store.place import Place, place
from tests.server.conftest import hospital, http, knock, team
from tests.support.hospital import SUPERVISED, a_hospital
from tests.work.ward import Pair

__all__ = ["hospital", "http", "knock", "team"]


@pytest.fixture
def where(tmp_path: Path) -> Place:
    """One kind of database is enough here: who may say what is decided before it."""
    return place(tmp_path / "srv")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Pair(hospital)
