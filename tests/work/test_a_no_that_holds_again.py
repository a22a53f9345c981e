"""Where a no holds, or holds again, nothing about them stays with a supervisor: no copy, no papers and no topic."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.consent_vocabulary import RevokedHow
from peerdesk.work.one_person import join_individuals, part_handle
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from peerdesk.work.withdrawing import Wish, revoke_one, withdraw
from tests.support.hospital import clock
from tests.work.papers_desk import allowed, give, seen, whose
from tests.work.test_agenda import add_for, read_by
from tests.work.ward import NOTE, Pair

HERON, FOX = "Blue Heron 27", "Quiet Fox 3"


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


def says_no(pair: Pair, handle: str) -> None:
    withdraw(pair.devon, whose(pair.devon, handle), Wish(), clock(), os.urandom)


def lets_out(pair: Pair, handle: str) -> None:
    """Share a note about somebody and their papers, and bring a topic from a note that stays here."""
    shared, kept = (pair.note(replace(NOTE, handle=handle, prompt=words)) for words in ("shared", "a topic"))
    share(pair.devon, shared, pair.reader, clock())
    add_for(pair.devon, kept, pair.reader)
    give(pair.devon, pair.reader, handle)
    pair.meet()
    assert there(pair) == (1, ["a topic"], [False])


def there(pair: Pair) -> tuple[int, list[str], list[bool]]:
    """Return what the supervisor has after one round: copies, topics, and of which papers only that they ended."""
    pair.meet()
    return len(review_queue(pair.tomas)), read_by(pair.tomas), [one.has_ended for one in seen(pair.tomas)]


def test_when_the_release_that_lifted_a_no_is_taken_back_everything_goes_back(pair: Pair) -> None:
    pair.note(replace(NOTE, handle=FOX))
    says_no(pair, FOX)
    release = allowed(pair.devon, handle=FOX)
    lets_out(pair, FOX)
    revoke_one(pair.devon, release, RevokedHow.SAID, clock(), os.urandom)
    assert there(pair) == (0, [], [True])


def test_a_no_of_one_takes_back_what_was_brought_of_the_other_once_they_are_one_person(pair: Pair) -> None:
    pair.note(replace(NOTE, handle=HERON))
    allowed(pair.devon, handle=FOX)
    lets_out(pair, FOX)
    says_no(pair, HERON)
    assert there(pair) == (1, ["a topic"], [False])
    join_individuals(pair.devon, HERON, FOX, clock(), os.urandom)
    assert there(pair) == (0, [], [True])


@pytest.mark.parametrize("handle", [FOX, HERON])
def test_a_no_that_holds_again_once_two_are_apart_takes_everything_back(pair: Pair, handle: str) -> None:
    for one in (HERON, FOX):
        pair.note(replace(NOTE, handle=one))
        allowed(pair.devon, handle=one)
    says_no(pair, FOX)
    join_individuals(pair.devon, HERON, FOX, clock(), os.urandom)
    allowed(pair.devon, handle=HERON)
    lets_out(pair, handle)
    part_handle(pair.devon, FOX, clock())
    assert there(pair) == ((0, [], [True]) if handle == FOX else (1, ["a topic"], [False]))
