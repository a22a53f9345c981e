"""Which copies are looked at after something came in: those of the notes it was about, and all where that is unknown.

What is changed here is changed behind the back of the verbs, which bring the copies along at once: only the look does.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.copies_due import are_copies_due, copies_are_due, due_notes
from peerdesk.sync.projections import original_of
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock

NOTE = EncounterDraft(setting="ed", outcome="left", handle="Fox", memory="first", follow_up="2026-12-24")
Change = Callable[[Transaction, RecordId], None]


class Computers:
    """Two computers of one peer, who has shared a note; both have looked at all copies once already."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.sync(devon)
        self.note = keep_encounter(devon, NOTE, clock(), os.urandom).id
        share(devon, self.note, find_reader(devon, "Tomas Okafor", clock()), clock())
        hospital.sync(devon)
        devon.close()
        home, copy = hospital.folder / "homes" / "Devon Achebe", hospital.folder / "homes" / "copy"
        shutil.copytree(home, copy)
        self.one, self.other = self._open(home), self._open(copy)
        for vault in (self.one, self.other):
            with vault.write() as tx:
                copies_are_due(tx)
            hospital.sync(vault)

    def _open(self, home: Path) -> Vault:
        vault = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    def copies_are_right(self, vault: Vault) -> bool:
        with vault.read() as tx:
            wanted = original_of(tx, self.note).copy(include_memory=False)
            return [one.item.projection for one in tx.shared_items.given(self.note)] == [wanted]


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[Computers]:
    with a_hospital(tmp_path) as hospital:
        yield Computers(hospital)


def edit(tx: Transaction, note: RecordId) -> None:
    known = tx.encounters.get(note)
    tx.encounters.put(replace(known, mode=type(known.mode)("phone")))


def move(tx: Transaction, note: RecordId) -> None:
    (planned,) = tx.follow_ups.of(note)
    tx.follow_ups.put(planned.moved(date(2027, 1, 8)))


def erase_plan(tx: Transaction, note: RecordId) -> None:
    (planned,) = tx.follow_ups.of(note)
    known = tx.encounters._records.find(RecordKind.FOLLOW_UP, tx.person, planned.id)
    assert known is not None
    Outbox(tx._connection).erase(known)


def rename(tx: Transaction, _note: RecordId) -> None:
    known = tx.individuals.by_handle("Fox")
    assert known is not None
    tx.individuals.put(replace(known, handle="Quiet River"))


@pytest.mark.parametrize("change", [edit, move, erase_plan, rename])
def test_a_copy_follows_whatever_it_is_made_from(computers: Computers, change: Change) -> None:
    with computers.other.write() as tx:
        change(tx, computers.note)
    computers.hospital.sync(computers.other)
    assert not computers.copies_are_right(computers.other)
    assert computers.hospital.sync(computers.one).proof
    assert computers.copies_are_right(computers.one)
    computers.hospital.sync(computers.other)
    assert computers.copies_are_right(computers.other)


def test_a_change_names_its_note_and_a_note_that_nobody_was_given_is_not_looked_at(computers: Computers) -> None:
    private = keep_encounter(computers.one, NOTE, clock(), os.urandom).id
    with computers.one.write() as tx:
        copies_are_due(tx, Changes.of(RecordKind.ENCOUNTER, private))
        assert not are_copies_due(tx)
        copies_are_due(tx, Changes.of(RecordKind.ENCOUNTER, private, computers.note))
        assert due_notes(tx) == {computers.note}
        copies_are_due(tx)
        copies_are_due(tx, Changes.of(RecordKind.ENCOUNTER, computers.note))
        assert due_notes(tx) is None
