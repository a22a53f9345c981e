"""What a computer had taken back before an officer removed it: its reader hears that from another one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import find_reader, share, stop_sharing
from peerdesk.work.supervision import comment, open_item, review_queue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.office import Office

_ERASES = "SELECT count(*) FROM revision WHERE kind = ?"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def taken_back_on_the_ward(two: TwoComputers) -> None:
    """A copy that was read is taken back. When the ward computer goes, the laptop has heard of it; Tomas has not."""
    note = two.note()
    share(two.ward, note, find_reader(two.ward, "Tomas Okafor", clock()), clock())
    two.meet()
    two.hospital.sync(two.tomas)
    (item,) = review_queue(two.tomas)
    open_item(two.tomas, item.received.item.id, clock(), os.urandom)
    comment(two.tomas, item.received.item.id, "well done", clock(), os.urandom)
    stop_sharing(two.ward, note)
    two.meet()
    assert two.ward.device is not None
    revoke_device(Office(two.hospital).ask("Devon Achebe"), two.ward.device.hex())


def erases(vault: Vault) -> int:
    with vault.read() as tx:
        return int(driver_of(tx._connection).execute(_ERASES, (int(Kind.ERASE),)).fetchone()[0])


@pytest.mark.invariant(31)
def test_a_share_that_a_removed_computer_had_ended_ends_for_its_reader(two: TwoComputers) -> None:
    taken_back_on_the_ward(two)
    assert two.hospital.sync(two.laptop).proof
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas) == ()


def test_it_is_said_once_more_and_no_oftener(two: TwoComputers) -> None:
    taken_back_on_the_ward(two)
    before = erases(two.laptop)
    for _ in range(3):
        # Each round over a connection of its own looks whether there is anything to say.
        assert two.hospital.sync(two.laptop).proof
    assert erases(two.laptop) == before + 1
