"""Who reads what peers drop: the supervisors of the program, as far as their keys fit, and everybody finds the same."""

from peerdesk.wire.directory_body import Left, Revoked, RoleChanged
from peerdesk.wire.drops import drops_read_by, writers_of
from peerdesk.wire.ids import PersonId, drop_space, own_space, pair_space, tally_record
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.limits import MAX_EPOCH_BOXES, MAX_KEYS_PER_PERSON
from tests.wire.chains import Chain

DEVON = PersonId(bytes(range(16)))


def test_the_ids_of_a_drop_space_and_of_a_week_in_it_are_frozen() -> None:
    assert drop_space(DEVON).hex() == "087154431d02e7a735db990036c09039"
    assert tally_record(DEVON, "2026-W47").hex() == "aefad28ed15c4fafbc9e9593fcd9952b"
    assert len({drop_space(DEVON), own_space(DEVON), pair_space(DEVON, DEVON)}) == 3


def test_a_peer_writes_and_the_supervisors_who_are_here_read() -> None:
    chain = Chain()
    tomas, ana = chain.add(Role.SUPERVISOR), chain.add(Role.SUPERVISOR)
    devon, ruth = chain.add(Role.PEER, tomas.person), chain.add(Role.PEER, tomas.person)
    members, space = chain.directory.members, drop_space(devon.person)
    assert members.people_of(space) == (devon.person, tomas.person, ana.person)
    assert writers_of(members, space) == (devon.person,)
    assert members.drops.get(space) == devon.person
    assert own_space(devon.person) not in members.drops
    assert [members.may_use(one.device, space) for one in (devon, tomas, ana, ruth)] == [True, True, True, False]
    boxed = {reader.id for reader in members.readers_of(space)}
    assert boxed == {key.id() for one in (devon, tomas, ana) for key in (one.keys, one.paper)}
    assert drops_read_by(members, ruth.person) == ()
    assert set(drops_read_by(members, tomas.person)) == {drop_space(one.person) for one in (devon, ruth, ana)}
    assert space not in members.spaces_of(devon.person)


def test_whoever_leaves_or_changes_role_reads_no_more_and_a_new_one_does() -> None:
    chain = Chain()
    tomas, ana, devon = chain.add(Role.SUPERVISOR), chain.add(Role.SUPERVISOR), chain.add()
    space = drop_space(devon.person)
    chain.say_officer(Left(person=tomas.person))
    assert chain.directory.members.people_of(space) == (devon.person, ana.person)
    chain.say_officer(RoleChanged(person=ana.person, role=Role.PEER))
    assert chain.directory.members.people_of(space) == (devon.person,)
    chain.say_officer(RoleChanged(person=devon.person, role=Role.SUPERVISOR))
    assert chain.directory.members.people_of(space) == (devon.person,)
    assert set(drops_read_by(chain.directory.members, devon.person)) == {
        drop_space(tomas.person),
        drop_space(ana.person),
    }
    # What was written before is judged by those who read then.
    assert chain.directory.members_at(chain.directory.head[0] - 3).people_of(space) == (
        devon.person,
        tomas.person,
        ana.person,
    )


def test_a_computer_that_was_taken_off_the_list_is_given_no_key() -> None:
    chain = Chain()
    tomas, devon = chain.add(Role.SUPERVISOR), chain.add()
    chain.say_device(Revoked(device=tomas.device, person=None, cut_offs=()), tomas.paper)
    members, space = chain.directory.members, drop_space(devon.person)
    assert tomas.device not in {reader.id for reader in members.readers_of(space)}
    assert not members.may_use(tomas.device, space)


def test_as_many_supervisors_read_as_fit_beside_any_peer_and_the_first_go_first() -> None:
    chain = Chain()
    first, devon = chain.add(Role.SUPERVISOR), chain.add()
    others = [chain.add(Role.SUPERVISOR) for _ in range((MAX_EPOCH_BOXES - MAX_KEYS_PER_PERSON) // 2)]
    members, space = chain.directory.members, drop_space(devon.person)
    assert members.people_of(space) == (devon.person, first.person, *(one.person for one in others[:-1]))
    assert len(members.readers_of(space)) + MAX_KEYS_PER_PERSON - 2 == MAX_EPOCH_BOXES
    assert not members.may_use(others[-1].device, space)
    assert drops_read_by(members, others[-1].person) == ()
    chain.say_officer(Left(person=first.person))
    assert chain.directory.members.may_use(others[-1].device, space)
