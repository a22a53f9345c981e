"""What the directory says, on real signatures."""

from peerdesk.crypto.identity import DeviceKeys, OfficerKey
from peerdesk.wire.directory_body import (
    Confirmed,
    CutOff,
    Device,
    InviteCancelled,
    Left,
    Officer,
    OfficerRevoked,
    Paper,
    Policy,
    Revoked,
    Supervisor,
)
from peerdesk.wire.ids import PersonId, RunId, invite_id, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.supervision import awaited_supervisors_of, supervisors_of
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, YEAR, Chain, Member


def test_a_peer_and_the_supervisor_of_the_invite_share_a_space_once_both_have_joined() -> None:
    chain = Chain()
    promised = chain.invite(Role.SUPERVISOR)
    peer = chain.add(supervisor=promised.person)
    members = chain.directory.members
    assert supervisors_of(members, peer.person, NOW) == ()
    assert [link.supervisor for link in awaited_supervisors_of(members, peer.person, NOW)] == [promised.person]
    supervisor, _ = chain.join(promised)
    members = chain.directory.members
    assert [link.supervisor for link in supervisors_of(members, peer.person, NOW)] == [supervisor.person]
    assert awaited_supervisors_of(members, peer.person, NOW) == ()
    pair = pair_space(peer.person, supervisor.person)
    readers = {device.id for device in members.readers_of(pair)}
    assert readers == {peer.device, peer.paper.id(), supervisor.device, supervisor.paper.id()}
    assert members.may_use(supervisor.device, pair)
    assert not members.may_use(supervisor.device, own_space(peer.person))
    assert set(members.spaces_of(peer.person)) == {own_space(peer.person), pair}


def test_a_peer_cannot_be_named_as_a_supervisor_and_receive_shares() -> None:
    chain = Chain()
    other = chain.add(Role.PEER)
    peer = chain.add(supervisor=other.person)
    assert supervisors_of(chain.directory.members, peer.person, NOW) == ()


def test_cover_ends_by_itself_and_its_pair_stays_for_withdrawals() -> None:
    chain = Chain()
    peer, cover = chain.add(), chain.add(Role.SUPERVISOR)
    terms = Supervisor(peer=peer.person, supervisor=cover.person, until=NOW + 100, cover=True)
    assert chain.say_officer(terms).verdict is Verdict.COUNTED
    members = chain.directory.members
    assert len(supervisors_of(members, peer.person, NOW + 99)) == 1
    assert supervisors_of(members, peer.person, NOW + 100) == ()
    assert members.may_use(cover.device, pair_space(peer.person, cover.person))


def test_nobody_supervises_themselves() -> None:
    chain = Chain()
    peer = chain.add()
    terms = Supervisor(peer=peer.person, supervisor=peer.person, until=None, cover=False)
    assert chain.say_officer(terms).verdict is Verdict.UNENTITLED


def test_an_invite_redeemed_twice_is_kept_listed_and_changes_nothing() -> None:
    chain = Chain()
    promise = chain.invite()
    first, _ = chain.join(promise)
    second, effect = chain.join(promise)
    assert effect.verdict is Verdict.SECOND_REDEMPTION
    assert [e.n for e in chain.directory.ignored] == [effect.n]
    members = chain.directory.members
    assert members.is_live(first.device)
    assert members.device(second.device) is None


def test_a_cancelled_invite_and_an_expired_one_do_not_count() -> None:
    chain = Chain()
    cancelled, late = chain.invite(), chain.invite(expires=NOW + 10)
    chain.say_officer(InviteCancelled(invite=invite_id(cancelled.one_time.public)))
    assert chain.join(cancelled)[1].verdict is Verdict.INVITE_CANCELLED
    assert chain.join(late, at=NOW + 11)[1].verdict is Verdict.INVITE_EXPIRED
    assert chain.directory.members.people == ()


def test_an_invite_that_was_redeemed_cannot_be_cancelled_afterwards() -> None:
    chain = Chain()
    promise = chain.invite()
    chain.join(promise)
    effect = chain.say_officer(InviteCancelled(invite=invite_id(promise.one_time.public)))
    assert effect.verdict is Verdict.REPEATED


def test_a_live_device_adds_a_computer_and_a_paper_signs_in_another() -> None:
    chain = Chain()
    peer = chain.add()
    second, third = DeviceKeys.generate(), DeviceKeys.generate()
    chain.say_device(Device(keys=second.public(), sealed_label=b"l"), peer.keys)
    chain.say_device(Device(keys=third.public(), sealed_label=b"l"), peer.paper)
    members = chain.directory.members
    assert members.is_live(second.id())
    assert members.is_live(third.id())
    assert len(members.devices_of(peer.person)) == 4
    assert [d.is_paper for d in members.devices_of(peer.person)] == [False, True, False, False]


def test_a_revoked_device_speaks_no_more_and_reads_no_more() -> None:
    chain = Chain()
    peer = chain.add()
    second = DeviceKeys.generate()
    chain.say_device(Device(keys=second.public(), sealed_label=b"l"), peer.keys)
    space, run = own_space(peer.person), RunId(b"r" * 8)
    cut = CutOff(space=space, run=run, n=7)
    effect = chain.say_device(Revoked(device=second.id(), person=None, cut_offs=(cut,)), peer.keys)
    members = chain.directory.members
    assert not members.is_live(second.id())
    assert not members.may_use(second.id(), space)
    assert members.may_use(peer.device, space)
    assert not members.counts(peer.device, own_space(PersonId(bytes(16))), run, 1)
    assert not members.counts(DeviceKeys.generate().id(), space, run, 1)
    assert second.id() not in {d.id for d in members.readers_of(space)}
    assert members.counts(second.id(), space, run, 7)
    assert not members.counts(second.id(), space, run, 8)
    assert not members.counts(second.id(), space, RunId(b"x" * 8), 1)
    assert members.counts(peer.device, space, run, 10**6)
    late = chain.say_device(Device(keys=DeviceKeys.generate().public(), sealed_label=b"l"), second)
    assert late.verdict is Verdict.UNENTITLED
    assert chain.directory.members_at(effect.n - 1).is_live(second.id())


def test_a_device_revokes_only_devices_of_its_own_person() -> None:
    chain = Chain()
    peer, other = chain.add(), chain.add()
    foreign = Revoked(device=other.device, person=None, cut_offs=())
    whole = Revoked(device=None, person=peer.person, cut_offs=())
    assert chain.say_device(foreign, peer.keys).verdict is Verdict.UNENTITLED
    assert chain.say_device(whole, peer.keys).verdict is Verdict.UNENTITLED
    assert chain.say_officer(foreign).verdict is Verdict.COUNTED
    assert chain.say_officer(foreign).verdict is Verdict.REPEATED


def test_a_person_who_was_revoked_or_left_has_no_live_device() -> None:
    chain = Chain()
    gone, left = chain.add(), chain.add()
    chain.say_officer(Revoked(device=None, person=gone.person, cut_offs=()))
    chain.say_officer(Left(person=left.person))
    members = chain.directory.members
    assert not any(members.is_live(d) for d in (gone.device, gone.paper.id(), left.device, left.paper.id()))
    assert members.readers_of(own_space(left.person)) == ()
    assert chain.say_officer(Left(person=left.person)).verdict is Verdict.REPEATED


def test_a_second_invite_to_the_same_person_gives_no_reader_until_an_old_device_signs_for_it() -> None:
    chain = Chain()
    peer = chain.add()
    again, effect = chain.join(chain.invite(person=peer.person))
    assert effect.verdict is Verdict.COUNTED
    members = chain.directory.members
    person = members.person(peer.person)
    assert person is not None
    assert person.rejoined_n == effect.n
    assert not members.is_live(again.device)
    chain.say_device(Device(keys=again.keys.public(), sealed_label=b"l"), peer.keys)
    assert chain.directory.members.is_live(again.device)
    assert not chain.directory.members.is_live(again.paper.id())
    chain.say_device(Paper(keys=again.paper.public()), peer.keys)
    assert chain.directory.members.is_live(again.paper.id())


def test_nobody_else_can_vouch_for_the_keys_of_a_second_invite() -> None:
    chain = Chain()
    peer, other = chain.add(), chain.add()
    again, _ = chain.join(chain.invite(person=peer.person))
    for claim in (Device(keys=again.keys.public(), sealed_label=b"l"), Paper(keys=again.paper.public())):
        assert chain.say_device(claim, other.keys).verdict is Verdict.REPEATED
        assert chain.say_device(claim, again.keys).verdict is Verdict.UNENTITLED
    assert not chain.directory.members.is_live(again.device)


def test_a_second_invite_counts_when_all_older_devices_are_revoked() -> None:
    chain = Chain()
    peer = chain.add()
    again, _ = chain.join(chain.invite(person=peer.person))
    for device in (peer.device, peer.paper.id()):
        chain.say_officer(Revoked(device=device, person=None, cut_offs=()))
    assert chain.directory.members.is_live(again.device)


def test_confirmation_is_the_officers_and_is_lost_by_a_second_invite() -> None:
    chain = Chain()
    supervisor, peer = chain.add(Role.SUPERVISOR), chain.add()
    chain.say_officer(Confirmed(person=supervisor.person))
    found = chain.directory.members.person(supervisor.person)
    assert found is not None
    assert found.confirmed_n is not None
    assert chain.say_device(Confirmed(person=peer.person), peer.keys).verdict is Verdict.UNENTITLED
    chain.join(chain.invite(Role.SUPERVISOR, person=supervisor.person))
    found = chain.directory.members.person(supervisor.person)
    assert found is not None
    assert found.confirmed_n is None


def test_what_an_officer_signed_after_the_last_good_entry_never_counted() -> None:
    chain = Chain()
    before = chain.add()
    last_good = chain.directory.head[0]
    after = chain.add()
    second = OfficerKey.generate()
    chain.say_root(Officer(public=second.signer().public, expires=NOW + YEAR))
    assert chain.directory.members.is_live(after.device)
    chain.say_root(OfficerRevoked(officer=chain.officer.id(), last_good_n=last_good))
    members = chain.directory.members
    assert members.is_live(before.device)
    assert not members.is_live(after.device)
    assert [e.verdict for e in chain.directory.ignored] == [Verdict.UNENTITLED]
    assert chain.say_officer(Left(person=before.person)).verdict is Verdict.UNENTITLED
    assert chain.say_officer(Left(person=before.person), officer=second).verdict is Verdict.COUNTED


def test_an_officers_old_entries_still_count_after_the_certificate_has_run_out() -> None:
    chain = Chain()
    peer = chain.add()
    late = chain.say_officer(Left(person=peer.person), at=NOW + YEAR + 1)
    assert late.verdict is Verdict.UNENTITLED
    assert chain.directory.members.is_live(peer.device)


def test_only_the_root_names_officers_and_policies() -> None:
    chain = Chain()
    thief = OfficerKey.generate()
    wanted = Officer(public=thief.signer().public, expires=NOW + YEAR)
    assert chain.say_officer(wanted).verdict is Verdict.UNENTITLED
    assert chain.say_officer(Policy(version=1, rules={"recovery": True})).verdict is Verdict.UNENTITLED
    assert chain.directory.members.policy == {}
    assert chain.say_officer(Left(person=PersonId(bytes(16))), officer=thief).verdict is Verdict.UNENTITLED
    assert chain.say_root(Policy(version=2, rules={"words": True})).verdict is Verdict.COUNTED
    assert chain.say_root(Policy(version=2, rules={})).verdict is Verdict.REPEATED
    assert chain.directory.members.policy == {"words": True}


def test_known_keys_cannot_be_registered_again_by_somebody_else() -> None:
    chain = Chain()
    peer = chain.add()
    promise = chain.invite()
    copycat = Member(promise.person, keys=peer.keys)
    assert chain.apply(chain.write_joined(promise, copycat)).verdict is Verdict.REPEATED
    own_keys_again = Device(keys=peer.keys.public(), sealed_label=b"l")
    assert chain.say_device(own_keys_again, peer.keys).verdict is Verdict.REPEATED
