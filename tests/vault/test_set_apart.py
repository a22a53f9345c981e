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


@pytest.mark.parametrize("reason", ["wrong_space", "bad_signature", "malformed", "blanked"])
def test_what_was_set_apart_for_how_it_was_shown_is_taken_when_it_comes_as_it_is(vault: Vault, reason: str) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    record = new_id()
    genuine = other.says(record, {**FIELDS, "memory": "From the clinic"})
    apply_all(vault, other.space, [replace(genuine, reason=reason, head=None, record_kind=None)])
    with vault.read() as tx:
        assert [one.reason for one in tx.inbox.quarantined()] == [reason]
    apply_all(vault, other.space, [genuine])
    with vault.read() as tx:
        assert tx.inbox.quarantined() == ()
        assert tx.encounters.get(record).memory == "From the clinic"


@pytest.mark.parametrize("reason", ["not_owner", "used_counter", "held_back", "bad_content"])
def test_what_was_set_apart_for_what_it_is_stays_apart_however_often_it_comes(vault: Vault, reason: str) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    genuine = other.says(new_id(), {**FIELDS, "memory": "From the clinic"})
    apply_all(vault, other.space, [replace(genuine, reason=reason, head=None, record_kind=None)])
    apply_all(vault, other.space, [genuine])
    with vault.read() as tx:
        assert tx.encounters.page(limit=5) == ()
