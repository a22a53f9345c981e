"""Which hidden numbers of a table can be worked out from what is shown beside them.

Tables whose rows and columns add up are a circulation: each number is what flows along an edge, and each sum a node in
which as much arrives as leaves. A number can be another one, with everything that is shown unchanged, exactly if there
is a way around through edges that may still change. Source: Ahuja, Magnanti, Orlin, Network Flows, section 6.5; for
tables in particular Gusfield, SIAM J. Comput. 17 (1988), A graph theoretic approach to statistical data security.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Node = Hashable


@dataclass(frozen=True, slots=True)
class Edge:
    """A number, where it flows from and to, and between what a reader knows it to lie. `most` may be open."""

    tail: Node
    head: Node
    value: int
    least: int
    most: int | None

    @property
    def can_rise(self) -> bool:
        """Say whether a reader could take it for more."""
        return self.most is None or self.value < self.most

    @property
    def can_fall(self) -> bool:
        """Say whether a reader could take it for less."""
        return self.value > self.least


def given_away(edges: Mapping[Name, Edge], guarded: Iterable[Name]) -> tuple[Name, ...]:
    """Return those of the guarded numbers that have one possible value only, in the order given."""
    ways: dict[Node, set[tuple[Node, Name]]] = defaultdict(set)
    for name, edge in edges.items():
        if edge.can_rise:
            ways[edge.tail].add((edge.head, name))
        if edge.can_fall:
            ways[edge.head].add((edge.tail, name))
    return tuple(name for name in guarded if not _is_open(edges[name], name, ways))


def _is_open(edge: Edge, name: Name, ways: Mapping[Node, set[tuple[Node, Name]]]) -> bool:
    if edge.can_rise and _leads(edge.head, edge.tail, name, ways):
        return True
    return edge.can_fall and _leads(edge.tail, edge.head, name, ways)


def _leads(start: Node, end: Node, without: Name, ways: Mapping[Node, set[tuple[Node, Name]]]) -> bool:
    """Say whether there is a way from one node to another that does not use one edge."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        for other, name in ways.get(node, ()):
            if name != without and other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
