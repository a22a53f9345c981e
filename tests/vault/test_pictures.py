"""I4, I27: whatever was shown before its turn, in the end stands exactly what the log says, in the log's order."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import Stamp
from peerdesk.vault.engine import driver_of
from peerdesk.vault.inbox import TAKEN, USED_COUNTER, OpenedRevision
from peerdesk.vault.pictures import Picture, Stage
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_id, new_vault
from tests.vault.pulled import Computer, apply_all
from tests.vault.test_inbox_tricks import FIELDS, reasons, stranger


def early(vault: Vault, page: Iterable[OpenedRevision]) -> None:
    with vault.write() as tx:
        tx.inbox.apply_early(replace(one, is_early=True) for one in page)


def states(vault: Vault) -> list[tuple[bytes, str, str]]:
    with vault.read() as tx:
        sql = "SELECT revision, state, reason FROM revision ORDER BY revision"
        return [tuple(row) for row in driver_of(tx._connection).execute(sql)]


def memory(vault: Vault, record: RecordId) -> str:
    with vault.read() as tx:
        return tx.encounters.get(record).memory


@pytest.fixture
def other(vault: Vault) -> Computer:
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def a_log(other: Computer) -> list[OpenedRevision]:
    """Return three notes of several versions, one of them erased, and one version that branches off."""
    log: list[OpenedRevision] = []
    records = [new_id() for _ in range(3)]
    newest = {record: other.says(record, {**FIELDS, "memory": "0"}) for record in records}
    log += newest.values()
    for i in range(1, 5):
        for record in records:
            before = newest[record]
            assert before.head is not None
            newest[record] = other.says(record, {"memory": str(i)}, [before.head])
            log.append(newest[record])
            if i == 2:
                log.append(other.says(record, {"words": "a branch"}, [before.head]))
    log.append(other.erases(records[1], [newest[records[1]].revision]))
    return log


def shown(vault: Vault) -> object:
    with vault.read() as tx:
        rows = tx.encounters.page(limit=100)
        return {row.id: (tx.encounters.get(row.id), tx.histories.heads(row.id)) for row in rows}


@pytest.mark.parametrize("seed", range(12))
def test_any_part_shown_early_in_any_order_ends_like_the_log_alone(vault: Vault, tmp_path: Path, seed: int) -> None:
    """I4: what came early changes nothing but when it is seen."""
    chance = random.Random(seed)
    with vault.read() as tx:
        person, space = tx.person, tx.own_space
    log = a_log(Computer(person, space))
    before = chance.sample(log, chance.randrange(len(log)))
    early(vault, before)
    half = chance.randrange(len(log))
    apply_all(vault, space, log[:half])
    apply_all(vault, space, log[half:], start=half)
    with new_vault(tmp_path / "plain") as plain:
        with plain.write() as tx:
            tx.identity.put(replace(tx.identity.get(), person=person))
        apply_all(plain, space, log)
        assert shown(vault) == shown(plain)
        assert states(vault) == states(plain)


def test_a_number_used_twice_counts_for_the_one_that_is_first_in_the_log(vault: Vault, other: Computer) -> None:
    """Shown early was the later one; on every computer that began with the log the earlier one stands."""
    first, second = new_id(), new_id()
    genuine = other.says(first, {**FIELDS, "memory": "first in the log"})
    other.n -= 1
    again = other.says(second, {**FIELDS, "memory": "shown early"})
    early(vault, [again])
    assert memory(vault, second) == "shown early"
    apply_all(vault, other.space, [genuine, again])
    assert memory(vault, first) == "first in the log"
    with vault.read() as tx:
        assert [row.id for row in tx.encounters.page(limit=9)] == [first]
    assert reasons(vault) == [USED_COUNTER]


def test_an_edit_on_top_of_a_version_that_has_to_go_is_kept(vault: Vault, other: Computer) -> None:
    """I1: what a person wrote stays, whatever becomes of what they wrote it on."""
    first, second = new_id(), new_id()
    genuine = other.says(first, FIELDS)
    other.n -= 1
    again = other.says(second, {**FIELDS, "memory": "shown early"})
    early(vault, [again])
    with vault.write() as tx:
        tx.encounters.put(replace(tx.encounters.get(second), words="mine"))
    apply_all(vault, other.space, [genuine, again])
    with vault.read() as tx:
        assert tx.encounters.get(second).words == "mine"
        assert [intent.record for intent in tx.outbox.fresh(other.space, 9)] == [second]


def test_an_id_used_by_two_people_belongs_to_the_one_that_is_first_in_the_log(vault: Vault) -> None:
    anna = stranger(vault)
    bob = Computer(stranger(vault).person, anna.space)
    record = new_id()
    hers = anna.says(record, {**FIELDS, "memory": "hers"})
    his = bob.says(record, {**FIELDS, "memory": "his"})
    early(vault, [his])
    apply_all(vault, anna.space, [hers, his])
    with vault.read() as tx:
        sql = "SELECT owner, memory FROM encounter WHERE record = ?"
        assert driver_of(tx._connection).execute(sql, (record,)).fetchall() == [(anna.person, "hers")]
    assert reasons(vault) == [TAKEN]


def test_what_is_odd_is_not_shown_early_and_waits_for_its_place(vault: Vault, other: Computer) -> None:
    odd = replace(other.says(new_id(), FIELDS), reason="no_key", head=None, record_kind=None)
    early(vault, [odd])
    assert states(vault) == []
    apply_all(vault, other.space, [odd])
    assert reasons(vault) == ["no_key"]


def test_what_never_gets_a_place_is_told_apart_at_the_end(vault: Vault, other: Computer) -> None:
    """I1: it is kept like what had a place once, so that it is handed on."""
    lost, found = other.says(new_id(), FIELDS), other.says(new_id(), FIELDS)
    early(vault, [lost, found])
    apply_all(vault, other.space, [found])
    picture = Picture(space=other.space, seq=1, chain=bytes(32), stage=Stage.HISTORY)
    with vault.write() as tx:
        tx.pictures.put(picture)
        assert not tx.healing.absent(other.space, ())
        tx.pictures.end(picture)
        assert tx.healing.absent(other.space, ())
        assert tx.pictures.arriving() is None
        tx.healing.queue(other.space, tx.healing.absent(other.space, ()))
        assert [one.revision for one in tx.healing.queued(other.space, 9)] == [lost.revision]


def test_how_far_the_older_notes_are_is_told_in_numbers(vault: Vault, other: Computer) -> None:
    apply_all(vault, other.space, [other.says(new_id(), FIELDS) for _ in range(3)])
    picture = Picture(space=other.space, seq=10, chain=bytes(32), stage=Stage.RECORDS, arrived=5, arrived_bytes=999)
    with vault.write() as tx:
        tx.pictures.put(picture)
        now = tx.pictures.arriving()
        assert now is not None
        assert (now.done, now.of, now.shown, now.shown_bytes, now.is_coming) == (3, 10, 5, 999, True)
        assert tx.pictures.get(other.space) == picture


def test_stamps_of_the_early_ones_are_those_of_the_log(vault: Vault, other: Computer) -> None:
    one = other.says(new_id(), {**FIELDS, "memory": "x"})
    early(vault, [one])
    with vault.read() as tx:
        (head,) = tx.histories.heads(RecordId(one.header.record))
    assert head.fields["memory"][0].stamp == Stamp(other.device, other.run, 1)
