"""I13: by whatever space, and in whatever order they come, deletions of the person's notes are counted."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.ids import PersonId
from peerdesk.vault.guard import LEAST
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all
from tests.vault.test_evidence import FIELDS


@pytest.fixture
def other(vault: Vault) -> Computer:
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def notes_here(vault: Vault, other: Computer) -> list[OpenedRevision]:
    page = [other.says(new_id(), FIELDS) for _ in range(2 * LEAST)]
    apply_all(vault, other.space, page)
    with vault.write() as tx:
        tx.guard.watch(other.space)
    return page


def shown(vault: Vault) -> int:
    with vault.read() as tx:
        return len(tx.encounters.page(limit=500))


@pytest.mark.invariant(13)
def test_erases_that_come_by_the_space_of_a_pair_are_counted(vault: Vault, other: Computer) -> None:
    page = notes_here(vault, other)
    other.space = pair_space(other.person, PersonId(os.urandom(16)))
    apply_all(vault, other.space, [other.erases(one.header.record, [one.revision]) for one in page])
    assert shown(vault) == 2 * LEAST


@pytest.mark.invariant(13)
def test_erases_that_come_before_their_turn_are_counted(vault: Vault, other: Computer) -> None:
    page = notes_here(vault, other)
    erases = [other.erases(one.header.record, [one.revision]) for one in page]
    with vault.write() as tx:
        tx.inbox.apply_early(replace(one, is_early=True) for one in erases)
    assert shown(vault) == 2 * LEAST
    apply_all(vault, other.space, erases, start=len(page))
    assert shown(vault) == 2 * LEAST
    with vault.write() as tx:
        assert len(tx.guard.held()) == 2 * LEAST
