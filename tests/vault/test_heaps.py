"""What was set apart is counted, not listed: the list is short whatever comes, and cheap."""

import os
import time
from collections.abc import Iterable
from dataclasses import replace

import pytest

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.vault import heaps
from peerdesk.vault.engine import driver_of
from peerdesk.vault.heaps import FEW, Heap
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all
from tests.vault.test_evidence import FIELDS

MANY = 20_000


def junk(vault: Vault, count: int, reasons: Iterable[str]) -> list[OpenedRevision]:
    """Return revisions that cannot be taken, each in the name of another computer."""
    with vault.read() as tx:
        person, space = tx.person, tx.own_space
    page = []
    for _, reason in zip(range(count), (one for _ in range(count) for one in reasons), strict=False):
        other = Computer(person, space, DeviceId(os.urandom(16)))
        page.append(replace(other.says(new_id(), FIELDS), reason=reason, head=None, record_kind=None))
    return page


def set_apart(vault: Vault) -> list[tuple[str, int]]:
    with vault.read() as tx:
        return [(one.reason, one.count) for one in tx.heaps.set_apart()]


def leave(vault: Vault, reason: str) -> None:
    with vault.write() as tx:
        tx.heaps.leave(next(one for one in tx.heaps.set_apart() if one.reason == reason))


def space_of(vault: Vault) -> SpaceId:
    with vault.read() as tx:
        return tx.own_space


def test_there_is_one_heap_for_a_reason_however_many_computers_are_named(vault: Vault) -> None:
    apply_all(vault, space_of(vault), junk(vault, 30, ("malformed", "bad_signature")))
    assert set_apart(vault) == [("malformed", 15), ("bad_signature", 15)]


def test_a_heap_that_was_left_in_peace_is_told_of_again_only_for_what_comes_to_it(vault: Vault) -> None:
    space = space_of(vault)
    apply_all(vault, space, junk(vault, 6, ("malformed", "newer")))
    leave(vault, "malformed")
    assert set_apart(vault) == [("newer", 3)]
    apply_all(vault, space, junk(vault, 2, ("malformed",)), 6)
    assert set_apart(vault) == [("malformed", 2), ("newer", 3)]


def test_a_heap_names_its_record_only_where_all_of_it_is_about_one_of_ours(vault: Vault) -> None:
    with vault.read() as tx:
        own, other = Computer(tx.person, tx.own_space), Computer(PersonId(os.urandom(16)), tx.own_space)
    note, foreign = new_id(), new_id()
    page = [
        replace(own.says(note, FIELDS), reason="bad_content"),
        replace(own.says(note, FIELDS), reason="bad_content"),
        replace(other.says(foreign, FIELDS), reason="bad_readers"),
        replace(own.says(note, FIELDS), reason="no_key"),
        replace(own.says(new_id(), FIELDS), reason="no_key"),
    ]
    apply_all(vault, own.space, page)
    with vault.read() as tx:
        about = {one.reason: one.record for one in tx.heaps.set_apart()}
    assert about == {"bad_content": note, "bad_readers": None, "no_key": None}


def turned_down(vault: Vault, count: int) -> tuple[Heap, ...]:
    apply_all(vault, space_of(vault), junk(vault, count, ("too_large",)))
    with vault.write() as tx:
        driver_of(tx._connection).execute("UPDATE revision SET seq = NULL WHERE state = 'quarantined'")
    with vault.read() as tx:
        return tx.heaps.turned_down()


@pytest.mark.parametrize(("count", "lines"), [(FEW, FEW), (FEW + 1, 1)])
def test_what_the_server_turned_down_is_named_one_by_one_while_it_is_few(vault: Vault, count: int, lines: int) -> None:
    found = turned_down(vault, count)
    assert (len(found), sum(one.count for one in found)) == (lines, count)
    assert all((one.revision is not None) is (lines > 1) for one in found)
    with vault.read() as tx:
        assert len(tx.heaps.turned_down_for("too_large", 5)) == 5
        assert tx.heaps.turned_down_for("refused", 5) == ()


@pytest.mark.parametrize("sql", [heaps._HEAPS, heaps._SINCE, heaps._TURNED_DOWN, heaps._EACH, heaps._SOME])
def test_a_heap_is_found_without_looking_at_everything(vault: Vault, sql: str) -> None:
    with vault.read() as tx:
        plan = driver_of(tx._connection).execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?")).fetchall()
    assert "ix_revision_quarantined" in str(plan)


def test_twenty_thousand_that_cannot_be_taken_cost_next_to_nothing_to_tell_of(vault: Vault) -> None:
    apply_all(vault, space_of(vault), junk(vault, MANY, ("malformed", "newer", "no_key")))
    begun = time.process_time()
    found = set_apart(vault)
    spent = time.process_time() - begun
    assert sum(count for _, count in found) == MANY
    assert spent < 0.1
