"""Merging as a view: a record's state is computed from its heads; nothing is written because something was pulled.

A *head* is a revision that no other known revision names as its parent. Every field of a head carries the *stamp* of
the revision that set it, and every head says which stamps it has seen. A value is shown unless some head has seen its
stamp and carries it no longer, so a value only disappears because a person who saw it replaced it. No clock is asked.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

Value = object
RunKey = tuple[bytes, bytes]


class Stamp(NamedTuple):
    """Which revision set a value: the device, its run (one opening of the vault) and the run's counter."""

    device: bytes
    run: bytes
    n: int


PENDING = Stamp(b"", b"", 0)
"""The stamp of an edit that is kept here and has no counter yet: it gets one when it is sealed."""


class Candidate(NamedTuple):
    """One value of a field, and the revision that set it."""

    value: Value
    stamp: Stamp


Fields = Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One head of a record. `revision` is None while it is an edit of our own that is not sealed yet."""

    revision: bytes | None
    parents: tuple[bytes, ...]
    fields: Fields
    seen: Mapping[RunKey, int]

    def has_seen(self, stamp: Stamp) -> bool:
        """Say whether the author of this head knew the revision with this stamp."""
        if stamp == PENDING:
            return self.revision is None
        return self.seen.get((stamp.device, stamp.run), 0) >= stamp.n


def view(heads: Iterable[Head]) -> dict[str, tuple[Candidate, ...]]:
    """Return every value nobody has knowingly replaced, by field; more than one means a conflict to show.

    The order is that of the stamps, so two devices with the same heads show the same thing. Equal values are one.
    """
    known = tuple(heads)
    shown: dict[str, tuple[Candidate, ...]] = {}
    for name in sorted({name for head in known for name in head.fields}):
        every = {c.stamp: c for head in known for c in head.fields.get(name, ())}
        kept = [c for _, c in sorted(every.items()) if not any(_replaced(head, name, c) for head in known)]
        distinct: list[Candidate] = []
        for candidate in kept:
            if all(candidate.value != other.value for other in distinct):
                distinct.append(candidate)
        if distinct:
            shown[name] = tuple(distinct)
    return shown


def _replaced(head: Head, name: str, candidate: Candidate) -> bool:
    return head.has_seen(candidate.stamp) and all(c.stamp != candidate.stamp for c in head.fields.get(name, ()))


def edited(heads: Iterable[Head], changes: Mapping[str, Value]) -> Head:
    """Return the head that a person's edit of all `heads` makes: what it touches is settled, the rest is carried on.

    An edit on top of one that is not sealed yet squashes into it. A value of None clears the field.
    """
    known = tuple(heads)
    fields = dict(view(known))
    for name, value in changes.items():
        fields[name] = (Candidate(value, PENDING),)
    seen: dict[RunKey, int] = {}
    for head in known:
        for run, n in head.seen.items():
            seen[run] = max(seen.get(run, 0), n)
    return Head(revision=None, parents=_parents(known), fields=fields, seen=seen)


def _parents(heads: tuple[Head, ...]) -> tuple[bytes, ...]:
    names: set[bytes] = set()
    for head in heads:
        names.update(head.parents if head.revision is None else (head.revision,))
    return tuple(sorted(names))


def sealed(head: Head, revision: bytes, stamp: Stamp) -> Head:
    """Return the head under the id and the stamp it got when it was sealed."""
    fields = {
        name: tuple(c._replace(stamp=stamp) if c.stamp == PENDING else c for c in candidates)
        for name, candidates in head.fields.items()
    }
    seen = {**head.seen, (stamp.device, stamp.run): stamp.n}
    return replace(head, revision=revision, fields=fields, seen=seen)


def arrived(heads: Iterable[Head], new: Head, *, superseded: bool) -> tuple[Head, ...]:
    """Return the heads after a revision came in.

    `superseded` says that a revision already known names the new one as its parent (it came late): it is no head then.
    Nor is what an edit names that is not sealed yet: a removed computer's version, taken up before it counted.
    Nor is what another head has seen without naming it: a revision between them was refused, and only a void of it is
    left, or there were more heads than one revision can name.
    """
    known = tuple(heads)
    if any(head.revision == new.revision for head in known):
        return known
    rest = tuple(
        head
        for head in known
        if head.revision is None or not (head.revision in new.parents or _knows_all_of(new, head))
    )
    if superseded or any(new.revision in head.parents or _knows_all_of(head, new) for head in known):
        return rest
    return in_order((*rest, new))


def in_order(heads: Iterable[Head]) -> tuple[Head, ...]:
    """Return heads in the one order in which all computers have them: by their ids, what is not sealed first."""
    return tuple(sorted(heads, key=lambda head: head.revision or b""))


def _knows_all_of(head: Head, other: Head) -> bool:
    """Say whether a head builds on the other: every revision has seen itself, so it has to have seen that too."""
    return head.seen != other.seen and all(head.seen.get(run, 0) >= n for run, n in other.seen.items())


def values(fields: Fields) -> dict[str, Value]:
    """Return one value for each field: the first of those shown. For lists and search."""
    return {name: candidates[0].value for name, candidates in fields.items()}


def state_name(record: bytes, heads: Iterable[Head]) -> bytes:
    """Return 32 bytes that name what stands here: the revision's id, or before it is sealed a digest of the content.

    Two heads, or one that is not sealed, have no id of their own yet; their name changes with every change of a value.
    """
    known = tuple(heads)
    if len(known) == 1 and known[0].revision is not None:
        return known[0].revision
    said = [
        [head.revision, head.parents, sorted((name, [c.value for c in many]) for name, many in head.fields.items())]
        for head in known
    ]
    text = json.dumps([record, said], default=bytes.hex, sort_keys=True)
    return hashlib.sha256(b"PD1 state not sealed" + text.encode()).digest()


def conflicts(fields: Fields) -> tuple[str, ...]:
    """Return the names of the fields that hold more than one value."""
    return tuple(name for name, candidates in fields.items() if len(candidates) > 1)
