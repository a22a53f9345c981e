"""The versions of a record in an order that every computer computes alike: each after all it builds on. No clock."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Name = TypeVar("Name")


def in_order(parents: Mapping[Name, Iterable[Name]], tie: Mapping[Name, tuple[bytes, bytes, int]]) -> tuple[Name, ...]:
    """Return the names so that each stands behind its parents, those made side by side in the order of `tie`.

    `parents` says for each what it builds on; what is not among the names itself is passed over. Names that build on
    each other in a circle, which nothing honest makes, stand at the end.
    """
    waits = {name: {one for one in above if one in parents and one != name} for name, above in parents.items()}
    placed: list[Name] = []
    while waits:
        ready = sorted((name for name, above in waits.items() if not above), key=lambda name: tie[name])
        if not ready:
            ready = sorted(waits, key=lambda name: tie[name])
        for name in ready:
            del waits[name]
        for above in waits.values():
            above.difference_update(ready)
        placed += ready
    return tuple(placed)
