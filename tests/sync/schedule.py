"""A random story: two computers of one peer and a supervisor, on lines that fail, with an oracle of what has to hold.

The oracle knows who saw what when they wrote. At rest it says which words must stand and which copies must be there.
"""

import os
import random
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotFoundError, OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.merge import view
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import (
    change_encounter,
    delete_encounter,
    encounter_detail,
    encounter_page,
    keep_encounter,
    undelete_encounter,
)
from peerdesk.work.sharing import find_reader, preview, share, stop_sharing
from peerdesk.work.supervision import comment, open_item, review_queue
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.sync.bad_line import BadLine

FIELDS = ("memory", "words")
REST_ROUNDS = 12


class Schedule:
    """Plays steps chosen by a seed. `one` and `other` are the peer's computers, `tomas` is the supervisor."""

    def __init__(self, hospital: Hospital, seed: int, faults: float = 0.25) -> None:
        self.chance = random.Random(seed)
        self.hospital = hospital
        self.faults = faults
        self.step_number = 0
        self.standing: dict[tuple[RecordId, str], set[str]] = defaultdict(set)
        self.said: set[str] = set()
        self.vaults: dict[str, Vault] = {"tomas": hospital.join("Tomas Okafor", Role.SUPERVISOR)}
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.sync(devon)
        self.reader = find_reader(devon, "Tomas Okafor", clock())
        devon.close()
        homes = hospital.folder / "homes"
        shutil.copytree(homes / "Devon Achebe", homes / "copy")
        self.homes = {"one": homes / "Devon Achebe", "other": homes / "copy", "tomas": homes / "Tomas Okafor"}
        for name in ("one", "other"):
            self.vaults[name] = self._open(name)

    def _open(self, name: str) -> Vault:
        vault = unlock(choose(self.homes[name]), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    def play(self, steps: int) -> None:
        for _ in range(steps):
            self.step_number += 1
            peer = self.vaults[self.chance.choice(("one", "other"))]
            action = self.chance.choices(
                (self.add, self.edit, self.share, self.stop, self.delete, self.sync, self.talk, self.lock),
                weights=(3, 6, 3, 2, 1, 10, 2, 1),
            )[0]
            action(peer)

    def token(self) -> str:
        return f"word{self.step_number}x{self.chance.randrange(10**6)}"

    def some_note(self, vault: Vault) -> RecordId | None:
        rows = encounter_page(vault)
        return self.chance.choice(rows).id if rows else None

    def add(self, vault: Vault) -> None:
        word = self.token()
        note = keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=word), clock(), os.urandom).id
        self.standing[note, "memory"].add(word)

    def edit(self, vault: Vault) -> None:
        note, field, word = self.some_note(vault), self.chance.choice(FIELDS), self.token()
        if note is None:
            return
        seen = shown(vault, note, field)
        change_encounter(vault, note, {field: word}, clock(), os.urandom)
        self.standing[note, field] -= seen
        self.standing[note, field].add(word)

    def share(self, vault: Vault) -> None:
        note = self.some_note(vault)
        if note is not None:
            share(vault, note, self.reader, clock(), include_memory=self.chance.random() < 0.5)

    def stop(self, vault: Vault) -> None:
        note = self.some_note(vault)
        if note is not None:
            stop_sharing(vault, note)

    def delete(self, vault: Vault) -> None:
        note = self.some_note(vault)
        if note is not None:
            delete_encounter(vault, note)
            if self.chance.random() < 0.5:
                undelete_encounter(vault, note)

    def talk(self, _: Vault) -> None:
        items = review_queue(self.vaults["tomas"])
        if items:
            item, word = self.chance.choice(items).received.item.id, self.token()
            open_item(self.vaults["tomas"], item, clock(), os.urandom)
            comment(self.vaults["tomas"], item, word, clock(), os.urandom)
            self.said.add(word)

    def lock(self, _: Vault) -> None:
        name = self.chance.choice(tuple(self.vaults))
        self.vaults[name].close()
        self.vaults[name] = self._open(name)

    def sync(self, _: Vault) -> None:
        self.hospital.wrap = lambda line: BadLine(line, self._fault)
        with suppress(OfflineError):
            self.hospital.sync(self.vaults[self.chance.choice(tuple(self.vaults))])
        self.hospital.wrap = lambda line: line

    def _fault(self, endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        luck = self.chance.random()
        if luck < self.faults / 6:
            raise OfflineError
        answer = go_on()
        if luck < self.faults / 3:
            raise OfflineError
        return answer

    def rest(self) -> None:
        """Let everybody sync on good lines until nothing moves any more."""
        for _ in range(REST_ROUNDS):
            moved = 0
            for vault in self.vaults.values():
                result = self.hospital.sync(vault)
                moved += result.pushed + result.pulled
            if not moved:
                return
        raise AssertionError("it does not come to rest")

    def check(self) -> None:
        """Hold everybody's view against what was written, and against each other."""
        one, other, tomas = (self.vaults[name] for name in ("one", "other", "tomas"))
        for vault in self.vaults.values():
            result = self.hospital.sync(vault)
            assert (result.proof, result.waiting, result.needs_attention) == (True, 0, 0)
        notes = {note for note, _ in self.standing}
        for note in notes:
            assert picture(one, note) == picture(other, note)
            for field in FIELDS:
                assert shown(one, note, field) == self.standing[note, field]
        wanted = sorted(repr(p) for note in notes for p in self._given(one, note))
        queue = [item.received.item for item in review_queue(tomas)]
        assert sorted(repr(item.projection) for item in queue) == wanted
        with tomas.read() as tx:
            spaces = {item.id: tx.shared_items.space_of(item.id) for item in queue}
            heard = {said.text for item, space in spaces.items() for said in tx.comments.about(item, space)}
        assert heard <= self.said
        assert heard <= {said.text for note in notes for said in encounter_detail(one, note).comments}

    def _given(self, vault: Vault, note: RecordId) -> list[object]:
        detail = encounter_detail(vault, note)
        states = [state for state in detail.shares if state.is_on and not detail.hidden]
        return [
            preview(vault, note, state.person, clock(), include_memory=state.include_memory).projection
            for state in states
        ]


def shown(vault: Vault, note: RecordId, field: str) -> set[str]:
    """Return every value of a field that a person sees."""
    try:
        heads = encounter_detail(vault, note).heads
    except NotFoundError:
        return set()
    return {str(c.value) for c in view(heads).get(field, ()) if c.value}


def picture(vault: Vault, note: RecordId) -> tuple[object, ...]:
    """Return all of a note that has to be equal on all computers of its peer."""
    detail = encounter_detail(vault, note)
    heads = [head.revision for head in detail.heads]
    return heads, detail.encounter, detail.conflicts, detail.hidden, [s.is_on for s in detail.shares]
