"""Which two peers have a space, by the directory alone."""

import pytest

from peerdesk.wire.directory_body import Left, Peers, Revoked, RoleChanged, Supervisor
from peerdesk.wire.ids import PersonId, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.peers import are_both, are_peers, peers_of
from peerdesk.wire.supervision import supervisors_of
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, Chain, Member


def test_two_peers_have_a_space_once_one_of_them_has_said_so() -> None:
    chain = Chain()
    marisol, ruth, devon = chain.add(), chain.add(), chain.add()
    pair = pair_space(marisol.person, ruth.person)
    assert not chain.directory.members.may_use(marisol.device, pair)
    assert chain.say_device(Peers(other=ruth.person), marisol.keys).verdict is Verdict.COUNTED
    members = chain.directory.members
    assert {one.id for one in members.readers_of(pair)} == {
        key.id() for one in (marisol, ruth) for key in (one.keys, one.paper)
    }
    assert members.may_use(ruth.device, pair)
    assert not members.may_use(devon.device, pair)
    assert pair in members.spaces_of(marisol.person)
    assert pair in members.spaces_of(ruth.person)
    assert members.spaces_of(devon.person) == (own_space(devon.person),)
    assert are_peers(members, pair)
    assert not are_peers(members, own_space(ruth.person))


def test_the_other_one_saying_it_too_makes_no_second_space() -> None:
    chain = Chain()
    marisol, ruth = chain.add(), chain.add()
    chain.say_device(Peers(other=ruth.person), marisol.keys)
    assert chain.say_device(Peers(other=marisol.person), ruth.keys).verdict is Verdict.REPEATED
    assert chain.say_device(Peers(other=ruth.person), marisol.keys).verdict is Verdict.REPEATED
    assert len(chain.directory.members.spaces_of(ruth.person)) == 2


def test_nobody_has_one_with_themselves_a_supervisor_or_somebody_who_is_not_there() -> None:
    chain = Chain()
    tomas = chain.add(Role.SUPERVISOR)
    marisol = chain.add(supervisor=tomas.person)
    for other in (marisol.person, tomas.person, PersonId(b"nobody here yet.")):
        assert chain.say_device(Peers(other=other), marisol.keys).verdict is Verdict.UNENTITLED
    assert chain.say_device(Peers(other=marisol.person), tomas.keys).verdict is Verdict.UNENTITLED
    assert not are_peers(chain.directory.members, pair_space(marisol.person, tomas.person))


def test_an_officer_makes_none_between_peers() -> None:
    chain = Chain()
    ruth = chain.add()
    assert chain.say_officer(Peers(other=ruth.person)).verdict is Verdict.UNENTITLED


def test_a_space_of_two_peers_makes_no_supervisor_of_either() -> None:
    chain = Chain()
    marisol, ruth = chain.add(), chain.add()
    chain.say_device(Peers(other=ruth.person), marisol.keys)
    terms = Supervisor(peer=marisol.person, supervisor=ruth.person, until=None, cover=False)
    chain.say_officer(terms)
    assert supervisors_of(chain.directory.members, marisol.person, NOW) == ()


def _left(chain: Chain, who: Member) -> None:
    chain.say_officer(Left(person=who.person))


def _revoked(chain: Chain, who: Member) -> None:
    chain.say_officer(Revoked(device=None, person=who.person, cut_offs=()))


@pytest.mark.parametrize("goes", [_left, _revoked])
def test_whoever_is_gone_gets_no_space_any_more_and_what_was_there_stays_for_the_other(goes: object) -> None:
    chain = Chain()
    marisol, ruth, devon = chain.add(), chain.add(), chain.add()
    chain.say_device(Peers(other=ruth.person), marisol.keys)
    assert callable(goes)
    goes(chain, marisol)
    members = chain.directory.members
    pair = pair_space(marisol.person, ruth.person)
    assert chain.say_device(Peers(other=devon.person), marisol.keys).verdict is Verdict.UNENTITLED
    assert chain.say_device(Peers(other=marisol.person), devon.keys).verdict is Verdict.UNENTITLED
    assert members.may_use(ruth.device, pair)
    assert not members.may_use(marisol.device, pair)
    assert {one.person for one in members.readers_of(pair)} == {ruth.person}
    assert [one.id for one in peers_of(members, ruth.person)] == [devon.person]
    assert peers_of(members, marisol.person) == ()


def test_two_peers_of_whom_one_becomes_the_others_supervisor_are_both_and_so_is_a_former_supervisor() -> None:
    chain = Chain()
    one, other = chain.add(), chain.add()
    pair = pair_space(one.person, other.person)
    chain.say_device(Peers(other=other.person), one.keys)
    assert not are_both(chain.directory.members, pair)
    chain.say_officer(RoleChanged(person=other.person, role=Role.SUPERVISOR))
    chain.say_officer(Supervisor(peer=one.person, supervisor=other.person, until=None, cover=False))
    assert are_both(chain.directory.members, pair)
    assert not are_peers(chain.directory.members, pair)
    tomas = chain.add(Role.SUPERVISOR)
    marisol = chain.add(Role.PEER, tomas.person)
    chain.say_officer(RoleChanged(person=tomas.person, role=Role.PEER))
    assert chain.say_device(Peers(other=marisol.person), tomas.keys).verdict is Verdict.COUNTED
    former = pair_space(marisol.person, tomas.person)
    assert are_both(chain.directory.members, former)
    assert not are_peers(chain.directory.members, former)
