"""What people do, each with what it means: done on the product, and told to the reference model once it is kept.

An act returns a claim: a function that looks whether the act is there, and tells the model if so. After a power cut in
the middle the claim is asked; either all of the act is there, or nothing of it.
"""

from collections.abc import Callable, Iterable

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import AckKind
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.deleting import deleted_notes, erase_note
from peerdesk.work.encounters import (
    change_encounter,
    delete_encounter,
    encounter_page,
    keep_encounter,
    undelete_encounter,
)
from peerdesk.work.mass_hiding import accept_hiding, held_hiding, keep_everything
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import acknowledge, comment, open_item, review_queue
from peerdesk.work.two_versions import Pick, disputes, settle
from tests.schedules.decisions import Decision, Decisions
from tests.schedules.looking import is_here, rows, shown, shown_in
from tests.schedules.said import FIELDS, Said, words_in
from tests.schedules.town import Computer, Town

Claim = Callable[[], None]
MOST_NOTES = 4


def nothing() -> None:
    """Claim nothing."""


class Acts:
    """Everything a person can do. `a` and `b` choose among what there is."""

    def __init__(self, town: Town, said: Said, decisions: Decisions) -> None:
        self.town = town
        self.said = said
        self.decisions = decisions
        self.claim: Claim = nothing

    def add(self, at: Computer, a: int, b: int) -> None:
        if len(self.said.notes) >= MOST_NOTES:
            return self.edit(at, a, b)
        word = self.said.new_word(at.open.device)

        def claim() -> None:
            for (note,) in rows(at.open, "SELECT record FROM encounter WHERE memory = ?", word):
                self.said.say(word, (RecordId(note), "memory"), frozenset())

        self.claim = claim
        keep_encounter(at.open, EncounterDraft(setting="ed", outcome="left", memory=word), at.now, self.town.rng)
        return None

    def edit(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        if note is None:
            return
        field, word = FIELDS[b % 2], self.said.new_word(at.open.device)
        over = shown(at.open, note, field)

        def claim() -> None:
            if word in shown(at.open, note, field):
                self.said.say(word, (note, field), over)

        self.claim = claim
        change_encounter(at.open, note, {field: word}, at.now, self.town.rng)

    def settle(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        found = [one for one in disputes(at.open, note) if one.is_picked] if note is not None else []
        if note is None or not found:
            return
        before = {field: shown(at.open, note, field) for field in FIELDS}
        picks = []
        for one in found:
            stamp = None if one.both is not None and b % 3 == 0 else one.options[b % len(one.options)].stamp
            picks.append(Pick(record=one.record, field=one.field, stamp=stamp))

        def claim() -> None:
            for field, seen in before.items():
                self.said.choose(shown(at.open, note, field) & seen, seen)

        self.claim = claim
        settle(at.open, note, picks, at.now)

    def share(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        if note is not None:
            share(at.open, note, self.town.reader, at.now, include_memory=bool(b % 2))

    def stop(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        if note is not None:
            stop_sharing(at.open, note)

    def delete(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        if note is not None:
            delete_encounter(at.open, note, at.now)

    def undelete(self, at: Computer, a: int, b: int) -> None:
        gone = self._in_order(one.row.id for one in deleted_notes(at.open) if one.row.id in self.said.notes)
        if gone:
            undelete_encounter(at.open, gone[a % len(gone)], at.now)

    def erase(self, at: Computer, a: int, b: int) -> None:
        note = self._note(at, a)
        if note is None:
            return
        seen = shown_in(at.open, note)

        def claim() -> None:
            if not is_here(at.open, note):
                self.said.erase(at.open.device, note, seen)

        self.claim = claim
        erase_note(at.open, note)

    def talk(self, at: Computer, a: int, b: int) -> None:
        items = review_queue(at.open)
        if not items:
            return
        item, word = items[a % len(items)].received.item.id, self.said.new_word(at.open.device)

        def claim() -> None:
            if rows(at.open, "SELECT 1 FROM comment WHERE text = ?", word):
                self.said.comments |= words_in(word)

        self.claim = claim
        open_item(at.open, item, at.now, self.town.rng)
        if b % 3 == 0:
            acknowledge(at.open, item, AckKind.THANK, at.now, self.town.rng)
        comment(at.open, item, word, at.now, self.town.rng)

    def answer(self, at: Computer, a: int, b: int) -> None:
        """Say what is to become of very many deletions: let them go, or keep everything."""
        if not self.is_asked(at):
            return
        if b % 2:
            accept_hiding(at.open)
            return
        before = {note: shown_in(at.open, note) for note in self.said.notes if is_here(at.open, note)}

        def claim() -> None:
            for note, seen in before.items():
                if not is_here(at.open, note):
                    self.said.keep_anew(note, seen)

        self.claim = claim
        keep_everything(at.open, at.now, self.town.rng)

    def take_up(self, at: Computer, a: int, b: int) -> None:
        """Say yes to something that a removed computer wrote: to one item, and now and then to all of it."""
        self._decide(self.decisions.take_up(at, a) if b % 3 else self.decisions.answer_all(at, yes=True))

    def leave_apart(self, at: Computer, a: int, b: int) -> None:
        """Say no to something that a removed computer wrote."""
        self._decide(self.decisions.leave_apart(at, a) if b % 4 else self.decisions.answer_all(at, yes=False))

    def _decide(self, decision: Decision | None) -> None:
        if decision is not None:
            self.claim = decision.claim
            decision.do()

    def see_to(self, at: Computer) -> int:
        """See to what waits for a decision and can wait no longer. Return how much that was."""
        self.claim, waiting = nothing, [need for need in needs(at.open) if Act.RESEND in need.acts]
        for need in waiting:
            do(at.open, need.key, Act.RESEND, at.now, self.town.rng)
        is_asked = self.is_asked(at)
        if is_asked:
            self.answer(at, 0, self.said.number)
            self.claim()
        return len(waiting) + is_asked + self._settle_removed(at) + self._trust_new_keys(at)

    def _trust_new_keys(self, at: Computer) -> int:
        """Say of somebody who came back with other keys that it is them. Return of how many."""
        waiting = [need for need in needs(at.open) if Act.SAME in need.acts]
        for need in waiting:
            do(at.open, need.key, Act.SAME, at.now, self.town.rng)
        return len(waiting)

    def _settle_removed(self, at: Computer) -> int:
        """After an officer's revocation only a yes makes all computers equal. Return how much was decided."""
        before = self.decisions.waiting(at) if self.decisions.is_by_officer else 0
        if not before:
            return 0
        self._decide(self.decisions.answer_all(at, yes=True))
        self.claim()
        return before - self.decisions.waiting(at)

    def is_asked(self, at: Computer) -> bool:
        """Say whether very many deletions wait for an answer."""
        return held_hiding(at.open) is not None

    def _note(self, at: Computer, a: int) -> RecordId | None:
        notes = self._in_order(row.id for row in encounter_page(at.open) if row.id in self.said.notes)
        return notes[a % len(notes)] if notes else None

    def _in_order(self, notes: Iterable[RecordId]) -> list[RecordId]:
        """Return notes as they were begun, which no clock knows."""
        return sorted(notes, key=list(dict.fromkeys(note for note, _ in self.said.places.values())).index)
