"""Referrals: two answers, nothing lost on the way, and how to find somebody goes when it has to go."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, TextTooLongError
from peerdesk.domain.handover import HandoffState
from peerdesk.domain.ids import RecordId
from peerdesk.domain.offered import NotOfferedError
from peerdesk.domain.referral import ReferralDraft, response_time
from peerdesk.domain.referral_vocabulary import ReferralState, ResponseTime
from peerdesk.domain.vocabulary import Role, Setting
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.follow_up_list import follow_up_list
from peerdesk.work.handing_over import all_given, find_colleague, take_back, waiting
from peerdesk.work.referrals import (
    add_referral,
    answer_referral,
    edit_referral,
    keep_referral_draft,
    one_referral,
    pass_referral,
    referral_draft,
    referral_list,
    reopen_referral,
)
from peerdesk.work.taking_over import accept, decline, offers
from peerdesk.work.whereabouts import let_whereabouts_go
from tests.support.hospital import a_hospital, clock
from tests.support.residue import clear_bytes
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import a_vault
from tests.work.two_peers import SECRET, Two, two_peers

BED = "Bed 12, by the window, called Nico"
DRAFT = ReferralDraft(place="ed", how_to_find=BED)
HOUR = 3600.0


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


@pytest.fixture
def peers(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def add(vault: Vault, draft: ReferralDraft = DRAFT) -> RecordId:
    return add_referral(vault, draft, clock(), os.urandom)[0]


def answer(vault: Vault, record: RecordId, state: ReferralState, minutes: int = 0) -> None:
    answer_referral(vault, record, state, clock() + timedelta(minutes=minutes))


def words(vault: Vault, record: RecordId) -> str:
    return one_referral(vault, record).how_to_find


def kept_anywhere(vault: Vault) -> int:
    """Return how many records say how to find somebody, those set aside for a decision among them."""
    with vault.read() as tx:
        driver = driver_of(tx._connection)
        rows = driver.execute("SELECT count(*) FROM whereabouts").fetchone()[0]
        return int(rows + driver.execute("SELECT count(*) FROM set_aside").fetchone()[0])


def passed(peers: Two) -> RecordId:
    record, ruth = add(peers.marisol), find_colleague(peers.marisol, "Ruth Lind")
    pass_referral(peers.marisol, record, ruth, "Waits for somebody", clock(), os.urandom, agreed=True)
    return record


def test_two_answers_are_enough_and_it_waits(vault: Vault) -> None:
    record = add(vault)
    (one,) = referral_list(vault)
    assert (one.referral.id, one.referral.place, one.how_to_find, one.is_mine) == (record, Setting.ED, BED, True)
    assert one.received_at is not None
    assert abs(one.received_at - clock()) < timedelta(minutes=5)


def test_what_cannot_be_kept_keeps_nothing_at_all(vault: Vault) -> None:
    for draft, error in (
        (ReferralDraft(place="ed"), MissingAnswerError),
        (ReferralDraft(how_to_find=BED), MissingAnswerError),
        (ReferralDraft(place="ed", how_to_find="x" * 121), TextTooLongError),
        (ReferralDraft(place="ed", how_to_find=BED, reason="after_overdose"), NotOfferedError),
    ):
        with pytest.raises(error):
            add(vault, draft)
    assert referral_list(vault) == ()
    assert kept_anywhere(vault) == 0


@pytest.mark.parametrize("end", [ReferralState.MET, ReferralState.DECLINED, ReferralState.CLOSED])
def test_how_to_find_them_goes_with_the_end_and_a_try_ends_nothing(vault: Vault, end: ReferralState) -> None:
    record = add(vault)
    answer(vault, record, ReferralState.TRIED, minutes=20)
    assert (words(vault, record), one_referral(vault, record).is_mine) == (BED, True)
    answer(vault, record, end, minutes=50)
    assert (words(vault, record), kept_anywhere(vault)) == ("", 0)
    assert one_referral(vault, record).referral.response is ResponseTime.FROM_15
    reopen_referral(vault, record, BED, clock(), os.urandom)
    assert (words(vault, record), one_referral(vault, record).is_mine) == (BED, True)


@given(st.integers(-(10**6), 10**6))
def test_a_response_is_one_of_five_quarters_whatever_the_clocks_say(minutes: int) -> None:
    assert response_time(timedelta(minutes=minutes)) is tuple(ResponseTime)[min(max(minutes // 15, 0), 4)]


def test_what_stands_in_the_form_survives_and_goes_once_it_is_kept(vault: Vault) -> None:
    begun = ReferralDraft(place="ed", how_to_find="Bed 1", source="ed_nurse")
    keep_referral_draft(vault, begun)
    assert referral_draft(vault) == begun
    add(vault)
    assert referral_draft(vault) is None
    keep_referral_draft(vault, begun)
    keep_referral_draft(vault, ReferralDraft(place="ed"))
    assert referral_draft(vault) is None


def test_new_words_take_the_place_of_the_old_ones_which_go(vault: Vault) -> None:
    record = add(vault)
    edit_referral(vault, record, ReferralDraft(place="inpatient", how_to_find="Bed 14"), clock(), os.urandom)
    one = one_referral(vault, record)
    assert (one.how_to_find, one.referral.place, kept_anywhere(vault)) == ("Bed 14", Setting.INPATIENT, 1)


def test_three_days_take_it_only_once_the_clock_has_said_so_for_an_hour(vault: Vault) -> None:
    record, now = add(vault), clock()
    after = now + timedelta(hours=73)
    let_whereabouts_go(vault, now, 0.0)
    let_whereabouts_go(vault, now + timedelta(hours=71), 1 * HOUR)
    assert words(vault, record) == BED
    let_whereabouts_go(vault, after, 2 * HOUR)
    let_whereabouts_go(vault, after, 2 * HOUR + 1800)
    assert words(vault, record) == BED
    changes = let_whereabouts_go(vault, after, 3 * HOUR)
    assert (words(vault, record), kept_anywhere(vault), bool(changes)) == ("", 0, True)
    assert one_referral(vault, record).is_mine


def test_a_clock_that_is_wrong_for_a_moment_takes_nothing(vault: Vault) -> None:
    record, now = add(vault), clock()
    let_whereabouts_go(vault, now, 0.0)
    let_whereabouts_go(vault, now + timedelta(days=400), 60.0)
    let_whereabouts_go(vault, now, 120.0)
    let_whereabouts_go(vault, now + timedelta(days=400), 3 * HOUR)
    let_whereabouts_go(vault, now, 4 * HOUR)
    assert words(vault, record) == BED


def test_a_clock_that_was_years_ahead_at_first_keeps_nothing_for_ever(vault: Vault) -> None:
    record, now = add(vault), clock()
    let_whereabouts_go(vault, now + timedelta(days=3650), 0.0)
    let_whereabouts_go(vault, now, 71 * HOUR)
    assert words(vault, record) == BED
    let_whereabouts_go(vault, now, 72 * HOUR)
    assert (words(vault, record), kept_anywhere(vault)) == ("", 0)


def test_it_travels_among_own_computers_and_its_end_takes_it_from_both(computers: TwoComputers) -> None:
    record = add(computers.ward)
    computers.meet()
    assert words(computers.laptop, record) == BED
    answer(computers.laptop, record, ReferralState.MET)
    computers.meet()
    for vault in (computers.ward, computers.laptop):
        assert (words(vault, record), kept_anywhere(vault)) == ("", 0)
        assert one_referral(vault, record).referral.state is ReferralState.MET
        vault.tidy()
        assert BED.encode() not in clear_bytes(vault)["file"]
    assert needs(computers.ward) == ()


def test_words_that_one_computer_wrote_beside_the_end_of_another_go_as_well(computers: TwoComputers) -> None:
    record = add(computers.ward)
    computers.meet()
    answer(computers.ward, record, ReferralState.MET)
    edit_referral(computers.laptop, record, ReferralDraft(place="ed", how_to_find="Bed 99"), clock(), os.urandom)
    computers.meet()
    for vault in (computers.ward, computers.laptop):
        let_whereabouts_go(vault, clock(), 0.0)
    computers.meet()
    for vault in (computers.ward, computers.laptop):
        assert (words(vault, record), kept_anywhere(vault)) == ("", 0)


def test_another_peer_sees_where_and_the_one_line_and_never_how_to_find_them(peers: Two) -> None:
    record = passed(peers)
    assert (words(peers.marisol, record), follow_up_list(peers.marisol), waiting(peers.marisol)) == (BED, (), ())
    peers.meet()
    (offer,) = offers(peers.ruth).waiting
    said = offer.handoff.offer
    assert (said.place, said.prompt, said.handle) == (Setting.ED, "Waits for somebody", "")
    assert kept_anywhere(peers.ruth) == 0
    accept(peers.ruth, offer.handoff.id, clock(), os.urandom)
    peers.meet()
    peers.meet()
    one = one_referral(peers.marisol, record)
    assert (one.passed_to, one.passed, one.is_mine) == ("Ruth Lind", HandoffState.ACCEPTED, False)
    let_whereabouts_go(peers.marisol, clock(), 0.0)
    assert (words(peers.marisol, record), kept_anywhere(peers.marisol)) == ("", 0)
    assert [entry.handle for entry in follow_up_list(peers.ruth)] == [""]


def test_a_no_brings_it_back_with_nothing_lost_and_it_can_be_passed_again(peers: Two) -> None:
    record = passed(peers)
    peers.meet()
    decline(peers.ruth, offers(peers.ruth).waiting[0].handoff.id, clock(), os.urandom)
    peers.meet()
    peers.meet()
    let_whereabouts_go(peers.marisol, clock(), 0.0)
    one = one_referral(peers.marisol, record)
    assert (one.is_mine, one.how_to_find, one.passed) == (True, BED, HandoffState.DECLINED)
    ruth = find_colleague(peers.marisol, "Ruth Lind")
    pass_referral(peers.marisol, record, ruth, "", clock(), os.urandom, agreed=True)
    assert not one_referral(peers.marisol, record).is_mine
    take_back(peers.marisol, all_given(peers.marisol)[0].handover.handoff)
    assert one_referral(peers.marisol, record).is_mine


def test_it_is_passed_to_one_peer_at_a_time_and_only_with_a_yes(peers: Two) -> None:
    record, ruth = add(peers.marisol), find_colleague(peers.marisol, "Ruth Lind")
    with pytest.raises(MissingAnswerError):
        pass_referral(peers.marisol, record, ruth, "", clock(), os.urandom, agreed=False)
    assert one_referral(peers.marisol, record).referral.state is ReferralState.OPEN
    pass_referral(peers.marisol, record, ruth, "", clock(), os.urandom, agreed=True)
    with pytest.raises(NotAllowedError):
        pass_referral(peers.marisol, record, ruth, "", clock(), os.urandom, agreed=True)


def test_a_supervisor_keeps_none(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital, pytest.raises(NotAllowedError):
        add(hospital.join("Tomas Okafor", Role.SUPERVISOR))


def test_a_busy_evening_ends_with_nobody_lost_and_no_words_left(peers: Two) -> None:
    peers.follow_up()
    found = [f"Bed {number}, near the door" for number in range(5)]
    five = [add(peers.marisol, ReferralDraft(place="ed", how_to_find=words)) for words in found]
    for record, end in zip(five, (ReferralState.MET, ReferralState.MET, ReferralState.DECLINED), strict=False):
        answer(peers.marisol, record, end, minutes=40)
    ruth = find_colleague(peers.marisol, "Ruth Lind")
    for record in five[3:]:
        pass_referral(peers.marisol, record, ruth, "Waits", clock(), os.urandom, agreed=True)
    peers.meet()
    for offer in offers(peers.ruth).waiting:
        accept(peers.ruth, offer.handoff.id, clock(), os.urandom)
    peers.meet()
    peers.meet()
    let_whereabouts_go(peers.marisol, clock(), 0.0)
    listed = referral_list(peers.marisol)
    assert sorted(str(one.referral.state) for one in listed) == ["declined", "met", "met", "passed", "passed"]
    assert [one.is_mine for one in listed] == [False] * 5
    ended = [one.referral for one in listed if one.referral.state is not ReferralState.PASSED]
    assert {one.response for one in ended} == {ResponseTime.FROM_30}
    assert len(follow_up_list(peers.ruth)) == 2
    for vault in (peers.marisol, peers.ruth):
        vault.tidy()
        assert not any(words.encode() in clear_bytes(vault)["file"] for words in found)
    assert SECRET.encode() not in clear_bytes(peers.ruth)["file"]
