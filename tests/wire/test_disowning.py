"""Only the root takes back what an officer said: nobody else's word undoes a revocation or a membership."""

import pytest

from peerdesk.crypto.identity import DeviceKeys, OfficerKey
from peerdesk.wire.directory_body import Device, Officer, OfficerRevoked, Revoked
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, YEAR, Chain


def test_a_stolen_computer_cannot_take_its_own_revocation_back() -> None:
    chain = Chain()
    peer, stolen = chain.add(), DeviceKeys.generate()
    chain.say_device(Device(keys=stolen.public(), sealed_label=b"l"), peer.keys)
    revoked = chain.say_officer(Revoked(device=stolen.id(), person=None, cut_offs=()))
    claim = OfficerRevoked(officer=chain.officer.id(), last_good_n=revoked.n - 1)
    assert chain.say_device(claim, stolen).verdict is Verdict.UNENTITLED
    assert not chain.directory.members.is_live(stolen.id())
    assert not chain.directory.members_at(chain.directory.head[0]).is_live(stolen.id())


@pytest.mark.parametrize("by", ["device", "officer"])
def test_whoever_is_not_the_root_disowns_no_officer_not_even_when_the_chain_is_read_again(by: str) -> None:
    chain = Chain()
    peer, second = chain.add(), OfficerKey.generate()
    claim = OfficerRevoked(officer=chain.officer.id(), last_good_n=0)
    chain.say_root(Officer(public=second.signer().public, expires=NOW + YEAR))
    effect = chain.say_device(claim, peer.keys) if by == "device" else chain.say_officer(claim, officer=second)
    assert effect.verdict is Verdict.UNENTITLED
    assert chain.directory.members.is_live(peer.device)
    # The root's own word about somebody else has the whole chain read again.
    chain.say_root(OfficerRevoked(officer=second.id(), last_good_n=chain.directory.head[0]))
    assert chain.directory.members.is_live(peer.device)
