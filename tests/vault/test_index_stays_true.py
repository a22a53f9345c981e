"""Whatever is done to notes, in whatever order: the search index says exactly what the notes say."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.domain.individual import Individual
from peerdesk.domain.merge import Head
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.records import Records
from peerdesk.vault.search_words import MANY
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_id, new_vault, reopened
from tests.vault.pulled import Computer, apply_all, seal_everything

INTEGRITY = "INSERT INTO encounter_search (encounter_search, rank) VALUES ('integrity-check', 1)"
WORDS = st.sampled_from(["harbor", "housing papers", "café", "", "río and river", "a" * 200])
FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "mode": "in_person"}
DEVICE = DeviceId(b"D" * 16)
STEPS = st.sampled_from(["new", "edit", "edit", "rename", "erase"])


def beginning_with(vault: Vault, letters: str) -> list[str]:
    """Ask the index itself, note by note: the memories of the notes in which it knows a word that begins so."""
    sql = (
        "SELECT e.memory FROM encounter_search s JOIN encounter e ON e.id = s.rowid"
        " WHERE encounter_search MATCH ? ORDER BY e.id"
    )
    return list(vault._connection.exec_driver_sql(sql, (f'"{letters}"*',)).scalars())


def test_no_letter_of_an_old_handle_stays_in_the_index(home: Path) -> None:
    with new_vault(home) as vault:
        person = Individual(id=new_id(), handle="Blue Heron")
        with vault.write() as tx:
            tx.individuals.put(person)
        for words in ("harbor", "tea"):
            with vault.write() as tx:
                tx.encounters.put(replace(an_encounter(words), individual=person.id))
        with vault.write() as tx:
            tx.individuals.put(replace(person, handle="Red Otter"))
        assert beginning_with(vault, "h") == ["harbor"]
        vault._connection.exec_driver_sql(INTEGRITY)


def test_no_letter_of_old_words_stays_when_several_notes_change_in_one_commit(home: Path) -> None:
    with new_vault(home) as vault:
        notes = [an_encounter(words) for words in ("harbor", "heron", "hand")]
        for note in notes:
            with vault.write() as tx:
                tx.encounters.put(note)
        with vault.write() as tx:
            for note, words in zip(notes, ("harbors", "tea", "papers"), strict=True):
                tx.encounters.put(replace(note, memory=words))
        assert beginning_with(vault, "h") == ["harbors"]
        vault._connection.exec_driver_sql(INTEGRITY)


def test_words_that_go_take_no_letter_of_the_words_that_come_in_the_same_commit(home: Path) -> None:
    with new_vault(home) as vault:
        note = an_encounter("harbor")
        with vault.write() as tx:
            tx.encounters.put(note)
        with vault.write() as tx:
            tx.encounters.put(replace(note, memory="housing papers"))
            tx.encounters.put(an_encounter("heron"))
        assert beginning_with(vault, "h") == ["housing papers", "heron"]
        vault._connection.exec_driver_sql(INTEGRITY)


def test_a_page_of_changes_costs_no_more_for_each_than_a_few_of_them(home: Path) -> None:
    """Written one by one, each made a piece of the index that the next one had to look through."""
    with new_vault(home) as vault:
        with vault.read() as tx:
            other = Computer(tx.person, tx.own_space)
        new = [other.says(new_id(), {**FIELDS, "memory": f"harbor {i}"}) for i in range(MANY)]
        apply_all(vault, other.space, new)
        changed = [other.says(RecordId(n.header.record), {"memory": "heron"}, [n.head] if n.head else []) for n in new]
        before = pieces(vault)
        apply_all(vault, other.space, changed, start=MANY)
        assert len(beginning_with(vault, "he")) == MANY
        assert not beginning_with(vault, "ha")
        vault._connection.exec_driver_sql(INTEGRITY)
        assert pieces(vault) <= before + 1


def pieces(vault: Vault) -> int:
    sql = "SELECT count(DISTINCT segid) FROM encounter_search_idx"
    return int(vault._connection.exec_driver_sql(sql).scalar_one())


class Desk(RuleBasedStateMachine):
    """Somebody at work, with another computer of theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.vault: Vault = new_vault(Path(self.home.name))
        self.records: list[RecordId] = []
        self.seq = 0

    @initialize()
    def begin(self) -> None:
        with self.vault.read() as tx:
            self.other = Computer(tx.person, tx.own_space)
        self.person = Individual(id=new_id(), handle="Blue Heron")
        with self.vault.write() as tx:
            tx.individuals.put(self.person)

    @rule(words=WORDS)
    def keeps(self, words: str) -> None:
        note = replace(an_encounter(words), individual=self.person.id)
        with self.vault.write() as tx:
            tx.encounters.put(note)
        self.records.append(note.id)

    @rule(words=WORDS, which=st.integers(0, 50))
    def rewords(self, words: str, which: int) -> None:
        if self.records:
            record = self.records[which % len(self.records)]
            with self.vault.write() as tx:
                tx.encounters.put(replace(tx.encounters.get(record), memory=words))

    @rule(handle=st.sampled_from(["Blue Heron", "Red Otter", "Ñandú"]))
    def renames(self, handle: str) -> None:
        with self.vault.write() as tx:
            tx.individuals.put(Individual(id=self.person.id, handle=handle))

    @rule(which=st.integers(0, 50))
    def erases(self, which: int) -> None:
        if self.records:
            record = self.records.pop(which % len(self.records))
            with self.vault.write() as tx:
                tx.encounters.erase(record)

    @rule(words=WORDS)
    def pulls_a_new_note(self, words: str) -> None:
        record = new_id()
        self._pull([self.other.says(record, {**FIELDS, "memory": words, "individual": self.person.id})])
        self.records.append(record)

    @rule(words=WORDS, which=st.integers(0, 50))
    def pulls_an_edit(self, words: str, which: int) -> None:
        if self.records:
            record = self.records[which % len(self.records)]
            seal_everything(self.vault, DEVICE)
            with self.vault.read() as tx:
                heads = tx.histories.heads(record)
            self._pull([self.other.says(record, {"memory": words}, heads[:1])])

    @rule(which=st.integers(0, 50))
    def pulls_an_erase(self, which: int) -> None:
        if self.records:
            self._pull([self.other.erases(self.records.pop(which % len(self.records)))])

    @rule(steps=st.lists(st.tuples(STEPS, WORDS, st.integers(0, 50)), min_size=2, max_size=12))
    def pulls_a_page(self, steps: list[tuple[str, str, int]]) -> None:
        seal_everything(self.vault, DEVICE)
        heads: dict[RecordId, tuple[Head, ...]] = {}
        page = []
        for step, words, which in steps:
            record = self.records[which % len(self.records)] if self.records else new_id()
            if step == "erase" and self.records:
                self.records.remove(record)
                page.append(self.other.erases(record))
                continue
            one = self._said(step, record, words, which, heads)
            page.append(one)
            heads[RecordId(one.header.record)] = (one.head,) if one.head else ()
        self._pull(page)

    def _said(
        self, step: str, record: RecordId, words: str, which: int, heads: dict[RecordId, tuple[Head, ...]]
    ) -> OpenedRevision:
        if step == "rename":
            before = heads.get(self.person.id) or self._heads(self.person.id, RecordKind.INDIVIDUAL)
            return self.other.says(self.person.id, {"handle": f"Tern {which}"}, before[:1], RecordKind.INDIVIDUAL)
        if step == "edit" and record in self.records:
            before = heads.get(record) or self._heads(record, RecordKind.ENCOUNTER)
            return self.other.says(record, {"memory": words}, before[:1])
        record = new_id()
        self.records.append(record)
        return self.other.says(record, {**FIELDS, "memory": words, "individual": self.person.id})

    def _heads(self, record: RecordId, kind: RecordKind) -> tuple[Head, ...]:
        with self.vault.read() as tx:
            known = Records(tx._connection).find(kind, tx.person, record)
            return known.heads() if known else ()

    @rule()
    def locks_and_unlocks(self) -> None:
        self.vault.close()
        self.vault = reopened(self.vault.folder)

    @invariant()
    def every_word_is_found_where_it_stands_and_nowhere_else(self) -> None:
        self.vault._connection.exec_driver_sql(INTEGRITY)
        with self.vault.read() as tx:
            kept = {record: tx.encounters.get(record) for record in self.records}
            assert {row.id for row in tx.encounters.page(limit=1000)} == set(self.records)
            for word in ("harbor", "housing", "cafe", "rio"):
                found = {one.row.id for one in tx.encounters.search(word, 1000)}
                stands = {r for r, note in kept.items() if word in note.memory.replace("é", "e").replace("í", "i")}
                assert found == stands

    def teardown(self) -> None:
        self.vault.close()
        self.home.cleanup()

    def _pull(self, page: list[OpenedRevision]) -> None:
        apply_all(self.vault, self.other.space, page, self.seq)
        self.seq += len(page)


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
