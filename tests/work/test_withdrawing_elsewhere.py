"""A no holds on the peer's other computers, whatever they did meanwhile, and with another peer."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.consent import Withdrawal
from peerdesk.domain.consent_vocabulary import RevokedHow
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import PersonId, RecordId, new_record_id
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual
from peerdesk.work.encounters import change_encounter, day, keep_encounter
from peerdesk.work.follow_ups import finish_follow_up
from peerdesk.work.handing_over import all_given, find_colleague, hand_over
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.taking_over import decline, offered, offers
from tests.support.hospital import Hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import TODAY
from tests.work.test_withdrawing import WHO, said, signed
from tests.work.two_peers import AGREED, Two
from tests.work.ward import NOTE


def on(vault: Vault, note: RecordId, reader: PersonId) -> bool:
    with vault.read() as tx:
        return any(one.reader == reader for one in tx.shared_items.given(note))


def test_a_share_on_one_computer_is_gone_once_it_hears_of_the_no_on_another(hospital: Hospital) -> None:
    both = TwoComputers(hospital)
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    note = both.note(handle=WHO, follow_up="0d")
    said(both.ward, do_not_contact=True)
    share(both.laptop, note, reader, clock())
    change_encounter(both.laptop, note, {"memory": "meanwhile"}, clock(), os.urandom)
    keep_encounter(both.laptop, replace(NOTE, follow_up="0d"), clock(), os.urandom)
    assert on(both.laptop, note, reader)
    for _ in range(2):
        both.meet()
    hospital.sync(both.tomas)
    assert review_queue(both.tomas) == ()
    for vault in (both.ward, both.laptop):
        assert not on(vault, note, reader)
        assert day(vault, TODAY.replace(year=2030)).follow_ups == ()
        with pytest.raises(NotAllowedError):
            share(vault, note, reader, clock())
    signed(both.ward)
    share(both.ward, note, reader, clock())
    both.meet()
    hospital.sync(both.tomas)
    assert [item.received.item.projection.handle for item in review_queue(both.tomas)] == [WHO]


def test_a_no_that_another_computer_did_not_know_of_holds_past_a_release_signed_meanwhile(hospital: Hospital) -> None:
    both = TwoComputers(hospital)
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    note = both.note(handle=WHO)
    said(both.ward)
    signed(both.laptop)
    both.meet()
    for vault in (both.ward, both.laptop):
        with pytest.raises(NotAllowedError):
            share(vault, note, reader, clock())
    signed(both.laptop)
    both.meet()
    share(both.ward, note, reader, clock())


def test_a_no_alone_makes_a_computer_look_at_the_copies_it_made_meanwhile(hospital: Hospital) -> None:
    """Also where it has looked at all copies already since its vault was opened, and nothing but the no comes in."""
    both = TwoComputers(hospital)
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    first, second = both.note(handle="Red Maple 4"), both.note(handle=WHO)
    share(both.laptop, first, reader, clock())
    both.meet()
    change_encounter(both.ward, first, {"memory": "another day"}, clock(), os.urandom)
    both.meet()
    said(both.ward)
    share(both.laptop, second, reader, clock())
    hospital.sync(both.ward)
    for _ in range(2):
        hospital.sync(both.laptop)
    assert not on(both.laptop, second, reader)
    assert on(both.laptop, first, reader)


def test_a_second_no_holds_past_a_release_that_names_only_the_first(hospital: Hospital) -> None:
    both = TwoComputers(hospital)
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    note = both.note(handle=WHO)
    said(both.ward)
    both.meet()
    signed(both.laptop)
    said(both.ward)
    both.meet()
    for vault in (both.ward, both.laptop):
        with pytest.raises(NotAllowedError):
            share(vault, note, reader, clock())


def test_what_was_offered_to_another_peer_and_is_not_theirs_yet_is_taken_back(hospital: Hospital) -> None:
    two = Two(hospital)
    planned = two.follow_up()
    two.hand(planned)
    two.meet()
    assert len(offers(two.ruth).waiting) == 1
    said(two.marisol)
    assert two.state() is HandoffState.TAKEN_BACK
    two.meet()
    assert offers(two.ruth).waiting == ()
    with pytest.raises(NotAllowedError):
        two.hand(planned)


@pytest.mark.parametrize("is_declined", [False, True])
def test_an_offer_of_a_done_follow_up_or_one_that_was_declined_does_not_stay_with_the_other(
    hospital: Hospital, is_declined: bool
) -> None:
    two = Two(hospital)
    planned = two.follow_up()
    handed = two.hand(planned)
    two.meet()
    if is_declined:
        decline(two.ruth, handed, clock(), os.urandom)
    else:
        finish_follow_up(two.marisol, planned)
    two.meet()
    said(two.marisol, do_not_contact=True)
    two.meet()
    with pytest.raises(NotFoundError):
        offered(two.ruth, handed)


def test_an_offer_made_where_the_no_was_not_heard_of_yet_is_taken_back_once_it_is(
    hospital: Hospital,
) -> None:
    both = TwoComputers(hospital)
    ruth = hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
    note = both.note(handle=WHO, follow_up="7d")
    both.meet()
    with both.laptop.read() as tx:
        planned = tx.follow_ups.of(note)[0].id
    said(both.ward, do_not_contact=True)
    hospital.sync(both.ward)
    hand_over(both.laptop, [(planned, AGREED)], find_colleague(both.laptop, "Ruth Lind"), clock(), os.urandom)
    for _ in range(2):
        for vault in (both.laptop, both.ward, ruth):
            hospital.sync(vault)
    assert offers(ruth).waiting == ()
    for vault in (both.ward, both.laptop):
        assert [one.state for one in all_given(vault)] == [HandoffState.TAKEN_BACK]
        assert not hospital.sync(vault).changes


def test_an_offer_that_has_not_left_when_the_no_is_heard_never_leaves(hospital: Hospital) -> None:
    two = Two(hospital)
    two.hand(two.follow_up())
    no = Withdrawal(
        id=new_record_id(clock(), os.urandom),
        individual=find_individual(two.marisol, WHO),
        said_on=TODAY,
        how=RevokedHow.SAID,
        do_not_contact=False,
    )
    with two.marisol.write() as tx:
        tx.consents.withdraw(no)
    two.meet()
    given = all_given(two.marisol)[0]
    assert given.state is HandoffState.TAKEN_BACK
    with two.marisol.read() as tx:
        assert not tx.handovers.is_proved(given.handover)
