"""Keeping, changing, finding and deleting notes: each verb one commit, also in a vault of no hospital."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import (
    AmbiguousIdError,
    BadDateError,
    BadValueError,
    InputRefusedError,
    MissingAnswerError,
    NotEnrolledError,
    NotFoundError,
    UnknownCodeError,
    UnknownFieldError,
    VaultExistsError,
    VaultMissingError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from peerdesk.domain.ids import RecordId, new_record_id
from peerdesk.domain.vocabulary import Outcome
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import (
    change_encounter,
    check_draft,
    day,
    delete_encounter,
    drafts,
    drop_draft,
    encounter_detail,
    encounter_page,
    keep_draft,
    keep_encounter,
    keep_many,
    resolve,
    search,
    undelete_encounter,
)
from peerdesk.work.enrolment import start_alone
from peerdesk.work.health import doctor
from peerdesk.work.sharing import readers
from peerdesk.work.syncing import status, sync_now
from peerdesk.work.unlock import choose, people, unlock

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PASSPHRASE = "seven green boats at the pier"
NOTE = EncounterDraft(setting="ed", outcome="met", support=("time",), handle="Blue Heron 27", memory="likes tea")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    started = start_alone(home, "Devon Achebe", PASSPHRASE, profile=TEST_ONLY)
    yield started.vault
    started.vault.close()


def keep(vault: Vault, draft: EncounterDraft = NOTE) -> RecordId:
    return keep_encounter(vault, draft, NOW, os.urandom).id


def test_a_note_is_durable_when_the_verb_returns(vault: Vault, home: Path) -> None:
    kept = keep_encounter(vault, NOTE, NOW, os.urandom)
    assert kept.changes.ids(RecordKind.ENCOUNTER) == {kept.id}
    assert kept.changes.outbox
    vault.close()
    again = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
    assert encounter_detail(again, kept.id).encounter.memory == "likes tea"
    again.close()


def test_the_same_handle_is_the_same_individual(vault: Vault) -> None:
    first, second = keep(vault), keep(vault, EncounterDraft(setting="ed", outcome="left", handle=" blue heron 27"))
    one, other = (encounter_detail(vault, note).encounter.individual for note in (first, second))
    assert one == other is not None


def test_what_cannot_be_kept_leaves_nothing(vault: Vault) -> None:
    bad = [
        (EncounterDraft(setting="ed", outcome="met"), MissingAnswerError),
        (EncounterDraft(setting="moon", outcome="left"), UnknownCodeError),
        (EncounterDraft(setting="ed", outcome="left", handle="New Person", follow_up="soon"), BadDateError),
    ]
    for draft, error in bad:
        with pytest.raises(error):
            keep(vault, draft)
    assert encounter_page(vault) == ()
    with vault.read() as tx:
        assert tx.outbox.spaces() == ()
        assert tx.individuals.by_handle("New Person") is None


def test_many_notes_are_kept_together_or_not_at_all(vault: Vault) -> None:
    good = [EncounterDraft(setting="ed", outcome="left", handle=f"Fox {i % 3}", memory=f"n {i}") for i in range(50)]
    with pytest.raises(InputRefusedError):
        keep_many(vault, [*good, EncounterDraft(setting="ed")], NOW, os.urandom)
    assert encounter_page(vault) == ()
    kept = keep_many(vault, [*good, NOTE], NOW, os.urandom)
    assert len(set(kept.ids)) == 51
    # One above the other, so that an import of any size lies side by side on the disk.
    assert list(kept.ids) == sorted(kept.ids)
    assert all((record[6] >> 4, record[8] >> 6) == (7, 2) for record in kept.ids)
    assert len(encounter_page(vault)) == 51
    assert len(search(vault, "fox")) == 50
    with vault.read() as tx:
        assert len(tx.individuals.recent(10)) == 4


def test_a_draft_can_be_checked_without_keeping_it(vault: Vault) -> None:
    check_draft(NOTE, NOW)
    with pytest.raises(BadDateError):
        check_draft(EncounterDraft(setting="ed", outcome="left", follow_up="x"), NOW)


def test_a_change_touches_what_it_names_and_nothing_else(vault: Vault) -> None:
    note = keep(vault)
    change_encounter(vault, note, {"memory": "likes coffee", "outcome": "brief", "support": []}, NOW, os.urandom)
    detail = encounter_detail(vault, note)
    assert (detail.encounter.memory, detail.encounter.outcome, detail.encounter.support) == (
        "likes coffee",
        Outcome.BRIEF,
        (),
    )
    assert detail.handle == "Blue Heron 27"
    assert [found.row.id for found in search(vault, "coffee")] == [note]
    assert search(vault, "tea") == ()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"diagnosis": "x"}, UnknownFieldError),
        ({"memory": 3}, BadValueError),
        ({"support": "time"}, BadValueError),
        ({"count": "yes"}, BadValueError),
        ({"setting": "moon"}, UnknownCodeError),
        ({"support": []}, MissingAnswerError),
        ({"happened_on": "yesterday"}, BadDateError),
        ({"supplies": {"sharps": "two"}}, InputRefusedError),
        ({"next": {"shelter": 3}}, InputRefusedError),
        ({"support": [3]}, InputRefusedError),
    ],
)
def test_a_change_that_cannot_be_leaves_the_note_as_it_was(
    vault: Vault, changes: dict[str, object], error: type[Exception]
) -> None:
    note = keep(vault)
    before = encounter_detail(vault, note).encounter
    with pytest.raises(error):
        change_encounter(vault, note, changes, NOW, os.urandom)
    assert encounter_detail(vault, note).encounter == before


def test_a_follow_up_is_planned_moved_and_taken_away(vault: Vault) -> None:
    note = keep(vault, EncounterDraft(setting="ed", outcome="left", handle="Fox", follow_up="7d"))
    change_encounter(vault, note, {"follow_up": "2026-11-21"}, NOW, os.urandom)
    (due,) = day(vault, TODAY).follow_ups
    assert (due.handle, due.follow_up.due) == ("Fox", TODAY)
    change_encounter(vault, note, {"follow_up": ""}, NOW, os.urandom)
    assert day(vault, TODAY).follow_ups == ()
    assert encounter_detail(vault, note).follow_up is None


def test_a_deleted_note_is_gone_from_lists_and_search_and_can_come_back(vault: Vault) -> None:
    note = keep(vault)
    delete_encounter(vault, note)
    assert encounter_page(vault) == search(vault, "tea") == ()
    assert encounter_detail(vault, note).hidden
    undelete_encounter(vault, note)
    assert len(encounter_page(vault)) == len(search(vault, "tea")) == 1


def test_what_was_begun_comes_back_and_is_forgotten_with_the_note_it_became(vault: Vault) -> None:
    draft = new_record_id(NOW, os.urandom)
    assert keep_draft(vault, draft, EncounterDraft(memory="half a sent"), NOW).drafts
    assert [one.draft.memory for one in drafts(vault)] == ["half a sent"]
    with vault.read() as tx:
        assert tx.outbox.spaces() == ()
    keep_encounter(vault, NOTE, NOW, os.urandom, from_draft=draft)
    assert drafts(vault) == ()
    drop_draft(vault, draft)


def test_lists_are_filtered_by_day_setting_and_outcome(vault: Vault) -> None:
    keep(vault)
    old = keep(vault, EncounterDraft(setting="street", outcome="left", happened_on="2026-10-01"))
    assert [row.id for row in encounter_page(vault, Wanted(until="2026-10-31"))] == [old]
    assert [row.id for row in encounter_page(vault, Wanted(setting="street"))] == [old]
    assert [row.id for row in encounter_page(vault, Wanted(outcome="met", shared=False))] != [old]
    first = encounter_page(vault, limit=1)
    assert [row.id for row in encounter_page(vault, limit=1, before=first[0].cursor)] == [old]


def test_a_note_is_found_by_the_beginning_of_its_id(vault: Vault) -> None:
    note = keep(vault)
    assert resolve(vault, note.hex()) == resolve(vault, note.hex()[:31].upper()) == note
    with pytest.raises(AmbiguousIdError):
        resolve(vault, note.hex()[:5])
    with pytest.raises(NotFoundError):
        resolve(vault, "ffffffff")
    with pytest.raises(NotFoundError):
        encounter_detail(vault, RecordId(bytes(16)))


def test_a_vault_of_no_hospital_keeps_everything_and_sends_nothing(vault: Vault) -> None:
    keep(vault)
    now = status(vault, NOW)
    assert (now.organisation, now.waiting, now.proof, now.role) == ("", 0, False, None)
    with pytest.raises(NotEnrolledError):
        sync_now(vault, _nowhere, NOW, os.urandom)
    with pytest.raises(NotEnrolledError):
        readers(vault, NOW)


def _nowhere(address: str, pin: bytes) -> object:
    raise AssertionError("nothing may be opened")


def test_people_are_chosen_by_name_and_asked_for_when_there_are_several(vault: Vault, home: Path) -> None:
    other = start_alone(home, "Marisol Vega", PASSPHRASE, profile=TEST_ONLY)
    other.vault.close()
    assert [place.display_name for place in people(home)] == ["Devon Achebe", "Marisol Vega"]
    assert choose(home, "marisol  vega").display_name == "Marisol Vega"
    with pytest.raises(AmbiguousIdError):
        choose(home)
    with pytest.raises(NotFoundError):
        choose(home, "Nobody")
    with pytest.raises(VaultMissingError):
        choose(home / "elsewhere")
    with pytest.raises(WrongPassphraseError):
        unlock(choose(home, "Marisol Vega"), "another passphrase", allow_test_profile=True)


@pytest.mark.parametrize(
    ("name", "passphrase", "error"),
    [
        ("", PASSPHRASE, MissingAnswerError),
        ("Devon Achebe", PASSPHRASE, VaultExistsError),
        ("New", "short", WeakPassphraseError),
        ("Devon", "devon devon devon", WeakPassphraseError),
    ],
)
def test_a_set_up_that_cannot_be_leaves_nothing(
    vault: Vault, home: Path, name: str, passphrase: str, error: type[Exception]
) -> None:
    before = sorted(home.rglob("*"))
    with pytest.raises(error):
        start_alone(home, name, passphrase, profile=TEST_ONLY)
    assert sorted(home.rglob("*")) == before


def test_the_recovery_code_stands_on_the_sheet_and_in_nothing_that_could_be_logged(home: Path) -> None:
    started = start_alone(home, "Rosa", PASSPHRASE, profile=TEST_ONLY)
    started.vault.close()
    assert started.sheet.code in started.sheet.text()
    assert started.sheet.code not in repr(started)


def test_the_doctor_looks_and_touches_nothing(vault: Vault, home: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    findings = {(found.code, found.vault): found.ok for found in doctor(home)}
    assert findings["header", "Devon Achebe"]
    assert findings["private", "Devon Achebe"]
    assert not findings["free", "Devon Achebe"]
    (vault.folder / "header.json").chmod(0o644)
    assert not {(f.code, f.vault): f.ok for f in doctor(home)}["private", "Devon Achebe"]
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
