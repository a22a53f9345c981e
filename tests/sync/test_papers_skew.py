"""Permission papers reach an older PeerDesk unread, are kept there as they came, and are read once it is updated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from peerdesk.domain.ids import PersonId
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import FOLLOW_UPS
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.papers import papers_states, stop_papers
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.vectors.payload.make import of_papers
from tests.work.papers_desk import VERBAL, allowed, give, seen, shown, whose


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before permission papers could be shared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", FOLLOW_UPS)
        yield


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as found:
        yield found


def synced_by_an_older_one(hospital: Hospital, vault: Vault) -> None:
    with older():
        hospital.sync(vault)


def given(hospital: Hospital) -> tuple[TwoComputers, PersonId]:
    both = TwoComputers(hospital)
    with both.tomas.read() as tx:
        reader = PersonId(tx.person)
    allowed(both.ward)
    both.meet()
    give(both.ward, reader)
    hospital.sync(both.ward)
    return both, reader


@pytest.mark.invariant(21)
@pytest.mark.parametrize("kind", sorted(of_papers()))
def test_an_older_peerdesk_keeps_papers_for_later(kind: str) -> None:
    stamp = payload.Stamp(b"n" * 16, b"t" * 8, 1)
    with older(), pytest.raises(SetAsideError) as caught:
        payload.from_plain(of_papers()[kind], revision=b"v" * 32, parents=(), stamp=stamp)
    assert caught.value.reason is Reason.NEWER


@pytest.mark.invariant(21)
def test_a_supervisor_with_an_older_one_reads_them_after_the_update(hospital: Hospital) -> None:
    both, reader = given(hospital)
    synced_by_an_older_one(hospital, both.tomas)
    assert (seen(both.tomas), bool(needs(both.tomas))) == ([], True)
    hospital.sync(both.tomas)
    assert (seen(both.tomas), needs(both.tomas)) == ([shown(both.ward, reader)], ())


@pytest.mark.invariant(21)
def test_what_is_taken_back_is_gone_from_an_older_one_that_never_read_it(hospital: Hospital) -> None:
    both, _ = given(hospital)
    synced_by_an_older_one(hospital, both.tomas)
    stop_papers(both.ward, whose(both.ward), None, clock())
    hospital.sync(both.ward)
    for _round in range(2):
        synced_by_an_older_one(hospital, both.tomas)
    both.meet()
    hospital.sync(both.tomas)
    assert seen(both.tomas) == []
    assert papers_states(both.ward)[0].share.confirmed_by == 1


@pytest.mark.invariant(21)
def test_the_peers_other_computer_with_an_older_one_rewrites_nothing_and_follows_after_the_update(
    hospital: Hospital,
) -> None:
    both, reader = given(hospital)
    synced_by_an_older_one(hospital, both.laptop)
    allowed(both.laptop, VERBAL)
    synced_by_an_older_one(hospital, both.laptop)
    assert papers_states(both.laptop) == ()
    hospital.sync(both.tomas)
    assert len(seen(both.tomas)[0].permissions) == 1
    both.meet()
    hospital.sync(both.tomas)
    assert seen(both.tomas) == [shown(both.ward, reader)] == [shown(both.laptop, reader)]
    assert len(seen(both.tomas)[0].permissions) == 2


@pytest.mark.invariant(21)
def test_a_no_said_on_an_older_one_ends_the_papers_once_a_newer_one_hears_of_it(hospital: Hospital) -> None:
    both, _ = given(hospital)
    synced_by_an_older_one(hospital, both.laptop)
    withdraw(both.laptop, whose(both.laptop), Wish(), clock(), os.urandom)
    synced_by_an_older_one(hospital, both.laptop)
    hospital.sync(both.ward)
    hospital.sync(both.tomas)
    assert [one.has_ended for one in seen(both.tomas)] == [True]
