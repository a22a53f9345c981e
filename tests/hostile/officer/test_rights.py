"""What an officer's key cannot say, whatever the server does with it: every kind of entry that is another's to make."""

import pytest

from peerdesk.crypto.identity import DeviceKeys, OfficerKey
from peerdesk.wire.directory_body import (
    SHAPES,
    Body,
    Device,
    Joined,
    Officer,
    OfficerRevoked,
    Organisation,
    Paper,
    Peers,
    Policy,
    Recovery,
    Revoked,
)
from peerdesk.wire.directory_body import EntryKind as Kind
from peerdesk.wire.errors import MalformedError
from peerdesk.wire.ids import DeviceId, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, YEAR, Chain, Member, Promise

OFFICERS = {
    Kind.CONFIRMED,
    Kind.SUPERVISOR,
    Kind.REVOKED,
    Kind.INVITE_CANCELLED,
    Kind.LEFT,
    Kind.RECOVERED,
    Kind.ROLE,
    Kind.ERASE_AFTER,
}
"""All that an officer may say. Whoever adds a kind of entry has to say here, or below, whose it is."""


class Town:
    """An officer, a peer and a supervisor."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.supervisor = self.chain.add(Role.SUPERVISOR)
        self.peer = self.chain.add(supervisor=self.supervisor.person)

    def picture(self) -> tuple:
        members = self.chain.directory.members
        spaces = (own_space(self.peer.person), pair_space(self.peer.person, self.supervisor.person))
        readers = [members.readers_of(space) for space in spaces]
        return members.people, readers, members.policy_version, dict(members.policy), members.officers, members.replaced


def of_others(town: Town) -> dict[Kind, Body]:
    """Return an entry of every kind that is not the officer's, as an officer would like it to be."""
    own = OfficerKey.generate().signer().public
    keys = DeviceKeys.generate().public()
    return {
        Kind.ORGANISATION: Organisation(ed25519_public=own, mldsa_public=bytes(1952), created=NOW),
        Kind.POLICY: Policy(version=7, rules={"recovery": True, "recovery_key": "x"}),
        Kind.OFFICER: Officer(public=own, expires=NOW + 50 * YEAR),
        Kind.OFFICER_REVOKED: OfficerRevoked(officer=town.chain.officer.id(), last_good_n=1),
        Kind.DEVICE: Device(keys=keys, sealed_label=b""),
        Kind.PAPER: Paper(keys=keys),
        Kind.PEERS: Peers(other=town.peer.person),
        Kind.RECOVERY: Recovery(reader=DeviceKeys.generate().id()),
    }


def test_every_kind_of_entry_is_somebodys() -> None:
    assert set(SHAPES) == OFFICERS | set(of_others(Town())) | {Kind.JOINED}
    assert len({kind.value for kind in Kind}) == len(Kind.__members__)


@pytest.mark.parametrize("kind", sorted(set(SHAPES) - OFFICERS - {Kind.JOINED}))
def test_an_officer_cannot_say_what_is_another_s_to_say(kind: Kind) -> None:
    town = Town()
    before = town.picture()
    effect = town.chain.say_officer(of_others(town)[kind])
    assert effect.verdict is Verdict.UNENTITLED
    assert town.picture() == before
    assert [one.n for one in town.chain.directory.ignored] == [effect.n]


def test_an_officer_signs_for_nobody_who_joins() -> None:
    """The officer makes the invite, and the entry is signed with the key inside it; both stand in everybody's sight."""
    town = Town()
    promise = town.chain.invite()
    with pytest.raises(MalformedError):
        town.chain.say_officer(joined_body(promise))
    assert town.chain.directory.members.person(promise.person) is None


def joined_body(promise: Promise) -> Joined:
    member = Member(promise.person)
    return Joined(
        certificate=promise.certificate,
        certificate_signature=promise.signature,
        device=member.keys.public(),
        paper=member.paper.public(),
        sealed_name=b"",
        sealed_label=b"",
    )


@pytest.mark.parametrize("role", [Role.PEER, Role.SUPERVISOR])
def test_a_second_invite_that_an_officer_uses_makes_no_reader_of_anything(role: Role) -> None:
    """As long as one computer or sheet of that person is live, only that one can vouch for others."""
    town = Town()
    person = town.peer.person if role is Role.PEER else town.supervisor.person
    before = town.picture()[1]
    double, effect = town.chain.join(town.chain.invite(role, person=person))
    assert effect.verdict is Verdict.COUNTED
    assert town.picture()[1] == before
    members = town.chain.directory.members
    assert not members.is_live(double.device)
    assert not members.is_live(double.paper.id())
    known = members.person(person)
    assert known is not None
    assert known.rejoined_n == effect.n


@pytest.mark.parametrize("kept", ["computer", "sheet"])
def test_keys_of_an_officer_s_making_count_only_when_the_last_of_the_older_is_shut_out(kept: str) -> None:
    town = Town()
    double, _ = town.chain.join(town.chain.invite(person=town.peer.person))
    last = town.peer.device if kept == "computer" else town.peer.paper.id()
    other = town.peer.paper.id() if kept == "computer" else town.peer.device
    town.chain.say_officer(revoking(other))
    assert not town.chain.directory.members.is_live(double.device)
    effect = town.chain.say_officer(revoking(last))
    members = town.chain.directory.members
    assert members.is_live(double.device)
    known = members.person(town.peer.person)
    assert known is not None
    assert known.rekeyed_n == effect.n


def revoking(device: DeviceId) -> Body:
    return Revoked(device=device, person=None, cut_offs=())
