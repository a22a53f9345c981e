"""How far a computer that is to go off the list counts: up to where nothing is missing, so that nobody adds to it."""

from dataclasses import replace

import pytest

from peerdesk.domain.ids import SpaceId
from peerdesk.vault.inbox import USED_COUNTER, OpenedRevision
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import Kind
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all, sealed_frame

FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": ["listened"], "mode": "in_person"}


@pytest.fixture
def lost(vault: Vault) -> Computer:
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def reach(vault: Vault, lost: Computer) -> list[tuple[SpaceId, bytes, int]]:
    with vault.read() as tx:
        return [tuple(one) for one in tx.writers.reach(lost.device)]


def note(lost: Computer, n: int, reason: str = "") -> OpenedRevision:
    lost.n = n - 1
    one = lost.says(new_id(), FIELDS)
    return replace(one, reason=reason, head=None, record_kind=None) if reason else one


def void(lost: Computer, n: int) -> OpenedRevision:
    lost.n = n - 1
    revision, header, frame = sealed_frame(lost.space, lost.person, new_id(), lost.stamp(), kind=Kind.VOID)
    return OpenedRevision(revision=revision, seq=0, header=header, record_kind=None, head=None, frame=frame)


@pytest.mark.invariant(32)
def test_a_number_that_is_missing_ends_what_counts_and_what_fills_it_lets_the_rest_count(
    vault: Vault, lost: Computer
) -> None:
    apply_all(vault, lost.space, [note(lost, n) for n in (1, 2, 4, 5)])
    assert reach(vault, lost) == [(lost.space, lost.run, 2)]
    apply_all(vault, lost.space, [note(lost, 3)], start=4)
    assert reach(vault, lost) == [(lost.space, lost.run, 5)]


def test_a_run_whose_beginning_is_missing_counts_for_nothing(vault: Vault, lost: Computer) -> None:
    apply_all(vault, lost.space, [note(lost, 2), note(lost, 3)])
    assert reach(vault, lost) == []


@pytest.mark.parametrize("reason", ["no_key", "bad_content", "cannot_open", "other_directory", "newer"])
def test_what_was_signed_and_cannot_be_taken_leaves_no_gap_and_nothing_else_takes_its_number(
    vault: Vault, lost: Computer, reason: str
) -> None:
    apply_all(vault, lost.space, [note(lost, 1), note(lost, 2, reason), note(lost, 3)])
    assert reach(vault, lost) == [(lost.space, lost.run, 3)]
    apply_all(vault, lost.space, [note(lost, 2)], start=3)
    with vault.read() as tx:
        assert {one.reason for one in tx.inbox.quarantined()} == {reason, USED_COUNTER}


@pytest.mark.parametrize("reason", ["bad_signature", "wrong_space", "malformed", "used_counter"])
def test_what_nobody_may_have_signed_fills_no_gap(vault: Vault, lost: Computer, reason: str) -> None:
    apply_all(vault, lost.space, [note(lost, 1), note(lost, 2, reason), note(lost, 3)])
    assert reach(vault, lost) == [(lost.space, lost.run, 1)]


def test_the_place_of_a_void_could_be_filled_so_what_counts_ends_before_it(vault: Vault, lost: Computer) -> None:
    apply_all(vault, lost.space, [note(lost, 1), void(lost, 2), note(lost, 3)])
    assert reach(vault, lost) == [(lost.space, lost.run, 1)]


def test_what_was_shown_early_has_no_place_yet(vault: Vault, lost: Computer) -> None:
    with vault.write() as tx:
        tx.inbox.apply_early([replace(note(lost, 1), is_early=True)])
        assert tx.encounters.page(limit=1)
    assert reach(vault, lost) == []
