"""From when on a server may drop what somebody who left kept there."""

from peerdesk.wire.directory_body import EraseAfter, Left
from peerdesk.wire.leaving import DAY_SECONDS, LEAST_DAYS, due_to_go
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, Chain

MONTH = LEAST_DAYS * DAY_SECONDS


def test_not_before_somebody_left_and_then_not_for_thirty_days() -> None:
    chain = Chain()
    peer = chain.add()
    assert chain.say_officer(EraseAfter(person=peer.person, at=NOW + 10 * MONTH)).verdict is Verdict.UNENTITLED
    chain.say_officer(Left(person=peer.person))
    assert chain.say_officer(EraseAfter(person=peer.person, at=NOW + MONTH - 1)).verdict is Verdict.UNENTITLED
    assert chain.say_officer(EraseAfter(person=peer.person, at=NOW + MONTH)).verdict is Verdict.COUNTED
    assert chain.say_officer(EraseAfter(person=peer.person, at=NOW + MONTH)).verdict is Verdict.REPEATED
    members = chain.directory.members
    assert due_to_go(members, NOW + MONTH - 1) == ()
    assert due_to_go(members, NOW + MONTH) == (peer.person,)


def test_only_an_officer_says_so() -> None:
    chain = Chain()
    peer, other = chain.add(), chain.add()
    chain.say_officer(Left(person=peer.person))
    said = EraseAfter(person=peer.person, at=NOW + MONTH)
    assert chain.say_device(said, other.keys).verdict is Verdict.UNENTITLED
    assert chain.say_root(said).verdict is Verdict.UNENTITLED


def test_a_later_day_replaces_an_earlier_one() -> None:
    chain = Chain()
    peer = chain.add()
    chain.say_officer(Left(person=peer.person))
    for days in (40, 90):
        chain.say_officer(EraseAfter(person=peer.person, at=NOW + days * DAY_SECONDS))
    assert due_to_go(chain.directory.members, NOW + 50 * DAY_SECONDS) == ()
    assert due_to_go(chain.directory.members, NOW + 90 * DAY_SECONDS) == (peer.person,)


def test_nothing_goes_of_somebody_who_came_back() -> None:
    chain = Chain()
    peer = chain.add()
    chain.say_officer(Left(person=peer.person))
    chain.say_officer(EraseAfter(person=peer.person, at=NOW + MONTH))
    chain.join(chain.invite(person=peer.person))
    assert due_to_go(chain.directory.members, NOW + 2 * MONTH) == ()


def test_the_day_of_a_first_leaving_says_nothing_of_a_second() -> None:
    chain = Chain()
    peer = chain.add()
    chain.say_officer(Left(person=peer.person))
    chain.say_officer(EraseAfter(person=peer.person, at=NOW + MONTH))
    chain.join(chain.invite(person=peer.person), at=NOW + 1000)
    chain.say_officer(Left(person=peer.person), at=NOW + 2 * MONTH)
    assert due_to_go(chain.directory.members, NOW + 9 * MONTH) == ()
    chain.say_officer(EraseAfter(person=peer.person, at=NOW + 3 * MONTH))
    assert due_to_go(chain.directory.members, NOW + 3 * MONTH) == (peer.person,)
