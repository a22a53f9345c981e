"""A head count and the unit beside a note: kept and changed with it, gone with it, and nobody else's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, InputRefusedError, TextTooLongError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_details import NoteDetails, details_id
from peerdesk.domain.shift import ShiftDraft
from peerdesk.sync import payload
from peerdesk.sync.shapes import IN_OWN_SPACE, TEAM_PLACES
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.counting import count_encounter
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import (
    change_encounter,
    delete_encounter,
    encounter_detail,
    encounter_page,
    keep_draft,
    keep_encounter,
    keep_many,
    undelete_encounter,
)
from peerdesk.work.reading import drafts
from peerdesk.work.sharing import share
from peerdesk.work.shifts import first_words, start_shift
from peerdesk.work.supervision import review_queue
from peerdesk.work.two_versions import Pick, disputes, settle
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import a_vault

UNIT = "Zaffrecanary 4 West"
GROUP = EncounterDraft(setting="inpatient", outcome="met", support=("time",), mode="group", people=8, unit=UNIT)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with a_vault(tmp_path) as found:
        yield found


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def keep(vault: Vault, draft: EncounterDraft = GROUP) -> RecordId:
    return keep_encounter(vault, draft, clock(), os.urandom).id


def change(vault: Vault, note: RecordId, **changes: object) -> None:
    change_encounter(vault, note, changes, clock(), os.urandom)


def beside(vault: Vault, note: RecordId) -> tuple[int | None, str]:
    details = encounter_detail(vault, note).details
    return details.people, details.unit


def rows(vault: Vault) -> int:
    with vault.read() as tx:
        return int(driver_of(tx._connection).execute("SELECT count(*) FROM note_details").fetchone()[0])


def waiting(vault: Vault) -> int:
    with vault.read() as tx:
        return tx.outbox.waiting()


def test_a_group_keeps_its_head_count_and_its_unit(vault: Vault) -> None:
    note = keep(vault)
    assert beside(vault, note) == (8, UNIT)
    change(vault, note, people=12)
    assert beside(vault, note) == (12, UNIT)
    change(vault, note, unit="")
    assert beside(vault, note) == (12, "")


def test_an_ordinary_note_has_no_record_beside_it(vault: Vault) -> None:
    note = keep(vault, EncounterDraft(setting="ed", outcome="declined", unit="  "))
    change(vault, note, memory="another word")
    keep_many(vault, [EncounterDraft(setting="ed", outcome="declined")] * 3, clock(), os.urandom)
    assert rows(vault) == 0
    assert waiting(vault) == 4


def test_many_notes_at_once_keep_theirs_and_none_but_theirs(vault: Vault) -> None:
    plain = EncounterDraft(setting="ed", outcome="declined")
    kept = keep_many(vault, [plain, GROUP, plain], clock(), os.urandom)
    assert [beside(vault, note) for note in kept.ids] == [(None, ""), (8, UNIT), (None, "")]
    assert rows(vault) == 1
    assert kept.changes.has(RecordKind.NOTE_DETAILS, details_id(kept.ids[1]))


@pytest.mark.parametrize(
    ("mode", "people", "unit", "problem"),
    [
        ("group", 1, "", BadValueError),
        ("group", 0, "", BadValueError),
        ("group", -3, "", BadValueError),
        ("group", 100, "", BadValueError),
        ("in_person", 8, "", BadValueError),
        ("", 8, "", BadValueError),
        ("group", 8, "x" * 41, TextTooLongError),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(
    vault: Vault, mode: str, people: int, unit: str, problem: type[InputRefusedError]
) -> None:
    draft = EncounterDraft(setting="ed", outcome="declined", mode=mode, people=people, unit=unit)
    with pytest.raises(problem):
        keep(vault, draft)
    with pytest.raises(problem):
        keep_many(vault, [draft], clock(), os.urandom)
    assert encounter_page(vault) == ()
    note = keep(vault)
    with pytest.raises(problem):
        change(vault, note, mode=mode, people=people, unit=unit)
    assert beside(vault, note) == (8, UNIT)


def test_a_head_count_is_a_number_and_no_flag(vault: Vault) -> None:
    note = keep(vault)
    for wrong in (True, "8", 8.0):
        with pytest.raises(BadValueError):
            change(vault, note, people=wrong)


def test_what_is_no_group_any_more_has_no_head_count(vault: Vault) -> None:
    note = keep(vault)
    change(vault, note, mode="phone")
    assert beside(vault, note) == (None, UNIT)
    change(vault, note, mode="group")
    assert beside(vault, note) == (None, UNIT)


def test_a_deleted_note_takes_it_along_and_brings_it_back(vault: Vault) -> None:
    note = keep(vault)
    delete_encounter(vault, note, clock())
    assert encounter_page(vault) == ()
    undelete_encounter(vault, note, clock())
    assert beside(vault, note) == (8, UNIT)


def test_a_draft_holds_both_and_a_shift_says_the_unit(vault: Vault) -> None:
    keep_draft(vault, RecordId(b"d" * 16), GROUP, clock())
    assert [one.draft for one in drafts(vault)] == [GROUP]
    start_shift(vault, ShiftDraft(setting="inpatient", unit="4 West"), clock(), os.urandom)
    assert first_words(vault).unit == "4 West"


def test_what_is_only_counted_keeps_neither(vault: Vault) -> None:
    count_encounter(vault, GROUP, clock(), os.urandom)
    assert rows(vault) == 0


def test_an_erased_note_leaves_nothing_on_any_computer(two: TwoComputers) -> None:
    note = keep(two.ward)
    two.meet()
    assert beside(two.laptop, note) == (8, UNIT)
    erase_note(two.laptop, note, clock())
    two.meet()
    for vault in (two.ward, two.laptop):
        assert rows(vault) == 0
        with vault.read() as tx:
            assert tx.deleted.is_erased(details_id(note))


@pytest.mark.parametrize("erased_first", [True, False])
def test_what_was_kept_beside_a_note_that_another_computer_erased_goes_too(
    two: TwoComputers, erased_first: bool
) -> None:
    note = two.note()
    erase_note(two.laptop, note, clock())
    change(two.ward, note, unit=UNIT)
    for vault in (two.laptop, two.ward) if erased_first else (two.ward, two.laptop):
        two.hospital.sync(vault)
    two.meet()
    assert rows(two.ward) == rows(two.laptop) == 0
    assert waiting(two.ward) == waiting(two.laptop) == 0


def test_different_answers_meet_and_the_same_one_waits_for_the_person(two: TwoComputers) -> None:
    note = two.note(mode="group")
    change(two.ward, note, people=8)
    change(two.laptop, note, unit=UNIT)
    two.meet()
    assert beside(two.ward, note) == beside(two.laptop, note) == (8, UNIT)
    change(two.ward, note, people=9)
    change(two.laptop, note, people=10)
    two.meet()
    (found,) = disputes(two.ward, note)
    assert (found.field, {one.value for one in found.options}) == ("people", {9, 10})
    with two.ward.read() as tx:
        assert tx.histories.disputed_notes() == (note,)
    theirs = next(one for one in found.options if one.value == 10)
    settle(two.ward, note, [Pick(record=found.record, field="people", stamp=theirs.stamp)], clock())
    two.meet()
    assert beside(two.ward, note) == beside(two.laptop, note) == (10, UNIT)
    assert disputes(two.laptop, note) == ()


def test_a_supervisors_copy_has_neither(two: TwoComputers) -> None:
    note = keep(two.ward)
    with two.tomas.read() as tx:
        reader = tx.person
    share(two.ward, note, reader, clock())
    two.meet()
    two.hospital.sync(two.tomas)
    (item,) = review_queue(two.tomas)
    assert UNIT not in repr(item)
    assert rows(two.tomas) == 0
    assert RecordKind.NOTE_DETAILS in IN_OWN_SPACE


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before anything lay beside a note."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", TEAM_PLACES)
        yield


def test_an_older_peerdesk_keeps_it_unread_and_shows_it_once_it_is_updated(two: TwoComputers) -> None:
    note = keep(two.ward)
    two.hospital.sync(two.ward)
    with older():
        two.hospital.sync(two.laptop)
        assert beside(two.laptop, note) == (None, "")
        change(two.laptop, note, memory="from the older one")
        two.hospital.sync(two.laptop)
        assert rows(two.laptop) == 0
    two.meet()
    two.meet()
    assert beside(two.laptop, note) == beside(two.ward, note) == (8, UNIT)
    assert encounter_detail(two.ward, note).encounter.memory == "from the older one"


RUNS = count()
ACT = st.one_of(
    st.tuples(st.just("people"), st.sampled_from([None, 2, 7, 99])),
    st.tuples(st.just("unit"), st.sampled_from(["", "4 West", "Day room"])),
    st.tuples(st.just("mode"), st.sampled_from(["group", "phone"])),
    st.tuples(st.just("meet"), st.none()),
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), ACT), min_size=2, max_size=8), erased=st.booleans())
def test_whatever_two_computers_say_at_once_both_come_to_the_same(
    two: TwoComputers, steps: list[tuple[bool, tuple[str, object]]], erased: bool
) -> None:
    note = two.note(mode="group", memory=f"run {next(RUNS)}")
    for at_the_ward, (field, value) in steps:
        vault = two.ward if at_the_ward else two.laptop
        if field == "meet":
            two.meet()
        elif field != "people" or encounter_detail(vault, note).encounter.mode == "group":
            change(vault, note, **{field: value})
    if erased:
        erase_note(two.laptop, note, clock())
    two.meet()
    two.meet()
    with two.ward.read() as here, two.laptop.read() as there:
        assert here.encounters.details.of(note) == there.encounters.details.of(note)
        assert not erased or here.encounters.details.of(note) == NoteDetails(about=note)
