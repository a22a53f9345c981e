"""I7, I15: notes that are taken in together end exactly like notes taken in one by one, odd ones among them."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId
from peerdesk.domain.vocabulary import Length, Mattered, NextState, NextStep, Supply
from peerdesk.vault.fields import KINDS, UnreadableFieldError
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.intake import unknown_notes
from peerdesk.vault.values import check_answers, encounter_of
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


STEP, STATE, ITEM = next(iter(NextStep)).value, next(iter(NextState)).value, next(iter(Supply)).value

SAID: Mapping[str, tuple[object, ...]] = {
    "length": ("", None, next(iter(Length)).value, "ages"),
    "mattered": ([], [next(iter(Mattered)).value], ["nothing such"]),
    "next": ({}, {STEP: STATE}, {"nowhere": STATE}),
    "supplies": ({}, {ITEM: 2}, {ITEM: True}),
    "individual": (None, bytes(16), b"short"),
    "words": ("", "their own words", 7),
    "count": (True, False, 1),
    "share": ({}, {"ab" * 16: [3, True]}, {"ab" * 16: [-1, True]}, None),
    "hidden": (False, True),
    "handle": ("a column of our own",),
    "of a newer one": ("something", None),
}


def some_notes(other: Computer, chance: random.Random) -> list[OpenedRevision]:
    """Return notes that say this and that, some of it odd, some of it carried on from a version that never came."""
    page = []
    for _ in range(40):
        names = chance.sample(sorted(SAID), chance.randrange(4))
        said = {**FIELDS, **{name: chance.choice(SAID[name]) for name in names}}
        if not chance.randrange(8):
            del said[chance.choice(sorted(said))]
        if chance.randrange(3):
            page.append(other.says(new_id(), said))
        else:
            record, writer = new_id(), chance.choice([other, Computer(other.person, other.space)])
            before = [head for _ in range(chance.randrange(1, 3)) if (head := writer.says(record, said).head)]
            changes = chance.choice([{"memory": "changed"}, {**FIELDS, "memory": "all of it"}, {**said, **FIELDS}])
            page.append(other.says(record, changes, before))
    return page


def rows(vault: Vault) -> list[dict[str, object]]:
    with vault.read() as tx:
        found = tx._connection.exec_driver_sql("SELECT * FROM encounter ORDER BY record").mappings().all()
    return [{name: value for name, value in row.items() if name != "id"} for row in found]


@pytest.mark.parametrize("seed", range(12))
def test_every_column_is_the_same_whatever_a_note_says(vault: Vault, tmp_path: Path, seed: int) -> None:
    """What is not bound is at its default, and the packed lineage is byte for byte that of the careful way."""
    with vault.read() as tx:
        person, space = tx.person, tx.own_space
    page = some_notes(Computer(person, space), random.Random(seed))
    apply_all(vault, space, page)
    with new_vault(tmp_path / "other") as slow:
        with slow.write() as tx:
            tx.identity.put(replace(tx.identity.get(), person=person))
        for i, one in enumerate(page):
            apply_all(slow, space, [one], start=i)
        assert rows(vault) == rows(slow)
        assert states(vault) == states(slow)
    assert 5 < len(rows(vault)) < len(page)


def test_an_encounter_can_be_made_of_what_it_needs_and_of_nothing_less() -> None:
    check_answers(FIELDS)
    encounter_of(new_id(), {**KINDS[RecordKind.ENCOUNTER].defaults(), **FIELDS})
    for name in ("happened_on", "setting", "outcome", "mode"):
        with pytest.raises(UnreadableFieldError, match=name):
            check_answers({other: value for other, value in FIELDS.items() if other != name})


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
