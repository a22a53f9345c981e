"""How something handed over comes to its end: taken back, declined, or theirs."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.handover import Answer, HandoffState, TheirsNowError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import reading
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual
from peerdesk.work.encounters import change_encounter, day, keep_encounter
from peerdesk.work.handing_over import all_given, take_back, waiting
from peerdesk.work.role_change import change_role
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.taking_over import accept, decline, offered, offers, taken_over
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import clock
from tests.work.office import Office
from tests.work.two_peers import AGREED, Two, two_peers
from tests.work.ward import NOTE

LATER = date.max


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def test_taking_back_works_until_it_was_accepted_and_is_seen_to_be_gone(two: Two) -> None:
    handed = two.hand(two.follow_up())
    two.meet()
    take_back(two.marisol, handed)
    assert two.state() is HandoffState.TAKEN_BACK
    assert all_given(two.marisol)[0].removed_at is None
    two.meet()
    assert offers(two.ruth).waiting == ()
    two.meet()
    assert all_given(two.marisol)[0].removed_at is not None
    with pytest.raises(NotFoundError):
        accept(two.ruth, handed, clock(), os.urandom)
    again = two.hand(waiting(two.marisol)[0].follow_up.id)
    two.meet()
    assert [one.handoff.id for one in offers(two.ruth).waiting] == [again]


def test_what_never_left_is_taken_back_without_a_trace(two: Two) -> None:
    take_back(two.marisol, two.hand(two.follow_up()))
    two.meet()
    assert offers(two.ruth).waiting == ()
    assert two.state() is HandoffState.TAKEN_BACK


def test_after_they_accepted_it_is_theirs_and_is_not_taken_back(two: Two) -> None:
    handed = two.hand(two.follow_up())
    two.meet()
    accept(two.ruth, handed, clock(), os.urandom)
    two.hospital.sync(two.ruth)
    two.hospital.sync(two.marisol)
    with pytest.raises(TheirsNowError):
        take_back(two.marisol, handed)
    assert waiting(two.marisol) == ()
    assert day(two.marisol, LATER).follow_ups == ()
    assert [one.handle for one in day(two.ruth, LATER).follow_ups] == ["Blue Heron 27"]


def test_whoever_took_it_back_while_the_other_accepted_hears_that_it_is_theirs(two: Two) -> None:
    handed = two.hand(two.follow_up())
    two.meet()
    accept(two.ruth, handed, clock(), os.urandom)
    take_back(two.marisol, handed)
    for vault in (two.marisol, two.ruth, two.marisol, two.ruth):
        two.hospital.sync(vault)
    assert two.state() is HandoffState.ACCEPTED
    assert waiting(two.marisol) == ()
    (taken,) = taken_over(two.ruth)
    assert taken.handover.offer.prompt == AGREED.prompt
    assert [one.handle for one in waiting(two.ruth)] == ["Blue Heron 27"]


def test_declined_it_stays_with_the_giver_who_may_offer_it_again(two: Two) -> None:
    mine = two.follow_up()
    handed = two.hand(mine)
    two.meet()
    decline(two.ruth, handed, clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        accept(two.ruth, handed, clock(), os.urandom)
    assert offered(two.ruth, handed).answer is Answer.DECLINED
    for vault in (two.ruth, two.marisol):
        two.hospital.sync(vault)
    assert two.state() is HandoffState.DECLINED
    assert [one.follow_up.id for one in waiting(two.marisol)] == [mine]
    assert waiting(two.ruth) == ()
    two.hand(mine)


def test_what_waits_for_somebody_who_has_left_is_said_to_and_is_taken_back(two: Two) -> None:
    handed = two.hand(two.follow_up())
    assert all_given(two.marisol)[0].is_here
    two.leaves(two.ruth)
    assert not two.hospital.sync(two.marisol).proof
    (given,) = all_given(two.marisol)
    assert (given.state, given.is_here) == (HandoffState.WAITING, False)
    take_back(two.marisol, handed)
    assert two.hospital.sync(two.marisol).proof


@pytest.mark.parametrize("is_late", [False, True])
def test_a_peer_who_becomes_the_supervisor_of_the_other_reads_what_is_shared(
    two: Two, monkeypatch: pytest.MonkeyPatch, is_late: bool
) -> None:
    """Late: what an older PeerDesk had set apart is opened after the update."""
    two.hand(two.follow_up())
    two.meet()
    office = Office(two.hospital)
    change_role(office.ask("Ruth Lind"), Role.SUPERVISOR)
    office.assign("Marisol Vega", "Ruth Lind")
    two.meet()
    note = keep_encounter(two.marisol, NOTE, clock(), os.urandom).id
    share(two.marisol, note, find_reader(two.marisol, "Ruth Lind", clock()), clock())
    with monkeypatch.context() as older:
        if is_late:
            older.setattr(reading, "are_both", lambda *_: False)
            older.setattr(reading, "are_peers", lambda *_: True)
        two.meet()
        assert bool(review_queue(two.ruth)) is not is_late
    two.hospital.sync(two.ruth)
    assert [one.received.item.projection.setting for one in review_queue(two.ruth)] == [NOTE.setting]
    with two.ruth.read() as tx:
        assert tx.heaps.set_apart() == ()


def asks_away(vault: Vault, handle: str = "Blue Heron 27", **wish: bool) -> None:
    withdraw(vault, find_individual(vault, handle), Wish(**wish), clock(), os.urandom)  # type: ignore[arg-type]


def of_a_note_named_later(two: Two) -> RecordId:
    """Return a follow-up of nobody in particular, whose note has got a name since."""
    draft = EncounterDraft(setting="ed", outcome="met", support=("time",), follow_up="7d")
    note = keep_encounter(two.marisol, draft, clock(), os.urandom).id
    change_encounter(two.marisol, note, {"handle": "Blue Heron 27"}, clock(), os.urandom)
    with two.marisol.read() as tx:
        return tx.follow_ups.of(note)[0].id


@pytest.mark.parametrize(("wish", "action"), [("do_not_contact", "no_contact"), ("stop_follow_ups", "withdrawn")])
def test_a_note_that_got_their_name_after_their_no_is_handed_to_nobody(two: Two, wish: str, action: str) -> None:
    two.follow_up()
    asks_away(two.marisol, **{wish: True})
    with pytest.raises(NotAllowedError) as refused:
        two.hand(of_a_note_named_later(two))
    assert refused.value.action == action
    assert all_given(two.marisol) == ()


def test_whoever_was_asked_not_to_contact_somebody_does_not_take_them_over(two: Two) -> None:
    accept(two.ruth, handed_to_ruth(two), clock(), os.urandom)
    asks_away(two.ruth, do_not_contact=True)
    again = handed_to_ruth(two)
    for handle in ("", "blue heron 27"):
        with pytest.raises(NotAllowedError) as refused:
            accept(two.ruth, again, clock(), os.urandom, handle=handle)
        assert refused.value.action == "asked_away"
    decline(two.ruth, again, clock(), os.urandom)
    two.meet()
    assert two.state() is HandoffState.DECLINED


def handed_to_ruth(two: Two) -> RecordId:
    handed = two.hand(two.follow_up())
    two.meet()
    return handed
