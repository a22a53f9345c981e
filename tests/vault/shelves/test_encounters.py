from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.individual import Individual
from peerdesk.domain.sharing import Grant, stopped, widened
from peerdesk.domain.vocabulary import (
    Interpreter,
    Language,
    Length,
    Mattered,
    Mode,
    NextState,
    NextStep,
    Outcome,
    Setting,
    Supply,
    Support,
    WrittenWith,
)
from peerdesk.vault.shelves.identity import Organisation
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.values import encounter_of, plain_encounter
from peerdesk.vault.vault import Vault
from tests.support.vaults import TODAY, an_encounter, new_id

SUPERVISOR = PersonId(b"S" * 16)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


def members(vocabulary: type[StrEnum]) -> st.SearchStrategy[tuple[StrEnum, ...]]:
    return st.lists(st.sampled_from(vocabulary), unique=True, max_size=4).map(tuple)


ENCOUNTERS = st.builds(
    Encounter,
    id=st.builds(new_id),
    happened_on=st.dates(),
    setting=st.sampled_from(Setting),
    outcome=st.sampled_from(Outcome),
    support=members(Support),
    individual=st.none() | st.just(RecordId(b"I" * 16)),
    mode=st.sampled_from(Mode),
    length=st.none() | st.sampled_from(Length),
    mattered=members(Mattered),
    next=st.dictionaries(st.sampled_from(NextStep), st.sampled_from(NextState), max_size=3),
    supplies=st.dictionaries(st.sampled_from(Supply), st.integers(1, 99), max_size=3),
    words=TEXTS,
    memory=TEXTS,
    language=st.none() | st.sampled_from(Language),
    interpreter=st.none() | st.sampled_from(Interpreter),
    written_with=st.none() | st.sampled_from(WrittenWith),
    count=st.booleans(),
    bring_to_supervision=st.booleans(),
    prompt=TEXTS,
)


@given(ENCOUNTERS)
def test_an_encounter_survives_its_fields_and_its_row(encounter: Encounter) -> None:
    assert encounter_of(encounter.id, plain_encounter(encounter)) == encounter


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENCOUNTERS, min_size=1, max_size=4))
def test_a_new_note_lies_in_the_same_row_whichever_way_it_was_kept(vault: Vault, encounters: list[Encounter]) -> None:
    with vault.write() as tx:
        for encounter in encounters:
            tx.encounters.put(replace(encounter, id=new_id()))
            tx.encounters.put(replace(encounter, id=new_id()), new=True)
        tx.encounters.put_many(replace(encounter, id=new_id()) for encounter in encounters)
    rows = vault._connection.exec_driver_sql("SELECT * FROM encounter ORDER BY id DESC").mappings().all()
    rows = rows[: 3 * len(encounters)]
    same = [{name: value for name, value in row.items() if name not in {"id", "record"}} for row in reversed(rows)]
    singly, together = same[: 2 * len(encounters)], same[2 * len(encounters) :]
    for i, row in enumerate(together):
        assert singly[2 * i] == singly[2 * i + 1] == row


def test_an_encounter_comes_back_as_it_was_kept(vault: Vault) -> None:
    note = an_encounter("A calm morning", words="I feel heard", mattered=("housing",))
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.read() as tx:
        assert tx.encounters.get(note.id) == note


def test_keeping_again_replaces_what_was_kept_and_waits_once(vault: Vault) -> None:
    note = an_encounter("First words")
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.write() as tx:
        tx.encounters.put(replace(note, memory="Other words"))
    with vault.read() as tx:
        assert tx.encounters.get(note.id).memory == "Other words"
        assert tx.encounters.search("first", 5) == ()
        assert len(tx.encounters.search("other", 5)) == 1
        assert tx.outbox.waiting() == 1


def test_keeping_many_gives_the_same_rows_as_keeping_one_by_one(vault: Vault) -> None:
    person = Individual(id=new_id(), handle="Blue Heron 27")
    notes = [an_encounter(f"note {i}", unix_ms=i) for i in range(5)]
    notes.append(
        Encounter(id=new_id(), happened_on=TODAY, setting=Setting.ED, outcome=Outcome.LEFT, individual=person.id)
    )
    again = [
        Encounter(**{**{f: getattr(n, f) for f in n.__slots__}, "id": new_id(10_000 + i)}) for i, n in enumerate(notes)
    ]
    with vault.write() as tx:
        tx.individuals.put(person)
        assert tx.encounters.put_many(notes) == 6
        for note in again:
            tx.encounters.put(note)
    rows = vault._connection.exec_driver_sql("SELECT * FROM encounter ORDER BY id").mappings().all()
    skip = {"id", "record"}
    first, second = ([{k: v for k, v in row.items() if k not in skip} for row in part] for part in (rows[:6], rows[6:]))
    assert first == second
    with vault.read() as tx:
        assert tx.outbox.waiting() == 13
        assert len(tx.encounters.search("heron", 10)) == 2


def test_pages_follow_one_another_without_gap_or_repeat(vault: Vault) -> None:
    days = [TODAY - timedelta(days=i % 7) for i in range(25)]
    with vault.write() as tx:
        for i, day in enumerate(days):
            tx.encounters.put(an_encounter(f"{i}", happened_on=day.isoformat(), unix_ms=i))
    seen, cursor = [], ""
    with vault.read() as tx:
        while page := tx.encounters.page(limit=4, before=cursor):
            seen += page
            cursor = page[-1].cursor
    assert len({row.id for row in seen}) == 25
    assert [row.happened_on for row in seen] == sorted((row.happened_on for row in seen), reverse=True)


def test_a_page_can_be_narrowed(vault: Vault) -> None:
    with vault.write() as tx:
        early = an_encounter("early", happened_on="2026-01-05", setting="home")
        late = an_encounter("late", happened_on="2026-02-05", outcome="left")
        tx.encounters.put(early)
        tx.encounters.put(late, shares=widened({}, SUPERVISOR, 0, include_memory=False))
    with vault.write() as tx:

        def ids(**wanted: Any) -> list[RecordId]:
            return [row.id for row in tx.encounters.page(limit=10, wanted=Wanted(**wanted))]

        assert ids(since="2026-01-06") == [late.id]
        assert ids(until="2026-01-05") == [early.id]
        assert ids(setting="home") == [early.id]
        assert ids(outcome="left") == [late.id]
        assert ids(shared=True) == [late.id]
        assert ids(shared=False) == [early.id]
        assert ids(follow_up=True) == []
        tx.follow_ups.put(FollowUp(id=new_id(), due=date(2026, 11, 28), encounter=early.id, individual=None))
        assert ids(follow_up=True) == [early.id]
        assert ids(follow_up=True, outcome="left") == []

        def found(**wanted: Any) -> list[RecordId]:
            return [one.row.id for one in tx.encounters.search("ea", 10, Wanted(**wanted))]

        assert found() == [early.id]
        assert (found(follow_up=True, shared=False), found(shared=True)) == ([early.id], [])
        assert ids() == [late.id, early.id]


def test_a_row_says_what_a_list_needs(vault: Vault) -> None:
    person = Individual(id=new_id(), handle="Quiet Maple")
    note = an_encounter("First line\nSecond line", bring_to_supervision=True)
    note = Encounter(**{**{f: getattr(note, f) for f in note.__slots__}, "individual": person.id})
    due = FollowUp(id=new_id(), due=date(2026, 11, 28), encounter=note.id, individual=person.id)
    with vault.write() as tx:
        tx.individuals.put(person)
        tx.encounters.put(note, shares=widened({}, SUPERVISOR, 0, include_memory=True))
        tx.follow_ups.put(due)
    with vault.read() as tx:
        (row,) = tx.encounters.page(limit=5)
    assert (row.handle, row.first_line, row.readers) == ("Quiet Maple", "First line", (SUPERVISOR,))
    assert (row.follow_up_due, row.count_only, row.conflicts) == (date(2026, 11, 28), False, False)
    assert row.bring_to_supervision


def test_a_note_waits_only_where_there_is_a_hospital_to_send_it_to(vault: Vault) -> None:
    hospital = Organisation(
        root_fingerprint=b"f" * 32, name="Harbor Point", name_key=b"k" * 32, server="https://x", pin=b""
    )
    note = an_encounter()
    with vault.write() as tx:
        tx.encounters.put(note)
    with vault.write() as tx:
        assert not tx.encounters.row(note.id).waiting
        tx.identity.put(replace(tx.identity.get(), organisation=hospital))
        assert tx.encounters.row(note.id).waiting


def test_another_handle_reaches_the_lists_and_the_search_of_every_note(vault: Vault) -> None:
    person = Individual(id=new_id(), handle="Blue Heron")
    with vault.write() as tx:
        tx.individuals.put(person)
        tx.encounters.put_many(
            [Encounter(id=new_id(), happened_on=TODAY, setting=Setting.ED, outcome=Outcome.MET, individual=person.id)]
        )
        tx.individuals.put(Individual(id=person.id, handle="Red Otter"))
    with vault.read() as tx:
        assert tx.encounters.search("heron", 5) == ()
        assert [one.row.handle for one in tx.encounters.search("otter", 5)] == ["Red Otter"]


def test_the_highest_generation_outlives_stopping(vault: Vault) -> None:
    note = an_encounter()
    with vault.write() as tx:
        tx.encounters.put(note, shares=widened({}, SUPERVISOR, 0, include_memory=False))
        tx.encounters.put(note, shares=stopped(tx.encounters.grants(note.id), SUPERVISOR))
    with vault.read() as tx:
        assert tx.encounters.grants(note.id) == {SUPERVISOR: Grant(generation=0)}
        assert tx.encounters.highest_generation(note.id) == 1
        assert tx.encounters.row(note.id).readers == ()


def test_an_id_is_found_by_six_digits_and_not_by_five(vault: Vault) -> None:
    note = an_encounter(unix_ms=0x112233445566)
    with vault.write() as tx:
        tx.encounters.put(note)
        tx.encounters.put(an_encounter(unix_ms=0x665544332211))
        tx.encounters.put(an_encounter(unix_ms=0x665544332212))
    with vault.read() as tx:
        assert tx.encounters.resolve("112233") == note.id
        assert tx.encounters.resolve(note.id.hex().upper()) == note.id
        assert tx.encounters.resolve("1122334") == note.id
        for prefix in ("665544", "11223"):
            with pytest.raises(AmbiguousIdError):
                tx.encounters.resolve(prefix)
        for prefix in ("aabbcc", "not hex", "ab" * 40):
            with pytest.raises(NotFoundError):
                tx.encounters.resolve(prefix)


def test_a_deleted_note_is_off_the_list_and_can_come_back(vault: Vault) -> None:
    note = an_encounter("gone for now")
    with vault.write() as tx:
        tx.encounters.put(note)
        tx.encounters.hide(note.id)
    with vault.write() as tx:
        assert tx.encounters.page(limit=5) == ()
        assert tx.encounters.row(note.id).hidden
        tx.encounters.unhide(note.id)
        assert [row.id for row in tx.encounters.page(limit=5)] == [note.id]


def test_what_is_not_there_is_said_to_be_not_there(vault: Vault) -> None:
    with vault.write() as tx:
        for ask in (
            tx.encounters.get,
            tx.encounters.hide,
            tx.encounters.erase,
            tx.encounters.row,
            tx.encounters.grants,
        ):
            with pytest.raises(NotFoundError):
                ask(new_id())


def test_a_note_that_was_never_sealed_is_erased_without_a_trace(vault: Vault) -> None:
    note = an_encounter("nobody else ever saw this")
    with vault.write() as tx:
        tx.encounters.put(note)
        tx.encounters.erase(note.id)
    with vault.read() as tx:
        assert tx.outbox.waiting() == 0
        assert tx.encounters.search("nobody", 5) == ()
