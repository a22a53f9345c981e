"""Merging, for any story of three computers that write, hear of each other late, and write again."""

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.merge import (
    PENDING,
    Head,
    Stamp,
    arrived,
    conflicts,
    edited,
    sealed,
    state_name,
    values,
    view,
)

FIELDS = ("memory", "words", "outcome")


@dataclass
class Computer:
    """One computer of a peer: the revisions it knows, and the heads it computed from them as they came."""

    name: bytes
    n: int = 0
    known: dict[bytes, Head] = field(default_factory=dict)
    heads: tuple[Head, ...] = ()

    def hear(self, head: Head) -> None:
        if head.revision in self.known:
            return
        late = any(head.revision in other.parents for other in self.known.values())
        self.known[head.revision or b""] = head
        self.heads = arrived(self.heads, head, superseded=late)

    def write(self, changes: dict[str, str]) -> Head:
        self.n += 1
        pending = edited(self.heads, changes)
        stamp = Stamp(self.name, b"run", self.n)
        self.hear(sealed(pending, b"%s-%d" % (self.name, self.n), stamp))
        return self.known[b"%s-%d" % (self.name, self.n)]


@dataclass
class Story:
    """Everything that was written, with who built on what: the truth that no computer has."""

    computers: tuple[Computer, ...]
    written: list[tuple[Head, dict[str, str]]]

    def below(self, revision: bytes | None) -> set[bytes]:
        every = {head.revision: head for head, _ in self.written}
        found: set[bytes] = set()
        todo = list(every[revision].parents)
        while todo:
            parent = todo.pop()
            if parent not in found:
                found.add(parent)
                todo += every[parent].parents
        return found


def play(seed: int, steps: int) -> Story:
    chance = random.Random(seed)
    computers = tuple(Computer(name) for name in (b"a", b"b", b"c"))
    written: list[tuple[Head, dict[str, str]]] = []
    for step in range(steps):
        computer = chance.choice(computers)
        if chance.random() < 0.5 and written:
            for head, _ in chance.sample(written, k=min(len(written), 3)):
                computer.hear(head)
        else:
            changes = dict.fromkeys(chance.sample(FIELDS, k=chance.randint(1, 2)), f"text {step}")
            written.append((computer.write(changes), changes))
    return Story(computers, written)


stories = st.builds(play, seed=st.integers(0, 2**32), steps=st.integers(1, 14))


@pytest.mark.invariant(4)
@given(stories, st.randoms(use_true_random=False))
def test_any_order_of_delivery_gives_equal_heads_values_and_conflicts(story: Story, chance: random.Random) -> None:
    seen = []
    for computer in (*story.computers, Computer(b"d"), Computer(b"e")):
        arriving = [head for head, _ in story.written]
        chance.shuffle(arriving)
        for head in arriving:
            computer.hear(head)
        shown = view(computer.heads)
        seen.append(([h.revision for h in computer.heads], shown, conflicts(shown), values(shown)))
    assert all(other == seen[0] for other in seen)


@given(stories)
def test_no_value_disappears_unless_somebody_who_saw_it_replaced_it(story: Story) -> None:
    reader = Computer(b"d")
    for head, _ in story.written:
        reader.hear(head)
    shown = view(reader.heads)
    for name in FIELDS:
        writers = [(head, changes[name]) for head, changes in story.written if name in changes]
        replaced: set[bytes] = set().union(*(story.below(head.revision) for head, _ in writers))
        standing = {value for head, value in writers if head.revision not in replaced}
        assert standing == {candidate.value for candidate in shown.get(name, ())}


@given(stories)
def test_hearing_a_revision_twice_changes_nothing(story: Story) -> None:
    computer = story.computers[0]
    before = computer.heads
    for head in list(computer.known.values()):
        computer.heads = arrived(
            computer.heads, head, superseded=any(head.revision in o.parents for o in computer.known.values())
        )
    assert computer.heads == before


def test_an_edit_on_an_edit_that_has_not_left_becomes_one() -> None:
    first = sealed(edited((), {"memory": "one", "words": "w"}), b"r1", Stamp(b"a", b"run", 1))
    pending = edited((first,), {"memory": "two"})
    again = edited((pending,), {"memory": "three"})
    assert again.parents == (b"r1",)
    assert again.revision is None
    assert [c.value for c in view((again,))["memory"]] == ["three"]
    assert [c.stamp for c in again.fields["memory"]] == [PENDING]


def test_an_edit_that_waits_stands_beside_one_that_arrives() -> None:
    first = sealed(edited((), {"memory": "one"}), b"r1", Stamp(b"a", b"run", 1))
    pending = edited((first,), {"memory": "mine"})
    theirs = sealed(edited((first,), {"memory": "theirs"}), b"r2", Stamp(b"b", b"run", 1))
    heads = arrived((pending,), theirs, superseded=False)
    assert {c.value for c in view(heads)["memory"]} == {"mine", "theirs"}
    settled = edited(heads, {"memory": "both"})
    assert settled.parents == (b"r1", b"r2")
    assert [c.value for c in view((settled,))["memory"]] == ["both"]


def test_none_clears_a_field_and_the_clearing_travels() -> None:
    first = sealed(edited((), {"length": "5_15"}), b"r1", Stamp(b"a", b"run", 1))
    cleared = sealed(edited((first,), {"length": None}), b"r2", Stamp(b"a", b"run", 2))
    assert values(view(arrived((first,), cleared, superseded=False))) == {"length": None}


def test_a_state_has_a_name_before_it_is_sealed_and_the_revisions_name_after() -> None:
    first = edited((), {"memory": "a"})
    again = edited((first,), {"memory": "b"})
    assert state_name(b"record", (first,)) == state_name(b"record", (edited((), {"memory": "a"}),))
    assert state_name(b"record", (first,)) != state_name(b"record", (again,)) != state_name(b"other", (again,))
    assert state_name(b"record", (sealed(again, b"r" * 32, Stamp(b"d", b"run", 1)),)) == b"r" * 32
