"""What was set apart is found by its index, however many notes there are, and tried again a part at a time."""

from dataclasses import replace

import pytest

from peerdesk.vault import guard, heaps, inbox
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id
from tests.vault.pulled import Computer, apply_all
from tests.vault.test_evidence import FIELDS


@pytest.mark.parametrize("sql", [inbox._APART, heaps._COUNT, guard._HELD, guard._HELD_RECORDS])
def test_it_is_found_without_looking_at_everything(vault: Vault, sql: str) -> None:
    with vault.read() as tx:
        plan = driver_of(tx._connection).execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    assert "ix_revision_quarantined" in str(plan)


def test_all_of_it_has_its_turn_although_a_part_never_opens(vault: Vault) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    page = [replace(other.says(new_id(), FIELDS), reason="newer", head=None, record_kind=None) for _ in range(20)]
    apply_all(vault, other.space, page)
    seen: set[int] = set()
    with vault.read() as tx:
        assert tx.heaps.count() == (20, 20)
        for _ in range(200):
            part = tx.inbox.to_try_again(other.space, {"newer"}, 5)
            places = [seq for _, seq in part]
            assert len(places) == 5
            assert places == sorted(places)
            seen.update(places)
        assert tx.inbox.to_try_again(other.space, {"no_key"}, 5) == ()
    assert seen == set(range(1, 21))
