"""What an officer cannot do unseen, with real computers: read, take somebody's place, write or erase."""

import os
from typing import Any

import pytest

from peerdesk.crypto.epoch_key import EpochKey, unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.sharing_errors import KeysChangedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.opening import unwrap, verified
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import CutOff, Device, Policy, Recovery, Revoked
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
)
from peerdesk.wire.revision import Kind, read_revision
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.officer_people import Flag
from peerdesk.work.revoking import revoke_device, revoke_person
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import review_queue
from tests.hostile.officer.key import officers_line, says
from tests.hostile.rogue import Rogue, comment_plain
from tests.support.hospital import clock
from tests.work.office import Office
from tests.work.ward import Pair


def opens_a_key(rogue: Rogue, frames: list[bytes]) -> bool:
    """Try the keys of somebody on every box of a log, under every reader's name."""
    for frame in frames:
        header, revision = read_revision(frame)
        if header.kind is not Kind.EPOCH:
            continue
        epoch = parse_epoch(revision.ciphertext)
        for reader in {rogue.author.device, *epoch.readers}:
            try:
                unbox_epoch(epoch, header.space, reader, rogue.author.keys)
            except (NoBoxError, CannotOpenError):
                continue
            return True
    return False


def double_of(pair: Pair, name: str, role: Role) -> Vault:
    """Let the officer invite somebody a second time, and use the invite."""
    supervisor = "Tomas Okafor" if role is Role.PEER else ""
    return pair.hospital.start(pair.hospital.invite(name, role, supervisor), home=os.urandom(4).hex()).vault


@pytest.mark.invariant(18)
def test_a_second_invite_in_a_peers_name_reads_nothing_and_everybody_can_see_it(pair: Pair) -> None:
    note, _ = pair.shared()
    double = Rogue(pair.hospital, double_of(pair, "Devon Achebe", Role.PEER), pair.tomas)
    change_encounter(pair.devon, note, {"memory": "after the second invite"}, clock(), os.urandom)
    pair.meet()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    for space in (devon.own, devon.pair):
        # Also if the server hands out what it must not: nothing was boxed to these keys, before or since.
        assert not opens_a_key(double, devon.frames(space))
    assert not devon.directory.members.is_live(double.author.device)
    assert Flag.JOINED_AGAIN in Office(pair.hospital).people()["Devon Achebe"].flags


def test_keys_that_wait_for_somebodys_word_are_let_in_for_nothing(pair: Pair) -> None:
    vault = double_of(pair, "Devon Achebe", Role.PEER)
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        Rogue(pair.hospital, vault, pair.tomas).frames(Rogue(pair.hospital, pair.devon).own)


@pytest.mark.invariant(18)
def test_whoever_shuts_out_a_peer_and_takes_their_place_reads_nothing_of_before_and_the_peer_hears_it(
    pair: Pair,
) -> None:
    pair.shared()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    frames = [frame for space in (devon.own, devon.pair) for frame in devon.frames(space)]
    revoke_person(Office(pair.hospital).ask("Devon Achebe"))
    double = Rogue(pair.hospital, double_of(pair, "Devon Achebe", Role.PEER), pair.tomas)
    assert not opens_a_key(double, frames)
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        pair.hospital.sync(pair.devon)
    pair.hospital.sync(pair.tomas)
    frames += double.frames(double.pair)
    assert not opens_a_key(double, frames)
    # What Devon kept is still Devon's, on the computer that was shut out.
    assert encounter_detail(pair.devon, note_of(pair.devon)).encounter.memory == "only for me"


def note_of(vault: Vault) -> Any:
    with vault.read() as tx:
        return tx.encounters.page(limit=1)[0].id


@pytest.mark.invariant(31)
def test_whoever_takes_a_supervisors_place_gets_nothing_until_the_peer_has_said_who_it_is(pair: Pair) -> None:
    note, _ = pair.shared()
    revoke_person(Office(pair.hospital).ask("Tomas Okafor"))
    double = double_of(pair, "Tomas Okafor", Role.SUPERVISOR)
    change_encounter(pair.devon, note, {"handle": "Quiet River"}, clock(), os.urandom)
    pair.hospital.sync(pair.devon)
    other = pair.note()
    with pytest.raises(KeysChangedError):
        share(pair.devon, other, pair.reader, clock())
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(double)
    assert review_queue(double) == ()
    rogue = Rogue(pair.hospital, double, pair.devon)
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    assert not opens_a_key(rogue, devon.frames(devon.pair))
    (reader,) = readers(pair.devon, clock())
    assert not reader.met


def test_a_supervisor_of_the_officers_own_making_is_seen_and_given_nothing_that_the_peer_does_not_give(
    pair: Pair,
) -> None:
    pair.shared()
    eve = pair.hospital.join("Eve Marsh", Role.SUPERVISOR)
    Office(pair.hospital).assign("Devon Achebe", "Eve Marsh", beside=True)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(eve)
    assert {one.name for one in readers(pair.devon, clock())} == {"Tomas Okafor", "Eve Marsh"}
    assert review_queue(eve) == ()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    rogue = Rogue(pair.hospital, eve)
    assert not opens_a_key(rogue, [*devon.frames(devon.own), *devon.frames(devon.pair)])


def test_an_officers_key_opens_no_space_and_writes_into_none(pair: Pair) -> None:
    pair.shared()
    devon, line = Rogue(pair.hospital, pair.devon, pair.tomas), officers_line(pair.hospital)
    erase = devon.sealed(kind=Kind.ERASE, record=b"r" * 16)
    for space in (devon.own, devon.pair):
        pull = PullRequest(space=space, witness=NOTHING_SEEN, after=0)
        push = PushRequest(space=space, witness=NOTHING_SEEN, revisions=(erase,))
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            line.ask(endpoints.PULL, pull, PullReply)
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            line.ask(endpoints.PUSH, push, PushReply)


@pytest.mark.parametrize("kind", ["policy", "recovery", "device"])
def test_the_server_takes_no_word_from_an_officer_that_is_not_theirs(pair: Pair, kind: str) -> None:
    devon = Rogue(pair.hospital, pair.devon)
    bodies = {
        "policy": Policy(version=3, rules={"recovery": True}),
        "recovery": Recovery(reader=None),
        "device": Device(keys=devon.author.keys.public(), sealed_label=b""),
    }
    with pytest.raises(ServerRefusedError, match="not_allowed"):
        says(pair, officers_line(pair.hospital), bodies[kind])
    pair.hospital.sync(pair.devon)
    assert devon.directory.members.policy_version == 0


@pytest.mark.invariant(32)
def test_a_computer_that_the_officer_shut_out_writes_nothing_more_whatever_directory_it_cites(pair: Pair) -> None:
    _, copy = pair.shared()
    devon = Rogue(pair.hospital, pair.devon, pair.tomas)
    cited = {"directory_n": devon.directory.head[0], "directory_hash": devon.directory.head[1][:16]}
    late = devon.sealed(kind=Kind.ERASE, record=copy, **cited)
    device = devon.author.device.hex()
    revoke_device(Office(pair.hospital).ask("Devon Achebe"), device)
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        devon.push(late)
    tomas = Rogue(pair.hospital, pair.tomas, pair.devon)
    assert [one.refusal.value for one in tomas.push(late)] == ["not_writer"]
    pair.hospital.sync(pair.tomas)
    assert [one.received.item.id for one in review_queue(pair.tomas)] == [copy]


@pytest.mark.invariant(32)
def test_keys_that_an_officer_made_up_never_look_like_a_removed_computer_of_the_peers(pair: Pair) -> None:
    pair.shared()
    double = Rogue(pair.hospital, double_of(pair, "Devon Achebe", Role.PEER), pair.tomas)
    run = double.writer.run
    wide = tuple(CutOff(space=space, run=run, n=1000) for space in (double.own, double.pair))
    says(pair, officers_line(pair.hospital), Revoked(device=double.author.device, person=None, cut_offs=wide))
    pair.meet()
    frame = double.sealed(comment_plain(), key=EpochKey.generate())
    tomas, devon = Rogue(pair.hospital, pair.tomas, pair.devon), Rogue(pair.hospital, pair.devon, pair.tomas)
    assert [one.refusal.value for one in tomas.push(frame)] == ["not_writer"]
    # Also where the server takes it in and hands it out: it is of a computer that is on no list.
    with pytest.raises(SetAsideError) as caught:
        verified(unwrap(frame), double.pair, devon.directory)
    assert caught.value.reason is Reason.UNKNOWN_DEVICE
