"""Taking one's own computer off the list: what counts afterwards, what does not, and what the removed one does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError, OfflineError, ServerRefusedError
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.ids import DeviceId as WireDeviceId
from peerdesk.work import removals
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.devices import OwnDevice, own_devices
from peerdesk.work.encounters import encounter_detail, encounter_page, keep_encounter
from peerdesk.work.membership import known_members
from peerdesk.work.removals import under_way
from peerdesk.work.removing import Removed, find_own_computer, remove_computer
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.standing import HANDED_IN, OFF_THE_LIST
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import status
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import reopened
from tests.sync.bad_line import BadLine
from tests.sync.restoring import a_restorable_hospital
from tests.work.office import Office


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def write(vault: Vault, memory: str) -> RecordId:
    return keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=memory), clock(), os.urandom).id


def memories(vault: Vault) -> set[str]:
    rows = encounter_page(vault, limit=100)
    return {encounter_detail(vault, row.id).encounter.memory for row in rows}


def other(vault: Vault) -> OwnDevice:
    return next(one for one in own_devices(vault) if not (one.is_this or one.is_paper))


def remove(two: TwoComputers, by: Vault) -> Removed:
    return remove_computer(by, two.hospital.remotes, other(by), clock(), os.urandom)


def cut_off(hospital: Hospital, when: Callable[[str], bool]) -> None:
    def fault(endpoint: str, _question: Message | None, go_on: Callable[[], Any]) -> Any:
        if when(endpoint):
            raise OfflineError
        return go_on()

    hospital.wrap = lambda line: BadLine(line, fault)


def mend(hospital: Hospital) -> None:
    hospital.wrap = lambda line: line


def counts_up_to(vault: Vault, device: DeviceId) -> int:
    with vault.read() as tx:
        known = known_members(tx).device(WireDeviceId(device))
    assert known is not None
    return sum(known.cut_offs.values())


def test_the_list_says_which_computer_is_which_and_when_it_was_last_heard_of(two: TwoComputers) -> None:
    assert [(one.label, one.is_paper, one.is_this) for one in own_devices(two.ward)] == [
        ("1", False, True),
        ("", True, False),
        ("My laptop", False, False),
    ]
    assert all(one.last_seen is None for one in own_devices(two.ward))
    begun = clock().replace(microsecond=0)
    write(two.laptop, "from the laptop")
    two.meet()
    seen = {one.label: one.last_seen for one in own_devices(two.ward)}
    assert seen["My laptop"] is not None
    assert begun <= seen["My laptop"] <= clock()
    assert (seen["1"], seen[""]) == (None, None)


@pytest.mark.invariant(19)
def test_a_removed_computer_is_let_in_no_more_and_what_it_had_sent_counts(two: TwoComputers) -> None:
    write(two.laptop, "sent and seen")
    two.meet()
    write(two.laptop, "sent and not seen yet")
    assert two.hospital.sync(two.laptop).proof
    done = remove(two, two.ward)
    assert done.is_heard
    assert memories(two.ward) == {"sent and seen", "sent and not seen yet"}
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        two.hospital.sync(two.laptop)
    assert two.hospital.sync(two.ward).proof
    assert [one.live for one in own_devices(two.ward)] == [True, True, False]
    assert needs(two.ward) == ()
    assert remove(two, two.ward).is_heard


@pytest.mark.invariant(19)
def test_whoever_writes_next_does_so_with_a_key_that_the_removed_one_has_not(two: TwoComputers) -> None:
    note = two.note()
    ward, laptop = two.ward.device, two.laptop.device
    reader = find_reader(two.ward, "Tomas Okafor", clock())
    remove(two, two.ward)
    write(two.ward, "after the loss")
    share(two.ward, note, reader, clock())
    assert two.hospital.sync(two.ward).proof
    with two.ward.read() as tx:
        for space in tx.spaces.known():
            newest = tx.epochs.all(space)[-1]
            assert laptop not in newest.readers
            assert ward in newest.readers
    two.hospital.sync(two.tomas)
    assert len(review_queue(two.tomas)) == 1


@pytest.mark.invariant(32)
def test_what_was_written_beyond_the_cut_offs_counts_nowhere_although_it_is_genuine(two: TwoComputers) -> None:
    write(two.laptop, "known")
    two.meet()
    write(two.laptop, "not known to the ward computer")
    assert two.hospital.sync(two.laptop).proof
    cut_off(two.hospital, lambda endpoint: endpoint in {endpoints.PULL, endpoints.LOOK})
    assert remove(two, two.ward).is_heard
    mend(two.hospital)
    two.hospital.sync(two.ward)
    assert memories(two.ward) == {"known"}
    (need,) = needs(two.ward)
    assert (need.reason, need.acts, need.number) == (OF_REMOVED, (Act.LOOK, Act.ACCEPT, Act.DROP), 1)


def test_what_was_set_apart_counts_everywhere_once_the_person_says_it_is_theirs(two: TwoComputers) -> None:
    for number in range(3):
        write(two.laptop, f"note {number}")
    reader = find_reader(two.laptop, "Tomas Okafor", clock())
    share(two.laptop, write(two.laptop, "shared"), reader, clock())
    assert two.hospital.sync(two.laptop).proof
    laptop = two.laptop.device
    assert laptop is not None
    revoke_device(Office(two.hospital).ask("Devon Achebe"), laptop.hex())
    two.hospital.sync(two.ward)
    two.hospital.sync(two.tomas)
    assert memories(two.ward) == set()
    assert review_queue(two.tomas) == ()
    (need,) = needs(two.ward)
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    assert needs(two.ward) == ()
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"note 0", "note 1", "note 2", "shared"}
    two.hospital.sync(two.tomas)
    assert len(review_queue(two.tomas)) == 1
    assert needs(two.tomas) == ()


def test_accepting_leaves_no_number_under_which_a_thief_could_add_something(two: TwoComputers) -> None:
    for number in range(3):
        write(two.laptop, f"note {number}")
        assert two.hospital.sync(two.laptop).proof
    laptop = two.laptop.device
    assert laptop is not None
    revoke_device(Office(two.hospital).ask("Devon Achebe"), laptop.hex())
    two.hospital.sync(two.ward)
    unheard = [(one.space, one.run, one.n) for one in _unheard(two.ward)]
    with two.ward.write() as tx:
        # As if one in the middle had not come, and somebody had put another's name on one.
        tx._connection.exec_driver_sql("DELETE FROM revision WHERE run = ? AND n = ?", unheard[1][1:])
    do(two.ward, f"apart-{OF_REMOVED}", Act.ACCEPT, clock(), os.urandom)
    with two.ward.read() as tx:
        (removal,) = under_way(tx)
    below = [n for _, _, n in unheard if n < unheard[1][2]]
    assert [one.n for one in removal.reach] == [max(below)]


def _unheard(vault: Vault) -> tuple[Any, ...]:
    with vault.read() as tx:
        return tx.writers.unheard()


def test_without_the_server_it_goes_with_the_next_sync_and_the_list_says_so(two: TwoComputers) -> None:
    two.note()
    cut_off(two.hospital, lambda _endpoint: True)
    assert not remove(two, two.ward).is_heard
    assert [(one.live, one.removing) for one in own_devices(two.ward)] == [(True, False), (True, False), (True, True)]
    mend(two.hospital)
    assert two.hospital.sync(two.ward).proof
    assert not own_devices(two.ward)[2].live
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        two.hospital.sync(two.laptop)


def test_a_crash_behind_the_click_costs_nothing(two: TwoComputers) -> None:
    two.note()
    cut_off(two.hospital, lambda _endpoint: True)
    remove(two, two.ward)
    folder = two.ward.folder
    two.ward.close()
    mend(two.hospital)
    with reopened(folder, PASSPHRASE) as again:
        assert own_devices(again)[2].removing
        assert two.hospital.sync(again).proof
        assert not own_devices(again)[2].live


@pytest.mark.parametrize("cut_before", [2, 4, 6, 7, 8, 9, 10, 11])
def test_a_line_that_is_cut_anywhere_loses_nothing_of_it(two: TwoComputers, cut_before: int) -> None:
    two.note()
    asked: list[str] = []
    cut_off(two.hospital, lambda endpoint: asked.append(endpoint) or len(asked) == cut_before)  # type: ignore[func-returns-value]
    remove(two, two.ward)
    mend(two.hospital)
    assert two.hospital.sync(two.ward).proof
    assert [one.live for one in own_devices(two.ward)] == [True, True, False]
    assert len(memories(two.ward)) == 1


def test_more_runs_than_an_entry_can_name_are_named_in_several(
    two: TwoComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removals, "MOST_AT_ONCE", 1)
    reader = find_reader(two.laptop, "Tomas Okafor", clock())
    share(two.laptop, write(two.laptop, "in two spaces"), reader, clock())
    two.meet()
    laptop = other(two.ward).id
    with two.ward.read() as tx:
        reach = tx.writers.reach(laptop)
    assert len(reach) == 2
    assert remove(two, two.ward).is_heard
    assert counts_up_to(two.ward, laptop) == sum(one.n for one in reach)


def test_only_another_computer_of_ones_own_is_taken_off(two: TwoComputers) -> None:
    this, sheet, laptop = own_devices(two.ward)
    for device, why in ((this, "remove_this"), (sheet, "remove_sheet")):
        with pytest.raises(NotAllowedError, match=why):
            find_own_computer(two.ward, device.id.hex())
    with pytest.raises(NotFoundError):
        find_own_computer(two.ward, "ffffffffffff")
    with pytest.raises(AmbiguousIdError):
        find_own_computer(two.ward, laptop.id.hex()[:5])
    assert find_own_computer(two.ward, laptop.id.hex()[:6].upper()) == laptop


def test_the_removed_computer_says_so_stays_readable_and_says_what_became_of_its_work(two: TwoComputers) -> None:
    two.note()
    unsent = write(two.laptop, "never sent")
    before = status(two.laptop, clock()).waiting
    remove(two, two.ward)
    for _ in range(2):
        with pytest.raises(ServerRefusedError, match="device_revoked"):
            two.hospital.sync(two.laptop)
    stands = status(two.laptop, clock())
    assert (stands.removed, stands.waiting, before) == (True, 0, 1)
    assert [(one.reason, one.number, one.is_calm) for one in needs(two.laptop)] == [
        (OFF_THE_LIST, 0, False),
        (HANDED_IN, 1, True),
    ]
    assert encounter_detail(two.laptop, unsent).encounter.memory == "never sent"
    assert len(memories(two.laptop)) == 2
    assert not status(two.ward, clock()).removed


def test_a_computer_that_knows_by_the_directory_that_it_is_off_sends_nothing_to_a_server_that_lets_it_in(
    tmp_path: Path,
) -> None:
    with a_restorable_hospital(tmp_path) as hospital:
        two = TwoComputers(hospital)
        backup = hospital.back_up()
        remove(two, two.ward)
        with two.ward.read() as tx:
            entries = tx.directory.after(0)
        with two.laptop.write() as tx:
            known = tx.directory.head()
            for kept in entries[known[0] if known else 0 :]:
                tx.directory.append(*kept)
        # Put back to before: this server has forgotten it, and would take everything.
        hospital.restore(backup)
        write(two.laptop, "never sent")
        lines: list[BadLine] = []
        hospital.wrap = lambda line: lines.append(BadLine(line)) or lines[-1]  # type: ignore[func-returns-value]
        with pytest.raises(ServerRefusedError, match="device_revoked"):
            hospital.sync(two.laptop)
        asked = {path for line in lines for path in line.asked}
        assert endpoints.DIRECTORY in asked or endpoints.LOOK in asked
        assert endpoints.PUSH not in asked
