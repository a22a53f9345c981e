"""What two givers call somebody: two people never become one and one never two, also where givers share a name."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import find_colleague, hand_over
from peerdesk.work.taking_over import accept, offers, taken_over
from tests.support.hospital import clock
from tests.work.two_peers import AGREED, Two, two_peers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def another_marisol(two: Two, name: str = "Marisol Ortiz") -> Vault:
    other = two.hospital.join(name, Role.PEER, "Tomas Okafor")
    for vault in (other, two.ruth, two.marisol, two.tomas):
        two.hospital.sync(vault)
    return other


def given(two: Two, by: Vault, handle: str = "J.") -> str:
    """Let somebody hand a follow-up over to Ruth, who accepts it; return what she calls its individual."""
    follow_up = two.follow_up(handle, by)
    hand_over(by, [(follow_up, AGREED)], find_colleague(by, "Ruth Lind"), clock(), os.urandom)
    for vault in (by, two.ruth):
        assert two.hospital.sync(vault).proof
    (waiting,) = offers(two.ruth).waiting
    accept(two.ruth, waiting.handoff.id, clock(), os.urandom)
    taken = next(one for one in taken_over(two.ruth) if one.handover.handoff == waiting.handoff.id)
    return called(two.ruth, taken.handover.follow_up)


def called(vault: Vault, follow_up: RecordId) -> str:
    with vault.read() as tx:
        individual = tx.follow_ups.get(follow_up).individual
        assert individual is not None
        return tx.individuals.get(individual).handle


def test_two_givers_of_one_first_name_are_told_apart(two: Two) -> None:
    two.follow_up("J.", two.ruth)
    other = another_marisol(two)
    assert given(two, two.marisol) == "J. (Marisol)"
    assert given(two, other) == "J. (Marisol Ortiz)"


def test_two_givers_of_one_whole_name_are_told_apart_by_a_number(two: Two) -> None:
    two.follow_up("J.", two.ruth)
    first, second = another_marisol(two), another_marisol(two, "MARISOL ORTIZ")
    assert given(two, two.marisol) == "J. (Marisol)"
    assert given(two, first) == "J. (Marisol Ortiz)"
    assert given(two, second) == "J. (MARISOL ORTIZ) 2"


def test_the_same_person_of_the_same_giver_stays_one(two: Two) -> None:
    assert [given(two, two.marisol) for _ in range(2)] == ["J.", "J."]
    assert given(two, two.marisol, "j.") == "J."
    two.follow_up("K.", two.ruth)
    assert [given(two, two.marisol, "K.") for _ in range(2)] == ["K. (Marisol)", "K. (Marisol)"]


def test_a_handle_that_only_looks_like_one_that_was_marked_is_somebody_else(two: Two) -> None:
    for handle in ("J.", "J. (Marisol)"):
        two.follow_up(handle, two.ruth)
    assert given(two, two.marisol) == "J. (Marisol Vega)"
