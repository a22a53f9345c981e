"""Times that no calendar has, said by whoever holds a live key: shown as well as can be, and in nobody's way."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.work import devices
from peerdesk.work.devices import own_devices
from peerdesk.work.history import begun_at
from peerdesk.work.removing import find_own_computer, remove_computer
from tests.support.hospital import a_hospital, clock
from tests.support.two_computers import TwoComputers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with a_hospital(tmp_path) as hospital:
        yield TwoComputers(hospital)


def test_an_id_of_a_year_that_no_calendar_has_names_no_moment() -> None:
    assert begun_at(RecordId(b"\xff" * 16)) is None
    assert begun_at(RecordId((32_503_680_000_000).to_bytes(6) + bytes(10))) is None
    assert begun_at(RecordId(bytes(16))) is not None


def test_a_stolen_computer_can_be_removed_whatever_ids_it_wrote(two: TwoComputers) -> None:
    note = two.note()
    with two.laptop.write() as tx:
        tx.encounters.put(replace(tx.encounters.get(note), id=RecordId(b"\xff" * 16)), {})
    two.meet()
    assert len(own_devices(two.ward)) == 3
    lost = find_own_computer(two.ward, two.laptop.device.hex())
    assert remove_computer(two.ward, two.hospital.remotes, lost, clock(), os.urandom).is_heard


def test_a_computer_is_found_for_removal_without_reading_what_it_wrote(
    two: TwoComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise ValueError("last seen")

    monkeypatch.setattr(devices, "said_in", unreadable)
    assert find_own_computer(two.ward, two.laptop.device.hex()).label
