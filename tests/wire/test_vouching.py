"""Keys of a second invite that count because all older ones were revoked go on counting when they add others."""

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.wire.directory_body import Device, Paper, Revoked
from peerdesk.wire.ids import own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.limits import MAX_EPOCH_BOXES, MAX_KEYS_PER_PERSON
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import Chain, Member


def newly_in(chain: Chain) -> Member:
    peer = chain.add()
    again, _ = chain.join(chain.invite(person=peer.person))
    for device in (peer.device, peer.paper.id()):
        chain.say_officer(Revoked(device=device, person=None, cut_offs=()))
    return again


def test_a_new_sheet_does_not_lock_out_the_computer_that_signed_for_it() -> None:
    chain = Chain()
    again, sheet = newly_in(chain), DeviceKeys.generate()
    assert chain.say_device(Paper(keys=sheet.public()), again.keys).verdict is Verdict.COUNTED
    members = chain.directory.members
    assert members.is_live(again.device)
    assert members.is_live(again.paper.id())
    assert members.is_live(sheet.id())


def test_a_second_computer_does_not_lock_out_the_first() -> None:
    chain = Chain()
    again, second = newly_in(chain), DeviceKeys.generate()
    chain.say_device(Device(keys=second.public(), sealed_label=b"l"), again.keys)
    assert chain.directory.members.is_live(again.device)
    assert chain.directory.members.is_live(second.id())


def test_a_third_invite_gives_no_reader_beside_the_keys_of_the_second() -> None:
    chain = Chain()
    again = newly_in(chain)
    third, _ = chain.join(chain.invite(person=again.person))
    assert chain.directory.members.is_live(again.device)
    assert not chain.directory.members.is_live(third.device)
    assert third.device not in {d.id for d in chain.directory.members.readers_of(own_space(again.person))}


def test_all_keys_of_a_person_can_be_revoked_at_once_while_some_still_wait() -> None:
    chain = Chain()
    peer = chain.add()
    again, _ = chain.join(chain.invite(person=peer.person))
    chain.say_officer(Revoked(device=None, person=peer.person, cut_offs=()))
    devices = chain.directory.members.devices_of(peer.person)
    assert all(device.revoked_n is not None for device in devices)
    assert not chain.directory.members.is_live(again.device)
    fresh, _ = chain.join(chain.invite(person=peer.person))
    assert chain.directory.members.is_live(fresh.device)


def test_one_person_cannot_fill_the_boxes_of_a_space_that_two_share() -> None:
    chain = Chain()
    supervisor = chain.add(Role.SUPERVISOR)
    peer = chain.add(supervisor=supervisor.person)
    papers = [DeviceKeys.generate() for _ in range(MAX_KEYS_PER_PERSON - 1)]
    verdicts = [chain.say_device(Paper(keys=one.public()), peer.keys).verdict for one in papers]
    assert verdicts == [Verdict.COUNTED] * (MAX_KEYS_PER_PERSON - 2) + [Verdict.UNENTITLED]
    more = Device(keys=DeviceKeys.generate().public(), sealed_label=b"l")
    assert chain.say_device(more, peer.keys).verdict is Verdict.UNENTITLED
    assert chain.join(chain.invite(person=peer.person))[1].verdict is Verdict.UNENTITLED
    readers = chain.directory.members.readers_of(pair_space(peer.person, supervisor.person))
    assert len(readers) + MAX_KEYS_PER_PERSON - 2 <= MAX_EPOCH_BOXES
    chain.say_device(Revoked(device=papers[0].id(), person=None, cut_offs=()), peer.keys)
    assert chain.say_device(more, peer.keys).verdict is Verdict.COUNTED


def rekeyed(chain: Chain, member: Member) -> int | None:
    person = chain.directory.members.person(member.person)
    assert person is not None
    return person.rekeyed_n


def test_keys_that_count_without_the_word_of_older_ones_are_marked_as_a_change() -> None:
    chain = Chain()
    peer = chain.add()
    assert rekeyed(chain, peer) is None
    # A second invite alone gives no reader, and a computer that the person signs for themselves is theirs.
    again, _ = chain.join(chain.invite(person=peer.person))
    chain.say_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"l"), peer.keys)
    assert rekeyed(chain, peer) is None
    older = [
        device
        for device in chain.directory.members.devices_of(peer.person)
        if device.revoked_n is None and device.id not in {again.device, again.paper.id()}
    ]
    *_, last = [chain.say_officer(Revoked(device=device.id, person=None, cut_offs=())) for device in older]
    assert rekeyed(chain, peer) == last.n
    # Later keys that the new ones sign for are no further change.
    chain.say_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"l"), again.keys)
    assert rekeyed(chain, peer) == last.n


def test_a_new_invite_after_everything_was_revoked_is_a_change_of_keys() -> None:
    chain = Chain()
    peer = chain.add()
    chain.say_officer(Revoked(device=None, person=peer.person, cut_offs=()))
    assert rekeyed(chain, peer) is None
    _, effect = chain.join(chain.invite(person=peer.person))
    assert rekeyed(chain, peer) == effect.n


def test_an_invite_whose_keys_the_person_signs_for_is_no_change() -> None:
    chain = Chain()
    peer = chain.add()
    again, _ = chain.join(chain.invite(person=peer.person))
    chain.say_device(Device(keys=again.keys.public(), sealed_label=b"l"), peer.keys)
    for device in (peer.device, peer.paper.id()):
        chain.say_officer(Revoked(device=device, person=None, cut_offs=()))
    assert chain.directory.members.is_live(again.device)
    assert rekeyed(chain, peer) is None
