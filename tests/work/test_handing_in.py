"""What a removed computer had not sent: it lies sealed at the server, counts for nobody, and comes with one word."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.sync.hand_in import handed_in
from peerdesk.sync.transport import Transport
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.login import HAND_IN, Hello
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import status
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import reopened
from tests.sync.bad_line import BadLine, changed
from tests.sync.restoring import a_restorable_hospital
from tests.work.test_removing import memories, remove, write


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def hand_in(two: TwoComputers, vault: Vault) -> None:
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        two.hospital.sync(vault)


def kept(vault: Vault) -> int:
    with vault.read() as tx:
        return handed_in(tx)


def accept(two: TwoComputers) -> None:
    two.hospital.sync(two.ward)
    (need,) = needs(two.ward)
    assert need.reason == OF_REMOVED
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    assert two.hospital.sync(two.ward).proof


def memory(vault: Vault, note: RecordId) -> str:
    return encounter_detail(vault, note).encounter.memory


@pytest.mark.invariant(19)
@pytest.mark.invariant(32)
def test_what_it_had_not_sent_waits_at_the_server_counts_nowhere_and_comes_once_it_is_accepted(
    two: TwoComputers,
) -> None:
    known = two.note()
    new = write(two.laptop, "never sent")
    two.change(two.laptop, known, memory="changed and never sent")
    remove(two, two.ward)
    hand_in(two, two.laptop)
    assert kept(two.laptop) >= 2
    two.hospital.sync(two.ward)
    assert memories(two.ward) == {"first"}
    assert two.hospital.sync(two.tomas).proof
    accept(two)
    assert memory(two.ward, new) == "never sent"
    assert memory(two.ward, known) == "changed and never sent"
    assert needs(two.ward) == ()


def test_it_is_no_receipt_everything_stays_there_as_unsent_as_it_was(two: TwoComputers) -> None:
    two.note()
    new = write(two.laptop, "never sent")
    remove(two, two.ward)
    for _ in range(2):
        hand_in(two, two.laptop)
        stands = status(two.laptop, clock())
        assert (stands.proof, stands.waiting, stands.removed) == (False, 0, True)
        with two.laptop.read() as tx:
            assert tx.outbox.waiting() > 0
    assert memory(two.laptop, new) == "never sent"
    later = write(two.laptop, "written after the removal")
    hand_in(two, two.laptop)
    accept(two)
    assert memory(two.ward, later) == "written after the removal"


def test_what_is_dropped_counts_nowhere_and_is_not_asked_about_again(two: TwoComputers) -> None:
    two.note()
    write(two.laptop, "never sent")
    remove(two, two.ward)
    hand_in(two, two.laptop)
    two.hospital.sync(two.ward)
    (need,) = needs(two.ward)
    do(two.ward, need.key, Act.DROP, clock(), os.urandom)
    assert two.hospital.sync(two.ward).proof
    assert needs(two.ward) == ()
    assert memories(two.ward) == {"first"}


def test_an_erase_is_not_handed_in_and_a_share_is_made_by_whoever_accepts(two: TwoComputers) -> None:
    erased, shared = two.note(), two.note()
    erase_note(two.laptop, erased)
    share(two.laptop, shared, find_reader(two.laptop, "Tomas Okafor", clock()), clock())
    remove(two, two.ward)
    hand_in(two, two.laptop)
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas) == ()
    accept(two)
    assert memory(two.ward, erased) == "first"
    assert two.hospital.sync(two.tomas).proof
    assert len(review_queue(two.tomas)) == 1


def test_both_sides_of_an_edit_stand_side_by_side_when_it_is_accepted(two: TwoComputers) -> None:
    note = two.note()
    change_encounter(two.laptop, note, {"memory": "from the laptop"}, clock(), os.urandom)
    remove(two, two.ward)
    change_encounter(two.ward, note, {"memory": "from the ward"}, clock(), os.urandom)
    two.hospital.sync(two.ward)
    hand_in(two, two.laptop)
    accept(two)
    with two.ward.read() as tx:
        said = {one.value for one in tx.histories.conflicts(note)["memory"]}
    assert said == {"from the laptop", "from the ward"}


def test_after_the_server_was_put_back_the_next_opening_hands_it_in_again(tmp_path: Path) -> None:
    with a_restorable_hospital(tmp_path) as hospital:
        two = TwoComputers(hospital)
        two.note()
        new = write(two.laptop, "never sent")
        remove(two, two.ward)
        backup = hospital.back_up()
        hand_in(two, two.laptop)
        hospital.restore(backup)
        hand_in(two, two.laptop)
        folder = two.laptop.folder
        two.laptop.close()
        with reopened(folder, PASSPHRASE) as again:
            hand_in(two, again)
        accept(two)
        assert memory(two.ward, new) == "never sent"


def test_what_lies_there_is_not_brought_again_and_again(two: TwoComputers) -> None:
    two.note()
    write(two.laptop, "never sent")
    remove(two, two.ward)
    lines: list[BadLine] = []

    def counted(line: Transport) -> BadLine:
        lines.append(BadLine(line))
        return lines[-1]

    two.hospital.wrap = counted
    for _ in range(3):
        hand_in(two, two.laptop)
    asked = [path for line in lines for path in line.asked]
    assert asked.count(endpoints.HAND_IN) == 1
    assert asked.count(endpoints.LOGIN) == 4


def test_a_server_of_before_is_not_asked_and_nothing_is_lost(two: TwoComputers) -> None:
    two.note()
    new = write(two.laptop, "never sent")
    remove(two, two.ward)

    def of_before(hello: Hello) -> Hello:
        names = tuple(name for name in hello.capabilities if name != HAND_IN)
        return msgspec.structs.replace(hello, capabilities=names)

    two.hospital.wrap = lambda line: BadLine(line, changed(endpoints.HELLO, of_before))
    hand_in(two, two.laptop)
    assert (kept(two.laptop), status(two.laptop, clock()).waiting) == (0, 1)
    assert memory(two.laptop, new) == "never sent"
