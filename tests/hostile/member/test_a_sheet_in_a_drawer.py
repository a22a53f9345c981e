"""A hostile supervisor waits until a peer has nothing left but the sheet: what comes back must not depend on that."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.sync import paper
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.recovery_sheet import read_sheet
from peerdesk.work.removing import find_own_computer, remove_computer
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import stop_sharing
from peerdesk.work.supervision import review_queue
from tests.hostile.member import poison
from tests.hostile.rogue import Rogue
from tests.support.hospital import a_hospital, clock
from tests.work.office import Office
from tests.work.ruth import Ruth
from tests.work.test_new_sheet import made


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_hospital(tmp_path) as hospital:
        yield Ruth(hospital)


@pytest.mark.parametrize("one", [poison.another_key_under_an_id_that_is_used, poison.boxes_of_noise, poison.no_words])
def test_who_comes_back_by_the_sheet_reads_what_they_had_shared_and_can_take_it_back(
    ruth: Ruth, one: poison.Poison
) -> None:
    tomas = Rogue(ruth.hospital, ruth.tomas, ruth.first)
    tomas.push(*one(tomas))
    ruth.first.close()
    new = ruth.joined()
    ruth.meet(new, ruth.tomas)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    assert [share.is_on for share in encounter_detail(new, ruth.note).shares] == [True]
    # Of what Ruth had sealed nothing stays shut; the colleague's noise is set apart.
    assert {need.reason for need in needs(new)} <= {"bad_content"}
    change_encounter(new, ruth.note, {"handle": "Quiet River"}, clock(), os.urandom)
    ruth.meet(new, ruth.tomas)
    assert [one.received.item.projection.handle for one in review_queue(ruth.tomas)] == ["Quiet River"]
    stop_sharing(new, ruth.note)
    ruth.meet(new, ruth.tomas)
    assert review_queue(ruth.tomas) == ()


@pytest.mark.parametrize("is_seen_first", [False, True])
@pytest.mark.parametrize("keys_at_once", [1, 200])
def test_a_stolen_computer_keeps_nothing_shut_for_whoever_comes_back_by_a_newer_sheet(
    ruth: Ruth, monkeypatch: pytest.MonkeyPatch, keys_at_once: int, *, is_seen_first: bool
) -> None:
    monkeypatch.setattr(paper, "_PAGE", keys_at_once)
    laptop = ruth.joined(home="laptop")
    ruth.meet(laptop, ruth.first)
    sheet = made(ruth).sheet
    honest, thief = Rogue(ruth.hospital, ruth.first), Rogue(ruth.hospital, laptop)
    n, head = honest.directory.head
    readers = honest.directory.members.readers_of(honest.own)
    # Under the ids of Ruth's keys, before any of her computers has boxed the true ones to the new sheet.
    false = [EpochKey(epoch=epoch, key=os.urandom(32)) for epoch in honest.keys(honest.own)]
    thief.push(*(thief.epoch(readers, key, directory_n=n, directory_hash=head[:16]) for key in false))
    if is_seen_first:
        ruth.hospital.sync(ruth.first)
        lost = find_own_computer(ruth.first, laptop.device.hex())
        assert remove_computer(ruth.first, ruth.hospital.remotes, lost, clock(), os.urandom).is_heard
    else:
        revoke_device(Office(ruth.hospital).ask("Ruth Lind"), laptop.device.hex())
    ruth.meet(ruth.first)
    ruth.first.close()
    new = ruth.joined(read_sheet(sheet.text()))
    ruth.meet(new)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
