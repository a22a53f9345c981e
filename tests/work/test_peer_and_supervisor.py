"""Somebody who is both a peer and a supervisor has two vaults in one home, and nothing goes from one to the other."""

import os
from dataclasses import replace
from pathlib import Path

from peerdesk.domain.vocabulary import Role
from peerdesk.vault.places import find_vaults
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.work.test_taking_back import everything_in
from tests.work.ward import NOTE, Pair

TOMAS, AS_A_PEER = "Tomas Okafor", "Tomas Okafor, peer"
OWN, SHARED = "zebra-own-5541", "zebra-shared-5542"


def test_the_two_vaults_of_one_person_never_mix(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        peer = hospital.start(hospital.invite(AS_A_PEER, Role.PEER), home=TOMAS).vault
        assert [place.display_name for place in find_vaults(tmp_path / "homes" / TOMAS)] == [TOMAS, AS_A_PEER]
        own = keep_encounter(peer, replace(NOTE, handle=OWN, memory=OWN), clock(), os.urandom).id
        given = pair.note(replace(NOTE, handle=SHARED))
        share(pair.devon, given, pair.reader, clock())
        for vault in (peer, pair.devon, pair.tomas, peer):
            assert hospital.sync(vault).proof
        assert [one.received.item.projection.handle for one in review_queue(pair.tomas)] == [SHARED]
        assert OWN not in everything_in(pair.tomas)
        assert SHARED not in everything_in(peer)
        assert [row.id for row in encounter_page(peer)] == [own]
        assert review_queue(peer) == ()
        assert encounter_page(pair.tomas) == ()
        # Each has a person, a computer and keys of its own, and as a peer they do not supervise themselves.
        with peer.read() as one, pair.tomas.read() as other:
            assert one.person != other.person
            assert one.identity.get().device != other.identity.get().device
        assert readers(peer, clock()) == ()
        assert peer.subkey("device-keys") != pair.tomas.subkey("device-keys")
