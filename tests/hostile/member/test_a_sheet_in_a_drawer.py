"""A hostile supervisor waits until a peer has nothing left but the sheet: what comes back must not depend on that."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from peerdesk.crypto.envelope import seal_epoch
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.sync import paper
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.epoch import Box
from peerdesk.wire.ids import RecordId
from peerdesk.wire.revision import Kind, encode
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.recovery_sheet import read_sheet
from peerdesk.work.removing import find_own_computer, remove_computer
from peerdesk.work.revoking import revoke_device
from peerdesk.work.sharing import stop_sharing
from peerdesk.work.supervision import review_queue
from tests.hostile.member import poison
from tests.hostile.rogue import Rogue
from tests.support.hospital import clock
from tests.work.office import Office
from tests.work.ruth import Ruth, a_ruth
from tests.work.test_new_sheet import made


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


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


def test_a_sheet_made_after_a_removal_opens_what_the_stolen_computer_had_claimed_to_have_given(ruth: Ruth) -> None:
    laptop = ruth.joined(home="laptop")
    later = ruth.keep("written later")
    ruth.meet(laptop, ruth.first)
    thief, old = Rogue(ruth.hospital, laptop), made(ruth).sheet
    members = Rogue(ruth.hospital, ruth.first).directory.members
    readers = members.readers_of(thief.own)
    ruth.hospital.sync(laptop)
    thief.push(*(with_noise(thief, key, readers) for key in thief.keys(thief.own).values()))
    ruth.hospital.sync(ruth.first)
    lost = find_own_computer(ruth.first, laptop.device.hex())
    assert remove_computer(ruth.first, ruth.hospital.remotes, lost, clock(), os.urandom).is_heard
    new_one = made(ruth).sheet
    assert new_one.code != old.code
    ruth.meet(ruth.first)
    ruth.first.close()
    new = ruth.joined(read_sheet(new_one.text()))
    ruth.meet(new)
    for note, memory in ((ruth.note, "from before"), (later, "written later")):
        assert encounter_detail(new, note).encounter.memory == memory


def with_noise(thief: Rogue, key: EpochKey, readers: Iterable[KnownDevice]) -> bytes:
    """Return a revision that brings a key under its true commitment, in boxes that nobody opens."""
    boxed = box_epoch(key, thief.own, [(one.id, one.box_public) for one in readers])
    noise = tuple(Box(reader=one.reader, sealed=os.urandom(len(one.sealed))) for one in boxed.boxes)
    n, head = thief.directory.head
    cited = {"directory_n": n, "directory_hash": head[:16], "epoch": key.epoch}
    header = thief.writer.header(Kind.EPOCH, RecordId(key.epoch), **cited)
    spoilt = msgspec.structs.replace(boxed, boxes=noise)
    return encode(seal_epoch(header, spoilt, thief.author.signer))
