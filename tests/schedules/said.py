"""What people said, and who had seen what when they said it: so what has to be visible. No merging happens here.

A word is one thing written into one field of one note. When somebody writes, the words on their screen are what they
knowingly replace. A word is accounted for if it is visible, or if a word that replaced it is accounted for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from peerdesk.domain.ids import RecordId

WORD = re.compile(rb"w\d+q")
FIELDS = ("memory", "words")
Place = tuple[RecordId, str]
Erasure = tuple[bytes | None, RecordId, frozenset[str]]
"""By which computer, of which note, and the words that whoever erased it had seen, or had seen replaced."""


def words_in(raw: bytes | str | None) -> frozenset[str]:
    """Return the words in some text."""
    text = raw.encode() if isinstance(raw, str) else raw or b""
    return frozenset(word.decode() for word in WORD.findall(text))


@dataclass
class Said:
    """Everything that was kept. `lost` are words that no rule can save: each of their copies was destroyed.

    `said_again` are words that stand under a second stamp. `copied_unsent` are notes of which something was not sealed
    when a vault was copied: erasing such a note on one side is unknown to the other, which sends its own.
    `by` is on which computer each word was said, and `erasures` who erased what, having seen what.
    `anew` are words of erased notes that somebody has kept as new notes. `heard_late` are notes of a revoked computer
    that a server took in again once it had forgotten the revocation: who fetched them before it knew keeps what came.
    `apart` are words of removed computers that count nowhere before their person says yes, and `erasures_apart` their
    erases. A word that replaced one of these replaced what that one had replaced, too. `taken` names the computer on
    which the person said yes to a word.
    """

    places: dict[str, Place] = field(default_factory=dict)
    replaced_by: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    said_again: set[str] = field(default_factory=set)
    erased: dict[RecordId, set[str]] = field(default_factory=lambda: defaultdict(set))
    copied_unsent: set[RecordId] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    anew: set[str] = field(default_factory=set)
    heard_late: set[RecordId] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    by: dict[str, bytes | None] = field(default_factory=dict)
    erasures: list[Erasure] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    erasures_apart: list[Erasure] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    number: int = 0

    def new_word(self, device: bytes | None) -> str:
        """Return a word that nobody has said before, for whoever sits at this computer to say."""
        self.number += 1
        word = f"w{self.number}q"
        self.by[word] = device
        return word

    @property
    def begun(self) -> set[RecordId]:
        """Return the notes that were begun anywhere, whether they count or not."""
        return {note for note, _ in self.places.values()}

    @property
    def notes(self) -> set[RecordId]:
        return {note for word, (note, _) in self.places.items() if word not in self.apart}

    def say(self, word: str, place: Place, over: frozenset[str]) -> None:
        """Somebody who saw `over` in this place has written `word` there."""
        self.places[word] = place
        for seen in over - {word}:
            self.replaced_by[seen].add(word)

    def choose(self, kept: frozenset[str], instead_of: frozenset[str]) -> None:
        """Somebody who saw two versions has kept `kept`."""
        self.said_again |= kept
        for seen in instead_of - kept:
            self.replaced_by[seen] |= kept

    def erase(self, device: bytes | None, note: RecordId, seen: frozenset[str]) -> None:
        """Somebody who saw these words, and all that they replaced, has erased the note on this computer."""
        known, todo = set[str](), list(seen)
        while todo:
            word = todo.pop()
            if word not in known:
                known.add(word)
                todo += [before for before, after in self.replaced_by.items() if word in after]
        self.erasures.append((device, note, frozenset(known)))
        self.erased[note] |= known

    def disown(self, device: bytes | None, unsent: frozenset[str], erased: frozenset[RecordId]) -> None:
        """A computer was revoked: what it had not sent counts nowhere; of its erases only these had gone.

        Whatever its unsent words had replaced stands again, or what they had made way for themselves does.
        """
        self.apart |= unsent & self.places.keys()
        self.erasures_apart += [one for one in self.erasures if one[0] == device and one[1] not in erased]
        self.erasures = [one for one in self.erasures if one[0] != device or one[1] in erased]
        self._add_up_erasures()

    def begin_anew(self, computers: Iterable[str]) -> None:
        """Their person lost every key, and was invited once more: what was said, or is said on their old computers,
        counts for nothing and against nothing."""
        self.before.update(computers)
        self.heard_late |= self.notes
        for known in (self.places, self.replaced_by, self.erased, self.taken):
            known.clear()
        for some in (self.apart, self.anew, self.comments, self.copied_unsent):
            some.clear()
        self.erasures.clear()
        self.erasures_apart.clear()

    def say_apart(self, word: str, place: Place, over: frozenset[str]) -> None:
        """Somebody has written `word` on a computer that was removed."""
        self.say(word, place, over)
        self.apart.add(word)

    def take_in(self, at: str, words: frozenset[str], erased: frozenset[RecordId] = frozenset()) -> None:
        """Their person has said that these words of a removed computer are theirs, and that it erased these notes."""
        self.taken |= dict.fromkeys(self.apart & words, at)
        self.apart -= words
        self.erasures += [one for one in self.erasures_apart if one[1] in erased]
        self.erasures_apart = [one for one in self.erasures_apart if one[1] not in erased]
        self._add_up_erasures()

    def _add_up_erasures(self) -> None:
        self.erased.clear()
        for _, note, known in self.erasures:
            self.erased[note] |= known

    def keep_anew(self, note: RecordId, seen: frozenset[str]) -> None:
        """Somebody was asked, and has kept what they saw of an erased note as a new one."""
        self.anew |= seen

    def lose(self, gone: frozenset[str], left: frozenset[str]) -> None:
        """These words are gone, and with them what they had replaced before it was sealed; `left` are all there are."""
        todo = list(gone)
        while todo:
            word = todo.pop()
            if word not in self.lost:
                self.lost.add(word)
                todo += [before for before, after in self.replaced_by.items() if word in after and before not in left]

    @property
    def erased_words(self) -> set[str]:
        return set().union(*self.erased.values())

    @property
    def erased_apart(self) -> set[str]:
        """Return the words that somebody has erased, whether that counts or not."""
        return self.erased_words.union(*(known for _, _, known in self.erasures_apart))

    def unseen(self, note: RecordId) -> set[str]:
        """Return the words of an erased note that nobody who erased it had seen."""
        return {word for word, place in self.places.items() if place[0] == note} - self.erased[note] - self.apart

    def is_replaced_among(self, word: str, there: frozenset[str]) -> bool:
        """Say whether a word, or one that replaced it, is among these."""
        return self._lives(word, there, set())

    def faults(self, place: Place, visible: frozenset[str]) -> str:
        """Say what is wrong with what is visible in a place; empty if nothing is."""
        words = {word for word, where in self.places.items() if where == place} - self.apart
        foreign = visible - words
        hidden = {word for word in words - self.lost if not self._lives(word, visible, set())}
        stale = {
            word
            for word in visible - self.said_again - self.lost
            if any(self._lives(after, visible, {word}) for after in self.replaced_by[word] - self.lost)
        }
        named = {"not said here": foreign, "hidden": hidden, "replaced and still there": stale}
        return "; ".join(f"{what}: {sorted(which)}" for what, which in named.items() if which)

    def _lives(self, word: str, visible: frozenset[str], asked: set[str]) -> bool:
        if word in visible:
            return True
        asked = asked | {word}
        return any(self._lives(after, visible, asked) for after in self.replaced_by[word] - asked)
