"""What is handed over reaches an older PeerDesk unread, and every computer of a peer once it is up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peerdesk.domain.handover import HandoffState
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import CONSENTS
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.handing_over import all_given, find_colleague, hand_over, take_back, waiting
from peerdesk.work.taking_over import accept, offers
from tests.support.hospital import Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.vectors.payload.make import handed_over
from tests.work.two_peers import AGREED


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before follow-ups could be handed over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", CONSENTS)
        yield


class Peers:
    """A peer with two computers, a follow-up, and a colleague."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.both = TwoComputers(hospital)
        self.ruth = hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
        self.both.note(handle="Blue Heron 27", follow_up="7d")
        self.both.meet()

    def hand(self) -> bytes:
        mine, ruth = waiting(self.both.ward)[0].follow_up.id, find_colleague(self.both.ward, "Ruth Lind")
        hand_over(self.both.ward, [(mine, AGREED)], ruth, clock(), os.urandom)
        self.sync(self.both.ward, self.ruth)
        return all_given(self.both.ward)[0].handover.handoff

    def accept(self) -> None:
        accept(self.ruth, offers(self.ruth).waiting[0].handoff.id, clock(), os.urandom)
        self.sync(self.ruth)

    def sync(self, *vaults: Vault) -> None:
        for vault in vaults:
            self.hospital.sync(vault)


@pytest.fixture
def peers(tmp_path: Path) -> Iterator[Peers]:
    with a_hospital(tmp_path) as hospital:
        yield Peers(hospital)


@pytest.mark.parametrize("kind", sorted(handed_over()))
def test_an_older_peerdesk_keeps_what_is_handed_over_for_later(kind: str) -> None:
    stamp = payload.Stamp(b"n" * 16, b"t" * 8, 1)
    with older(), pytest.raises(SetAsideError) as caught:
        payload.from_plain(handed_over()[kind], revision=b"v" * 32, parents=(), stamp=stamp)
    assert caught.value.reason is Reason.NEWER


def test_whoever_has_an_older_one_sees_the_offer_after_the_update(peers: Peers) -> None:
    with older():
        peers.hand()
        peers.sync(peers.ruth)
    peers.sync(peers.ruth)
    assert [one.handoff.offer.prompt for one in offers(peers.ruth).waiting] == [AGREED.prompt]


def test_every_computer_of_the_giver_comes_to_the_same(peers: Peers) -> None:
    peers.hand()
    with older():
        peers.sync(peers.both.laptop)
    assert [one.reason for one in needs(peers.both.laptop)] == [Reason.NEWER.value]
    peers.accept()
    peers.both.meet()
    peers.both.meet()
    for vault in (peers.both.ward, peers.both.laptop):
        assert [one.state for one in all_given(vault)] == [HandoffState.ACCEPTED]
        assert waiting(vault) == ()
        assert needs(vault) == ()


def test_what_one_computer_takes_back_is_taken_back_on_the_other(peers: Peers) -> None:
    handed = peers.hand()
    peers.both.meet()
    take_back(peers.both.laptop, all_given(peers.both.laptop)[0].handover.handoff)
    assert all_given(peers.both.laptop)[0].handover.handoff == handed
    peers.both.meet()
    peers.sync(peers.ruth)
    assert offers(peers.ruth).waiting == ()
    assert [one.state for one in all_given(peers.both.ward)] == [HandoffState.TAKEN_BACK]
    assert [one.handed_to for one in waiting(peers.both.ward)] == [""]
