"""What a hostile peer can do with the space that they opened with another one: offer, and nothing else."""

import os
from datetime import date
from typing import Any

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.vault.vault import Vault
from peerdesk.wire.directory_body import Peers
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.ids import own_space, pair_space
from peerdesk.work.attention import needs
from peerdesk.work.encounters import day, encounter_page
from peerdesk.work.handing_over import all_given, find_colleague, hand_over, waiting
from peerdesk.work.supervision import review_queue
from peerdesk.work.taking_over import MOST_OFFERS, accept, offers
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import Rogue, comment_plain, person_of
from tests.server.hospital import some_id
from tests.support.hospital import clock
from tests.work.two_peers import AGREED

OFFER: dict[str, Any] = {"due": "2026-11-28", "prompt": "a line", "agreed": True}
MINUTE = "2026-11-21T14:20:00+00:00"


def offer_plain(**changes: object) -> bytes:
    return to_plain(RecordKind.HANDOFF, edited((), OFFER | changes))


def answer_plain(about: bytes, answer: str = "accepted") -> bytes:
    said = {"about": about, "answer": answer, "answered_at": MINUTE}
    return to_plain(RecordKind.HANDOFF_ANSWER, edited((), said))


def handed(ward: Ward) -> bytes:
    """Let Devon offer a follow-up to Ana, and return the offer's id."""
    with ward.devon.read() as tx:
        mine = tx.follow_ups.of(ward.note_shared)[0].id
    hand_over(ward.devon, [(mine, AGREED)], find_colleague(ward.devon, "Ana Ruiz"), clock(), os.urandom)
    both_sync(ward)
    return all_given(ward.devon)[0].handover.handoff


def both_sync(ward: Ward) -> None:
    for vault in (ward.devon, ward.ana, ward.devon):
        ward.hospital.sync(vault)


def ana_writes(ward: Ward) -> Rogue:
    """Let Ana use a program of her own, once the two have a space and she has a key in it."""
    offers_of_ana = ward.rogue(ward.ana, ward.devon)
    offers_of_ana.push(offers_of_ana.epoch(offers_of_ana.directory.members.readers_of(offers_of_ana.pair)))
    ward.hospital.sync(ward.ana)
    return offers_of_ana


def notes(vault: Vault) -> object:
    return [row.id for row in encounter_page(vault)], day(vault, date.max)


def test_an_offer_changes_nothing_of_whoever_gets_it_until_they_accept(ward: Ward) -> None:
    handed(ward)
    ana, before = ana_writes(ward), notes(ward.devon)
    ana.push(ana.sealed(offer_plain(handle="Blue Heron 27")))
    ward.hospital.sync(ward.devon)
    assert [one.name for one in offers(ward.devon).waiting] == ["Ana Ruiz"]
    assert notes(ward.devon) == before


def test_an_offer_without_the_persons_permission_is_set_apart_and_shown(ward: Ward) -> None:
    handed(ward)
    ana = ana_writes(ward)
    ana.push(ana.sealed(to_plain(RecordKind.HANDOFF, edited((), {"due": "2026-11-28", "prompt": "x"}))))
    ward.hospital.sync(ward.devon)
    assert offers(ward.devon).waiting == ()
    assert [one.reason for one in needs(ward.devon)] == ["unreadable_field"]


def test_whoever_floods_hides_nothing_of_the_others_and_it_is_said_how_much_there_is(ward: Ward) -> None:
    ruth = ward.hospital.join("Ruth Lind", supervisor="Tomas Okafor")
    handed(ward)
    ana = ana_writes(ward)
    ana.push(*(ana.sealed(offer_plain(prompt=f"number {n}", due="2026-01-01")) for n in range(MOST_OFFERS + 30)))
    ward.hospital.sync(ward.devon)
    planned = FollowUp(id=RecordId(b"f" * 16), due=date(2026, 11, 28), encounter=None, individual=None)
    with ruth.write() as tx:
        tx.follow_ups.put(planned)
    hand_over(ruth, [(planned.id, AGREED)], find_colleague(ruth, "Devon Achebe"), clock(), os.urandom)
    for vault in (ruth, ward.devon):
        ward.hospital.sync(vault)
    shown = offers(ward.devon)
    assert len([one for one in shown.waiting if one.name == "Ana Ruiz"]) == MOST_OFFERS
    assert [one.name for one in shown.waiting if one.name != "Ana Ruiz"] == ["Ruth Lind"]
    assert shown.more == (("Ana Ruiz", 30),)
    assert [one.handle for one in waiting(ward.devon)] == ["Blue Heron 27"]


def test_nobody_forges_an_owner_in_the_space_of_two_peers(ward: Ward) -> None:
    about = handed(ward)
    ana, devon = ana_writes(ward), person_of(ward.devon)
    forged = ana.sealed(offer_plain(), owner=devon)
    over_it = ana.sealed(offer_plain(prompt="changed"), owner=devon, record=about)
    assert [one.refusal for one in ana.push(forged, over_it)] == [Refusal.NOT_OWNER] * 2
    both_sync(ward)
    assert all_given(ward.devon)[0].handover.offer.prompt == AGREED.prompt
    assert offers(ward.devon).waiting == ()


def test_the_giver_cannot_answer_in_the_name_of_the_other(ward: Ward) -> None:
    about = handed(ward)
    devon = ward.rogue(ward.devon, ward.ana)
    devon.push(devon.sealed(answer_plain(about)))
    both_sync(ward)
    assert all_given(ward.devon)[0].state is HandoffState.SENT
    assert [one.handoff.id for one in offers(ward.ana).waiting] == [about]


def test_a_third_person_answers_nothing_by_knowing_the_id(ward: Ward) -> None:
    about = handed(ward)
    ruth = ward.hospital.join("Ruth Lind", supervisor="Tomas Okafor")
    ward.rogue(ruth).say(Peers(other=person_of(ward.devon)))
    ward.hospital.sync(ruth)
    rogue = ward.rogue(ruth, ward.devon)
    rogue.push(rogue.epoch(rogue.directory.members.readers_of(rogue.pair)))
    ward.hospital.sync(ruth)
    rogue.push(rogue.sealed(answer_plain(about)))
    both_sync(ward)
    assert all_given(ward.devon)[0].state is HandoffState.SENT


def test_a_key_for_a_third_person_is_refused_by_the_server_and_by_the_other_peer(ward: Ward) -> None:
    handed(ward)
    ana = ana_writes(ward)
    members = ana.directory.members
    with_tomas = (*members.readers_of(ana.pair), *members.devices_of(person_of(ward.tomas)))
    with pytest.raises(ServerRefusedError):
        ana.push(ana.epoch(sorted(with_tomas, key=lambda one: one.id)))
    assert ana.push(ana.epoch(members.readers_of(ana.pair)[:1]))
    ward.hospital.sync(ward.devon)
    assert "bad_readers" in [one.reason for one in needs(ward.devon)]


def test_nobody_opens_a_space_for_two_others_or_with_a_supervisor(ward: Ward) -> None:
    ana = ward.rogue(ward.ana)
    for other in (ana.person, person_of(ward.tomas), some_id()):
        with pytest.raises(ServerRefusedError):
            ana.say(Peers(other=other))
    with pytest.raises(ServerRefusedError):
        ward.rogue(ward.tomas).say(Peers(other=ana.person))


def test_a_space_with_a_peer_opens_nothing_else_of_theirs(ward: Ward) -> None:
    handed(ward)
    ana = ana_writes(ward)
    for space in (own_space(person_of(ward.devon)), pair_space(person_of(ward.devon), person_of(ward.tomas))):
        with pytest.raises(ServerRefusedError):
            ana.frames(space)


def test_a_peer_is_no_supervisor_to_another_and_a_supervisor_hands_nothing_over(ward: Ward) -> None:
    handed(ward)
    ana, tomas = ana_writes(ward), ward.rogue(ward.tomas, ward.devon)
    copy = {"happened_on": "2026-11-21", "setting": "ed", "mode": "in_person", "outcome": "met", "memory": "mine"}
    ana.push(ana.sealed(comment_plain()), ana.sealed(to_plain(RecordKind.SHARED_ENCOUNTER, edited((), copy))))
    tomas.push(tomas.sealed(offer_plain()))
    ward.hospital.sync(ward.devon)
    assert offers(ward.devon).waiting == ()
    assert review_queue(ward.devon) == ()
    (need,) = (one for one in needs(ward.devon) if one.reason == "bad_content")
    assert need.number == 3


def test_an_erase_of_what_was_accepted_takes_nothing_from_whoever_accepted(ward: Ward) -> None:
    about = handed(ward)
    accept(ward.ana, offers(ward.ana).waiting[0].handoff.id, clock(), os.urandom)
    both_sync(ward)
    given = all_given(ward.devon)[0].handover
    assert given.handoff == about
    with ward.devon.write() as tx:
        tx.handovers.withdraw(given)
    both_sync(ward)
    ward.hospital.sync(ward.ana)
    with ward.ana.read() as tx:
        assert tx.handovers.offered(1) == ()
    assert [one.handle for one in waiting(ward.ana)] == ["Blue Heron 27"]
