"""I13: when another computer of the person's deletes very much, nothing is hidden before the person has decided."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.guard import DAY_SECONDS, LEAST, NO_BEAT, Beat
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import (
    change_encounter,
    delete_encounter,
    encounter_detail,
    encounter_page,
    keep_encounter,
    undelete_encounter,
)
from peerdesk.work.mass_hiding import accept_hiding, held_hiding, keep_everything
from peerdesk.work.notices import notices
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.sync.logs import erase
from tests.sync.restoring import a_restorable_hospital
from tests.sync.test_evidence import TwoComputers

NOTES = 60


class Deleting(TwoComputers):
    """Sixty notes on both computers, which one of them deletes."""

    def begin(self) -> None:
        drafts = [EncounterDraft(setting="ed", outcome="left", memory=f"note {i}") for i in range(NOTES)]
        self.notes = [keep_encounter(self.one, draft, clock(), os.urandom).id for draft in drafts]
        self.meet()

    def meet(self) -> None:
        for vault in (self.one, self.other, self.one, self.other):
            self.hospital.sync(vault)

    def delete(self, count: int, start: int = 0) -> None:
        for note in self.notes[start : start + count]:
            delete_encounter(self.one, note)


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Deleting]:
    with a_restorable_hospital(tmp_path) as hospital:
        deleting = Deleting(hospital)
        deleting.begin()
        yield deleting


def shown(vault: Vault) -> set[RecordId]:
    return {row.id for row in encounter_page(vault, limit=500)}


def is_told(vault: Vault) -> bool:
    return NoticeKind.MASS_HIDING in {one.kind for one in notices(vault)}


def test_a_few_are_deleted_here_as_well_and_nobody_is_asked(devon: Deleting) -> None:
    devon.delete(LEAST - 1)
    devon.meet()
    assert len(shown(devon.other)) == NOTES + 1 - (LEAST - 1)
    assert not is_told(devon.other)


@pytest.mark.invariant(13)
def test_very_many_wait_for_the_person_and_nothing_is_hidden_until_then(devon: Deleting) -> None:
    devon.delete(LEAST + 5)
    devon.meet()
    assert set(devon.notes) <= shown(devon.other)
    held = held_hiding(devon.other)
    assert held is not None
    assert held.records == LEAST + 5
    assert is_told(devon.other)
    result = devon.hospital.sync(devon.other)
    # It holds up nothing else, and is no doubt about what is on the server.
    assert (result.proof, result.waiting) == (True, 0)


def test_what_the_person_lets_go_is_deleted_on_both(devon: Deleting) -> None:
    devon.delete(LEAST + 5)
    devon.meet()
    accept_hiding(devon.other)
    assert len(shown(devon.other)) == NOTES + 1 - (LEAST + 5)
    assert held_hiding(devon.other) is None
    assert not is_told(devon.other)
    devon.meet()
    assert shown(devon.one) == shown(devon.other)


def test_what_the_person_keeps_comes_back_on_both_with_what_was_hidden_before_it_stopped(devon: Deleting) -> None:
    devon.delete(10)
    devon.meet()
    devon.delete(15, start=10)
    devon.meet()
    assert len(shown(devon.other)) == NOTES + 1 - 10
    keep_everything(devon.other, clock(), os.urandom)
    assert set(devon.notes) <= shown(devon.other)
    devon.meet()
    assert set(devon.notes) <= shown(devon.one)
    assert shown(devon.one) == shown(devon.other)
    assert heads(devon.one, devon.notes) == heads(devon.other, devon.notes)


def heads(vault: Vault, notes: list[RecordId]) -> list[list[bytes | None]]:
    with vault.read() as tx:
        return [[head.revision for head in tx.histories.heads(note)] for note in notes]


def test_erased_notes_wait_as_well_and_are_kept_as_new_ones(devon: Deleting) -> None:
    for note in devon.notes[: LEAST + 5]:
        erase(devon.one, note)
    devon.meet()
    assert set(devon.notes) <= shown(devon.other)
    keep_everything(devon.other, clock(), os.urandom)
    assert not set(devon.notes[: LEAST + 5]) & shown(devon.other)
    memories = {encounter_detail(devon.other, note).encounter.memory for note in shown(devon.other)}
    assert {f"note {i}" for i in range(NOTES)} <= memories
    devon.meet()
    assert shown(devon.one) == shown(devon.other)
    assert len(shown(devon.one)) == NOTES + 1


def test_what_is_written_meanwhile_on_either_computer_is_there_after_either_answer(devon: Deleting) -> None:
    devon.delete(LEAST + 5)
    devon.meet()
    change_encounter(devon.other, devon.notes[0], {"words": "written while it waited"}, clock(), os.urandom)
    change_encounter(devon.one, devon.notes[1], {"words": "written on a deleted note"}, clock(), os.urandom)
    devon.meet()
    accept_hiding(devon.other)
    devon.meet()
    assert shown(devon.one) == shown(devon.other)
    assert heads(devon.one, devon.notes) == heads(devon.other, devon.notes)


def test_what_is_said_of_a_note_that_waits_is_shown_and_is_the_same_on_both_in_the_end(devon: Deleting) -> None:
    """The other computer brings one back and changes it, while the deletion of it still waits here."""
    devon.delete(LEAST + 5)
    devon.meet()
    undelete_encounter(devon.one, devon.notes[0])
    change_encounter(devon.one, devon.notes[0], {"words": "brought back"}, clock(), os.urandom)
    devon.meet()
    assert encounter_detail(devon.other, devon.notes[0]).encounter.words == "brought back"
    accept_hiding(devon.other)
    devon.meet()
    assert shown(devon.one) == shown(devon.other)
    assert devon.notes[0] in shown(devon.other)
    assert heads(devon.one, devon.notes) == heads(devon.other, devon.notes)


def test_a_vault_that_is_closed_meanwhile_asks_again(devon: Deleting) -> None:
    devon.delete(LEAST + 5)
    devon.meet()
    devon.other.close()
    again = unlock(choose(devon.hospital.folder / "homes" / "copy"), PASSPHRASE, allow_test_profile=True)
    devon.hospital.open_vaults.append(again)
    assert held_hiding(again) is not None
    assert set(devon.notes) <= shown(again)


def test_ten_percent_of_very_many_is_more_than_twenty(devon: Deleting) -> None:
    drafts = [EncounterDraft(setting="ed", outcome="left") for _ in range(240)]
    devon.notes += [keep_encounter(devon.one, draft, clock(), os.urandom).id for draft in drafts]
    devon.meet()
    devon.delete(LEAST + 5)
    devon.meet()
    assert held_hiding(devon.other) is None
    devon.delete(10, start=LEAST + 5)
    devon.meet()
    assert held_hiding(devon.other) is not None


def test_a_day_is_counted_by_the_time_the_vault_was_open_and_never_by_a_clock(devon: Deleting) -> None:
    devon.delete(15)
    devon.meet()
    with devon.other.write() as tx:
        assert len(tx.guard.recent()) == 15
        # A day goes by with the vault open here.
        seconds = tx.guard.open_seconds(Beat(b"another run", 0.0))
        assert tx.guard.open_seconds(Beat(b"another run", DAY_SECONDS + 1.0)) > seconds + DAY_SECONDS
        assert tx.guard.recent() == frozenset()
        # A timer that begins again, or goes back, takes nothing away.
        assert tx.guard.open_seconds(NO_BEAT) >= seconds + DAY_SECONDS
    devon.delete(15, start=15)
    devon.meet()
    assert held_hiding(devon.other) is None


def test_a_shared_note_that_waits_is_not_shared_again_by_the_computer_that_waits(tmp_path: Path) -> None:
    """A copy that was withdrawn is dead, although the note is still shown here as it was."""
    with a_restorable_hospital(tmp_path) as hospital:
        tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = Deleting(hospital, supervisor="Tomas Okafor")
        devon.begin()
        reader = find_reader(devon.one, "Tomas Okafor", clock())
        for note in devon.notes[:3]:
            share(devon.one, note, reader, clock())
        devon.meet()
        hospital.sync(tomas)
        assert len(review_queue(tomas)) == 3
        devon.delete(LEAST + 5)
        devon.meet()
        change_encounter(devon.other, devon.notes[0], {"words": "changed while it waited"}, clock(), os.urandom)
        devon.meet()
        hospital.sync(tomas)
        assert review_queue(tomas) == ()
        with devon.other.read() as tx:
            assert tx.shared_items.given(devon.notes[0]) == ()
