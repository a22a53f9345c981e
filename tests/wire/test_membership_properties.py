"""Whatever people say in whatever order, all copies of the directory agree and nobody gains what is not theirs."""

import random

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.identity import DeviceKeys, OfficerKey, box_public
from peerdesk.crypto.signing import verify_all
from peerdesk.wire.directory_body import (
    Body,
    Confirmed,
    Device,
    InviteCancelled,
    Left,
    Officer,
    OfficerRevoked,
    Paper,
    Peers,
    Policy,
    Recovered,
    Recovery,
    Revoked,
    RoleChanged,
    Supervisor,
)
from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import InviteId, PersonId, device_id, own_space, pair_space, recovery_id
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory, Effect
from peerdesk.wire.recovery import key_text
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, YEAR, Chain, Member, Promise

HOSPITAL = box_public(bytes(32))
READER = recovery_id(HOSPITAL)
RECOVERY_ON: dict[str, bool | int | str] = {"recovery": True, "recovery_key": key_text(HOSPITAL)}


class Town:
    """A chain in which random people say random things, entitled or not."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.chain = Chain()
        self.people = [PersonId(bytes([i]) * 16) for i in range(1, 4)]
        self.officers = [self.chain.officer, OfficerKey.generate()]
        self.keys: list[DeviceKeys] = []
        self.promises: list[Promise] = []

    def step(self) -> None:
        self.rng.choice((self.join, self.join, self.root, self.officer, self.officer, self.device, self.device))()

    def join(self) -> None:
        rng = self.rng
        if self.promises and rng.random() < 0.3:
            promise = rng.choice(self.promises)
        else:
            promise = self.chain.invite(
                rng.choice(list(Role)), rng.choice([None, *self.people]), rng.choice(self.people), NOW + 10
            )
            self.promises.append(promise)
        member = Member(promise.person)
        self.chain.apply(self.chain.write_joined(promise, member, at=NOW + rng.choice((0, 20))))
        self.keys += [member.keys, member.paper]

    def root(self) -> None:
        self.chain.say_root(
            self.rng.choice(
                (
                    Officer(public=self.officers[1].signer().public, expires=NOW + YEAR),
                    OfficerRevoked(officer=self.officers[0].id(), last_good_n=self.rng.randrange(2, 12)),
                    Policy(version=self.rng.randrange(1, 4), rules={"x": True}),
                    Policy(version=self.rng.randrange(1, 9), rules=RECOVERY_ON),
                )
            )
        )

    def officer(self) -> None:
        if self.rng.random() < 0.7:
            self.chain.say_officer(self.anything(), at=NOW + self.rng.choice((0, YEAR + 1)))

    def device(self) -> None:
        if self.keys:
            try:
                self.chain.say_device(self.anything(), self.rng.choice(self.keys))
            except WireError:
                return

    def anything(self) -> Body:
        rng, person = self.rng, self.rng.choice(self.people)
        known = [*self.keys, DeviceKeys.generate()]
        bodies: list[Body] = [
            Device(keys=rng.choice(known).public(), sealed_label=b"l"),
            Paper(keys=rng.choice(known).public()),
            Confirmed(person=person),
            Supervisor(peer=person, supervisor=rng.choice(self.people), until=rng.choice((None, NOW)), cover=False),
            Revoked(device=rng.choice(known).id(), person=None, cut_offs=()),
            Revoked(device=None, person=person, cut_offs=()),
            InviteCancelled(invite=InviteId(b"i" * 16)),
            Left(person=person),
            Peers(other=person),
            Recovery(reader=rng.choice((READER, None))),
            Recovered(person=person),
            RoleChanged(person=person, role=rng.choice(tuple(Role))),
        ]
        return rng.choice(bodies)

    def picture(self, members: Members) -> list[object]:
        spaces = [own_space(p) for p in self.people] + [pair_space(p, q) for p in self.people for q in self.people]
        return [
            members.people,
            [members.devices_of(p) for p in self.people],
            [members.readers_of(s) for s in spaces],
            [members.people_of(s) for s in spaces],
            [members.spaces_of(p) for p in self.people],
            sorted(members.links, key=lambda link: (link.peer, link.supervisor)),
            members.policy,
            [members.recovery.reader_of(s) for s in spaces],
            list(members.recovery.uses),
        ]


@given(st.integers(0, 2**32), st.integers(1, 25))
def test_every_copy_of_a_chain_says_the_same_at_every_length(seed: int, steps: int) -> None:
    town = Town(seed)
    for _ in range(steps):
        town.step()
    chain = town.chain
    copy = Directory.empty(chain.root.fingerprint())
    for raw in chain.raw:
        copy.apply(raw, verify_all)
        n = copy.head[0]
        assert town.picture(copy.members) == town.picture(chain.directory.members_at(n))
        assert copy.head[1] == chain.directory.hash_at(n)
    assert [(e.n, e.verdict) for e in copy.ignored] == [(e.n, e.verdict) for e in chain.directory.ignored]


@given(st.integers(0, 2**32), st.integers(1, 25))
def test_a_probe_foretells_what_becomes_of_an_entry(seed: int, steps: int) -> None:
    town = Town(seed)
    for _ in range(steps):
        town.step()
    chain = town.chain
    copy = Directory.empty(chain.root.fingerprint())
    for raw in chain.raw:
        foretold = copy.probe(raw, verify_all)
        assert copy.apply(raw, verify_all).verdict is foretold.verdict


@given(st.integers(0, 2**32), st.integers(1, 25))
def test_readers_are_live_and_people_of_the_space_and_what_is_ignored_changes_nothing(seed: int, steps: int) -> None:
    town = Town(seed)
    directory = town.chain.directory
    for _ in range(steps):
        before, n = town.picture(directory.members), directory.head[0]
        town.step()
        new = [e for e in directory.ignored if e.n > n]
        if len(new) == directory.head[0] - n:
            assert town.picture(directory.members) == before
    members = directory.members
    for person in town.people:
        for space in members.spaces_of(person):
            for device in members.readers_of(space):
                known = members.person(device.person)
                assert known is not None
                assert known.is_active
                assert device.revoked_n is None
                assert device.person in members.people_of(space)
                assert members.may_use(device.id, space)


@given(st.integers(0, 2**32))
def test_no_device_ever_makes_a_reader_of_another_persons_space(seed: int) -> None:
    town = Town(seed)
    for _ in range(20):
        town.step()
    for effect in [e for e in _counted(town.chain.directory) if isinstance(e.body, Device | Paper)]:
        after = town.chain.directory.members_at(effect.n)
        signer = next(k for k in town.keys if k.id() == effect.entry.signer.id)
        owner = after.device(signer.id())
        made = effect.body
        assert isinstance(made, Device | Paper)
        added = after.device(device_id(made.keys.sign, made.keys.box))
        assert added is not None
        assert owner is not None
        assert added.person == owner.person


def _counted(directory: Directory) -> list[Effect]:
    return [e for e in directory.effects if e.verdict is Verdict.COUNTED]
