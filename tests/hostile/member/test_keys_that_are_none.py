"""Bytes that are no key may stand on the list as a computer. Nobody is kept from writing by it, or loses a key."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.wire.directory_body import Device, Paper, PublicKeys
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers

NONE = (bytes(1216), b"\xff" * 1216)


def computer(box: bytes) -> Device:
    return Device(keys=PublicKeys(sign=os.urandom(32), box=box), sealed_label=b"")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


@pytest.mark.parametrize("box", NONE)
def test_a_colleague_whose_keys_are_none_keeps_nobody_from_sending(ward: Ward, box: bytes) -> None:
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.say(computer(box))
    tomas.say(Paper(keys=PublicKeys(sign=bytes(32), box=box)))
    note = ward.note()
    share(ward.devon, note, find_reader(ward.devon, "Tomas Okafor", clock()), clock())
    assert ward.hospital.sync(ward.devon).proof
    ward.meet()
    assert len(review_queue(ward.tomas)) == 2


@pytest.mark.parametrize("box", NONE)
def test_a_stolen_computer_stops_its_owner_from_nothing_by_them(two: TwoComputers, box: bytes) -> None:
    Rogue(two.hospital, two.laptop).say(computer(box))
    two.change(two.ward, two.note(), memory="said all the same")
    two.meet()
