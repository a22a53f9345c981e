"""What a revoked computer wrote counts as far as a live computer of its person says; nobody else adds to it."""

from collections.abc import Callable

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.wire.directory_body import CutOff, Device, Revoked
from peerdesk.wire.ids import RunId, own_space
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import Chain, Member

RUN = RunId(b"r" * 8)
OTHER_RUN = RunId(b"s" * 8)


class Lost:
    """A peer whose second computer an officer has revoked, without counters."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.peer = self.chain.add()
        self.laptop = DeviceKeys.generate()
        self.chain.say_device(Device(keys=self.laptop.public(), sealed_label=b"l"), self.peer.keys)
        assert self.chain.say_officer(self.says()).verdict is Verdict.COUNTED

    def says(self, **upto: int) -> Revoked:
        runs = {"r": RUN, "s": OTHER_RUN}
        space = own_space(self.peer.person)
        cuts = tuple(CutOff(space=space, run=runs[run], n=n) for run, n in upto.items())
        return Revoked(device=self.laptop.id(), person=None, cut_offs=cuts)

    def counted(self, run: RunId = RUN) -> int:
        members, space = self.chain.directory.members, own_space(self.peer.person)
        return max((n for n in range(1, 12) if members.counts(self.laptop.id(), space, run, n)), default=0)


def test_another_computer_of_the_person_lets_more_count_and_never_less() -> None:
    lost = Lost()
    assert lost.counted() == 0
    assert lost.chain.say_device(lost.says(r=7), lost.peer.keys).verdict is Verdict.COUNTED
    assert (lost.counted(), lost.counted(OTHER_RUN)) == (7, 0)
    assert lost.chain.say_device(lost.says(r=3, s=2), lost.peer.keys).verdict is Verdict.COUNTED
    assert (lost.counted(), lost.counted(OTHER_RUN)) == (7, 2)
    assert lost.chain.say_device(lost.says(r=7, s=1), lost.peer.keys).verdict is Verdict.REPEATED
    assert not lost.chain.directory.members.is_live(lost.laptop.id())


def test_so_does_the_sheet() -> None:
    lost = Lost()
    assert lost.chain.say_device(lost.says(r=4), lost.peer.paper).verdict is Verdict.COUNTED
    assert lost.counted() == 4


@pytest.mark.invariant(32)
@pytest.mark.parametrize("who", [lambda lost: lost.laptop, lambda lost: lost.chain.add().keys])
def test_neither_the_revoked_one_nor_anybody_else_adds_to_it(who: Callable[[Lost], DeviceKeys]) -> None:
    lost = Lost()
    assert lost.chain.say_device(lost.says(r=9), who(lost)).verdict is Verdict.UNENTITLED
    assert lost.chain.say_officer(lost.says(r=9)).verdict is Verdict.REPEATED
    assert lost.counted() == 0


def test_keys_of_a_second_invite_that_nobody_signed_for_add_nothing() -> None:
    lost = Lost()
    again: Member = lost.chain.join(lost.chain.invite(person=lost.peer.person))[0]
    assert lost.chain.say_device(lost.says(r=9), again.keys).verdict is Verdict.UNENTITLED
    assert lost.counted() == 0


@pytest.mark.invariant(32)
def test_neither_an_officer_nor_the_computer_itself_says_how_far_it_counts() -> None:
    chain = Chain()
    peer = chain.add()
    space = own_space(peer.person)
    cut = CutOff(space=space, run=RUN, n=2**40)
    for by_officer in (True, False):
        laptop = DeviceKeys.generate()
        chain.say_device(Device(keys=laptop.public(), sealed_label=b"l"), peer.keys)
        body = Revoked(device=laptop.id(), person=None, cut_offs=(cut,))
        said = chain.say_officer(body) if by_officer else chain.say_device(body, laptop)
        assert said.verdict is Verdict.COUNTED
        assert not chain.directory.members.is_live(laptop.id())
        assert not chain.directory.members.counts(laptop.id(), space, RUN, 1)


def test_keys_that_were_revoked_while_they_waited_are_nobodys_once_all_others_are() -> None:
    chain = Chain()
    peer = chain.add()
    waiting = chain.join(chain.invite(person=peer.person))[0]
    for device in (waiting.device, peer.device, peer.paper.id()):
        chain.say_officer(Revoked(device=device, person=None, cut_offs=()))
    known = {one.id: one.vouched for one in chain.directory.members.devices_of(peer.person)}
    assert known == {peer.device: True, peer.paper.id(): True, waiting.device: False, waiting.paper.id(): True}


def test_keys_that_waited_when_everything_of_a_person_was_revoked_are_nobodys_either() -> None:
    chain = Chain()
    peer = chain.add()
    waiting = chain.join(chain.invite(person=peer.person))[0]
    chain.say_officer(Revoked(device=None, person=peer.person, cut_offs=()))
    chain.join(chain.invite(person=peer.person))
    known = {one.id: one.vouched for one in chain.directory.members.devices_of(peer.person)}
    assert [known[one] for one in (peer.device, waiting.device, waiting.paper.id())] == [True, False, False]
