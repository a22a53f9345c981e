"""I7, I15: notes that are taken in together end exactly like notes taken in one by one, odd ones among them."""

import random
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from peerdesk.domain.ids import DeviceId
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.intake import unknown_notes
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_id, new_vault
from tests.vault.pulled import Computer, apply_all, seal_everything
from tests.vault.test_inbox_tricks import FIELDS
from tests.vault.test_pictures import shown, states


def a_page(other: Computer, chance: random.Random) -> list[OpenedRevision]:
    """Return thirty new notes, and some of everything that is odd: each kind of it at most a few times."""
    page = [other.says(new_id(), {**FIELDS, "memory": f"words {i}"}) for i in range(30)]
    for _ in range(chance.randrange(6)):
        before = chance.choice(page[:30])
        record = before.header.record
        again = other.says(new_id(), FIELDS)
        odd = {
            "used twice": replace(again, header=msgspec.structs.replace(again.header, n=before.header.n)),
            "unreadable": other.says(new_id(), {**FIELDS, "setting": "no such place"}),
            "set apart": replace(again, reason="no_key", head=None, record_kind=None),
            "erased": other.erases(record, [before.revision]),
            "changed": other.says(record, {"memory": "later"}, [before.head] if before.head else []),
        }
        page.insert(chance.randrange(30, len(page) + 1), odd[chance.choice(sorted(odd))])
    return page


@pytest.mark.parametrize("seed", range(15))
def test_a_page_at_once_ends_like_its_revisions_one_by_one(vault: Vault, tmp_path: Path, seed: int) -> None:
    with vault.read() as tx:
        person, space = tx.person, tx.own_space
    page = a_page(Computer(person, space), random.Random(seed))
    changes = apply_all(vault, space, page)
    with new_vault(tmp_path / "other") as slow:
        with slow.write() as tx:
            tx.identity.put(replace(tx.identity.get(), person=person))
        alone = [apply_all(slow, space, [one], start=i) for i, one in enumerate(page)]
        assert shown(vault) == shown(slow)
        assert states(vault) == states(slow)
        assert changes.records == frozenset().union(*(one.records for one in alone))
        for words in ("words", "later"):
            with vault.read() as tx, slow.read() as other:
                found = {one.row.id for one in tx.encounters.search(words, 99)}
                assert found == {one.row.id for one in other.encounters.search(words, 99)}


def test_only_what_is_new_in_every_respect_goes_together(vault: Vault) -> None:
    with vault.read() as tx:
        other = Computer(tx.person, tx.own_space)
    mine, theirs = new_id(), new_id()
    with vault.write() as tx:
        tx.encounters.put(replace(an_encounter("mine"), id=mine))
    seal_everything(vault, DeviceId(other.device), other.run)
    # Number 1 of the run is used now, and one of these is about a note that is here.
    page = [other.says(theirs, FIELDS), other.says(mine, FIELDS), *(other.says(new_id(), FIELDS) for _ in range(2))]
    with vault.read() as tx:
        together = unknown_notes(tx.inbox._driver, page)
    assert [one.revision for one in together] == [one.revision for one in page[2:]]
