"""Permission papers with two computers, another supervisor, and one who supervises no more."""

import os
from datetime import timedelta

import pytest

from peerdesk.domain.consent_vocabulary import RevokedHow
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import NEW_SUPERVISOR, SUPERVISION_ENDED, Act, needs
from peerdesk.work.holdings import holders, offered_papers
from peerdesk.work.papers import papers_states, stop_papers
from peerdesk.work.withdrawing import Wish, revoke_one, withdraw
from tests.support.hospital import Hospital, clock
from tests.support.two_computers import TwoComputers
from tests.work.papers_desk import OTHER, VERBAL, allowed, give, seen, shown, whose
from tests.work.test_change_of_supervisor import take_over
from tests.work.test_supervision_that_ended import supervision
from tests.work.ward import Pair


class Both(TwoComputers):
    """Devon's two computers, and what Tomas has."""

    def __init__(self, hospital: Hospital) -> None:
        super().__init__(hospital)
        with self.tomas.read() as tx:
            self.reader = PersonId(tx.person)

    def end(self) -> list[bool]:
        """Let everybody hear everything; return of each copy that Tomas has whether only its end is told."""
        for _ in range(2):
            self.meet()
            self.hospital.sync(self.tomas)
        self.meet()
        with self.ward.read() as ward, self.laptop.read() as laptop:
            assert ward.papers.shares() == laptop.papers.shares()
            assert ward.papers.given() == laptop.papers.given()
        # A copy is made again with its share: nobody is asked about one.
        assert needs(self.ward) == needs(self.laptop) == ()
        return [one.has_ended for one in seen(self.tomas)]


@pytest.fixture
def both(hospital: Hospital) -> Both:
    return Both(hospital)


def test_what_another_computer_keeps_follows_too(both: Both) -> None:
    allowed(both.ward)
    give(both.ward, both.reader)
    both.meet()
    allowed(both.laptop, VERBAL)
    assert both.end() == [False]
    assert seen(both.tomas) == [shown(both.ward, both.reader)] == [shown(both.laptop, both.reader)]
    assert len(seen(both.tomas)[0].permissions) == 2


def test_what_two_computers_keep_at_the_same_time_is_in_it_once_both_have_met(both: Both) -> None:
    first = allowed(both.ward)
    give(both.ward, both.reader)
    both.end()
    allowed(both.laptop, VERBAL)
    revoke_one(both.ward, first, RevokedHow.SAID, clock(), os.urandom)
    assert both.end() == [False]
    assert seen(both.tomas) == [shown(both.ward, both.reader)]
    assert [bool(one.revoked_on) for one in seen(both.tomas)[0].permissions] == [True, False]


def test_stopping_on_one_computer_wins_over_a_change_on_another(both: Both) -> None:
    allowed(both.ward)
    give(both.ward, both.reader)
    both.end()
    stop_papers(both.ward, whose(both.ward), None, clock())
    allowed(both.laptop, VERBAL)
    assert both.end() == []


def test_sharing_on_both_computers_is_one_copy_and_one_stop_ends_it(both: Both) -> None:
    allowed(both.ward)
    both.meet()
    give(both.ward, both.reader)
    give(both.laptop, both.reader)
    assert both.end() == [False]
    stop_papers(both.laptop, whose(both.laptop), both.reader, clock())
    assert both.end() == []


def test_two_records_with_one_handle_are_one_individual_here_too(both: Both) -> None:
    allowed(both.ward)
    allowed(both.laptop, VERBAL)
    give(both.ward, both.reader)
    give(both.laptop, both.reader)
    assert both.end() == [False]
    assert len(seen(both.tomas)[0].permissions) == 2
    stop_papers(both.laptop, whose(both.laptop), None, clock())
    assert both.end() == []


def test_a_no_on_one_computer_ends_what_another_has_shared(both: Both) -> None:
    allowed(both.ward)
    both.meet()
    give(both.laptop, both.reader)
    both.hospital.sync(both.laptop)
    both.hospital.sync(both.tomas)
    withdraw(both.ward, whose(both.ward), Wish(), clock(), os.urandom)
    assert both.end() == [True]
    with pytest.raises(NotAllowedError):
        give(both.laptop, both.reader)


def test_a_share_made_before_this_computer_heard_of_the_no_is_over_when_the_two_meet_and_no_yes_brings_it_back(
    both: Both,
) -> None:
    allowed(both.ward)
    both.meet()
    withdraw(both.ward, whose(both.ward), Wish(), clock(), os.urandom)
    give(both.laptop, both.reader)
    assert all(both.end())
    allowed(both.ward)
    assert all(both.end())
    give(both.laptop, both.reader)
    assert both.end() == [False]


def test_a_former_supervisor_hears_nothing_new_and_keeps_what_they_have_until_it_is_taken_back(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    had = seen(pair.tomas)
    supervision(pair, clock() - timedelta(hours=1))
    allowed(pair.devon, VERBAL)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(pair.tomas)
    assert seen(pair.tomas) == had
    with pytest.raises(NotAllowedError):
        give(pair.devon, pair.reader)
    withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(pair.tomas)
    assert seen(pair.tomas) == []
    supervision(pair, None)
    pair.meet()
    assert (seen(pair.tomas), needs(pair.devon)) == ([], ())


def test_a_change_of_supervisor_shares_no_papers_and_offers_them_one_by_one(pair: Pair) -> None:
    allowed(pair.devon)
    allowed(pair.devon, VERBAL, handle=OTHER)
    give(pair.devon, pair.reader)
    pair.meet()
    change = take_over(pair, ())
    assert seen(change.ana) == []
    asked = {one.reason: one for one in needs(pair.devon)}
    assert Act.CHOOSE in asked[NEW_SUPERVISOR].acts
    assert (Act.TAKE_BACK in asked[SUPERVISION_ENDED].acts, asked[SUPERVISION_ENDED].is_calm) == (True, False)
    (offered,) = offered_papers(pair.devon, change.ana_id, clock())
    give(pair.devon, change.ana_id)
    assert offered_papers(pair.devon, change.ana_id, clock()) == ()
    pair.meet()
    pair.hospital.sync(change.ana)
    assert [one.handle for one in seen(change.ana)] == [offered.handle]
    assert sorted(one.supervises for one in holders(pair.devon, clock())) == [False, True]
    assert len(papers_states(pair.devon, offered.individual)) == 2


def test_a_supervisor_who_was_given_nothing_and_another_peer_have_nothing_of_it(pair: Pair) -> None:
    rosa: Vault = pair.hospital.join("Rosa Vega", Role.PEER, "Tomas Okafor")
    ana: Vault = pair.hospital.join("Ana Ruiz", Role.SUPERVISOR)
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    for other in (rosa, ana):
        pair.hospital.sync(other)
        assert seen(other) == []
