"""What a peer takes off on one computer while another one of theirs adds it: the one that shares less holds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import put_back, remove_item
from peerdesk.work.agenda_adding import take_off_agenda
from peerdesk.work.agenda_list import agenda, resolve_item
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.guide_log import bring_guide, log_guide, put_guide_use_back, remove_guide_use
from peerdesk.work.sharing import find_reader
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.test_agenda import add_for, put, read_by


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as both:
        yield both


def reader_of(two: TwoComputers) -> PersonId:
    return find_reader(two.ward, "Tomas Okafor", clock())


def used(vault: Vault) -> RecordId:
    return log_guide(vault, "report", "2026-11-21 10:00", clock(), os.urandom, spoke=False)[0]


def meet_in(two: TwoComputers, *order: Vault) -> None:
    for vault in (*order, *order, two.tomas):
        two.hospital.sync(vault)


@pytest.mark.parametrize("first", ["ward", "laptop"])
def test_an_item_that_was_removed_elsewhere_is_read_by_nobody(two: TwoComputers, first: str) -> None:
    order = (two.ward, two.laptop) if first == "ward" else (two.laptop, two.ward)
    item = put(two.ward, "zebra words")
    two.meet()
    add_for(two.laptop, item, reader_of(two))
    remove_item(two.ward, item, clock(), os.urandom)
    meet_in(two, *order)
    assert received_agenda(two.tomas) == ()
    assert agenda(two.ward) == agenda(two.laptop) == ()
    put_back(two.ward, item)
    add_for(two.ward, item, reader_of(two))
    meet_in(two, *order)
    assert read_by(two.tomas) == ["zebra words"]


@pytest.mark.parametrize("first", ["ward", "laptop"])
def test_a_guide_that_was_taken_off_the_log_elsewhere_is_read_by_nobody(two: TwoComputers, first: str) -> None:
    order = (two.ward, two.laptop) if first == "ward" else (two.laptop, two.ward)
    use = used(two.ward)
    two.meet()
    item = bring_guide(two.laptop, use, clock(), os.urandom)[0]
    add_for(two.laptop, item, reader_of(two))
    remove_guide_use(two.ward, use)
    meet_in(two, *order)
    assert received_agenda(two.tomas) == ()
    with pytest.raises(NotFoundError):
        add_for(two.laptop, item, reader_of(two))
    put_guide_use_back(two.laptop, use)
    item = bring_guide(two.laptop, use, clock(), os.urandom)[0]
    add_for(two.laptop, item, reader_of(two))
    meet_in(two, *order)
    assert len(received_agenda(two.tomas)) == 1


def test_what_is_off_and_still_read_is_found_and_stopped(two: TwoComputers) -> None:
    item = put(two.ward, "zebra words")
    add_for(two.ward, item, reader_of(two))
    with two.ward.write() as tx:
        # As another computer's word lies here before this one has looked at what is on whose agenda.
        tx.agenda.hide(item, hidden=True)
    (one,) = agenda(two.ward)
    assert one.is_off
    assert resolve_item(two.ward, item.hex()[:20].upper()) == item
    with pytest.raises(NotFoundError):
        add_for(two.ward, item, reader_of(two))
    take_off_agenda(two.ward, item)
    assert agenda(two.ward) == ()
    with pytest.raises(NotFoundError):
        resolve_item(two.ward, item.hex())
