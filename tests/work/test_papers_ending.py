"""They changed their mind: their permission papers go, and whoever had them hears that they ended, and no more."""

import os

import pytest

from peerdesk.domain.consent_vocabulary import LedgerAct, RevokedHow
from peerdesk.domain.errors import NotAllowedError
from peerdesk.work.copies import TakenBack
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.papers import papers_states, stop_papers
from peerdesk.work.papers_received import received_papers
from peerdesk.work.withdrawing import Wish, revoke_one, withdraw
from tests.support.hospital import clock
from tests.work.papers_desk import KIM, VERBAL, allowed, give, opened, seen, told, whose
from tests.work.test_withdrawing import WHO
from tests.work.ward import Pair


def test_a_no_takes_the_papers_away_and_leaves_word_that_they_ended(pair: Pair) -> None:
    note = pair.note()
    allowed(pair.devon)
    allowed(pair.devon, VERBAL)
    told(pair, note)
    give(pair.devon, pair.reader)
    pair.meet()
    (before,) = received_papers(pair.tomas)
    done = withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    assert done.papers == 1
    assert LedgerAct.STOPPED in [line.entry.act for line in ledger_lines(pair.devon)]
    pair.meet()
    (after,) = received_papers(pair.tomas)
    papers = after.received.item.papers
    assert after.received.item.id != before.received.item.id
    assert (papers.has_ended, papers.handle, papers.given_out) == (True, WHO, ())
    assert [one.recipients for one in papers.permissions] == [(KIM,), ()]
    assert all(one.revoked_on and one.revoked_how is RevokedHow.SAID for one in papers.permissions)
    assert not any(
        one.scope or one.purpose or one.starts or one.expires or one.signed_how for one in papers.permissions
    )
    (state,) = papers_states(pair.devon)
    assert (state.has_ended, state.share.is_on, state.share.confirmed_by) == (True, True, 1)
    opened(pair.tomas)
    pair.meet()
    assert papers_states(pair.devon)[0].share.openings


def test_after_a_no_nothing_new_follows_and_only_a_new_release_and_a_new_share_show_anything(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    pair.meet()
    (ending,) = seen(pair.tomas)
    with pytest.raises(NotAllowedError):
        give(pair.devon, pair.reader)
    later = allowed(pair.devon, VERBAL)
    revoke_one(pair.devon, later, RevokedHow.SAID, clock(), os.urandom)
    allowed(pair.devon)
    pair.meet()
    assert seen(pair.tomas) == [ending]
    give(pair.devon, pair.reader)
    pair.meet()
    (again,) = seen(pair.tomas)
    assert (again.has_ended, len(again.permissions)) == (False, 3)


def test_a_no_that_holds_again_because_the_release_was_taken_back_ends_the_papers_too(pair: Pair) -> None:
    allowed(pair.devon)
    withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    release = allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    revoke_one(pair.devon, release, RevokedHow.SAID, clock(), os.urandom)
    pair.meet()
    (papers,) = seen(pair.tomas)
    assert papers.has_ended
    assert [line.entry.act for line in ledger_lines(pair.devon)].count(LedgerAct.STOPPED) == 1


def test_a_no_before_anything_left_tells_the_supervisor_nothing_and_a_later_yes_brings_nothing_back(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    assert not papers_states(pair.devon)[0].share.is_on
    allowed(pair.devon)
    pair.meet()
    assert (seen(pair.tomas), papers_states(pair.devon)[0].share.taken_back) == ([], TakenBack.NEVER_LEFT)


def test_the_word_that_they_ended_can_be_taken_back_too(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    withdraw(pair.devon, whose(pair.devon), Wish(), clock(), os.urandom)
    pair.meet()
    stop_papers(pair.devon, whose(pair.devon), None, clock())
    pair.meet()
    assert seen(pair.tomas) == []
    assert [line.entry.act for line in ledger_lines(pair.devon)].count(LedgerAct.STOPPED) == 1
