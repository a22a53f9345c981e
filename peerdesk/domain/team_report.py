"""The team's figures, and what of them is shown: no number from 1 to 10, and none that the others give away.

Reports have two shapes and no others, a month and a quarter, so nobody can choose a difference. What a month shows
depends on that month alone, and never on a later one. A quarter shows what it can beside its three months as they
stand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from peerdesk.domain.flows import Edge, Node, given_away
from peerdesk.domain.tally import WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support

FEWEST_PEERS: Final = 3
"""With fewer peers at work than this, nothing at all is said."""
SMALLEST_SHOWN: Final = 11

TOTAL, OUTCOMES, SETTINGS, SUPPORT, SUPPLIES = "encounters", "outcomes", "settings", "support", "supplies"
TABLES: Final[Mapping[str, type[StrEnum]]] = {
    OUTCOMES: Outcome,
    SETTINGS: Setting,
    SUPPORT: Support,
    SUPPLIES: Supply,
}
_ALL: Final = ""
Place = tuple[str, str]
"""A table, and a row of it. The one number of all encounters has no row."""
Part = tuple[int, Place]
"""A number of a month of a quarter, or of the quarter itself."""
_WHOLE: Final = -1


class Mark(StrEnum):
    """What stands in the place of a number."""

    SMALL = "<11"
    """From 1 to 10."""
    HIDDEN = "hidden"
    """11 or more; it would give a small one away."""
    LEFT_OUT = "left out"
    """Nothing is said, not even whether it is none."""


Cell = int | Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a month: of every place, also where it is 0. `peers` is how many of them met somebody."""

    numbers: Mapping[Place, int]
    peers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of a period, by table and row."""

    cells: Mapping[Place, Cell] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, Cell]:
        """Return one table, in its order."""
        return {row: cell for (table, row), cell in self.cells.items() if table == name}

    @property
    def total(self) -> Cell:
        """How many encounters there were."""
        return self.cells[TOTAL, _ALL]


def figures_of(tallies: Iterable[tuple[bytes, WeekTally]]) -> Figures:
    """Return the sums of some weeks. Each tally comes with whose it is, which is counted and goes no further."""
    numbers = no_numbers()
    at_work: set[bytes] = set()
    for owner, tally in tallies:
        if tally.total:
            at_work.add(owner)
        numbers[TOTAL, _ALL] += tally.total
        for setting, outcomes in tally.encounters.items():
            for outcome, count in outcomes.items():
                numbers[SETTINGS, setting.value] += count
                numbers[OUTCOMES, outcome.value] += count
        for chip, count in tally.support.items():
            numbers[SUPPORT, chip.value] += count
        for item, count in tally.supplies.items():
            numbers[SUPPLIES, item.value] += count
    return Figures(numbers=numbers, peers=len(at_work))


def no_numbers() -> dict[Place, int]:
    """Return 0 for every place of a report, in the order in which they are shown."""
    places = ((TOTAL, _ALL), *((name, code.value) for name, codes in TABLES.items() for code in codes))
    return dict.fromkeys(places, 0)


def month_shown(month: Figures) -> Shown | None:
    """Return what is shown of a month, None where fewer than three peers were at work."""
    if month.peers < FEWEST_PEERS:
        return None
    cells = {place: _at_first(number) for place, number in month.numbers.items()}
    _leave_out_support(month, cells)
    while away := given_away(_month_edges(month, cells), _guarded(month.numbers, cells)):
        cells[_to_hide(cells, (_table_of(away[0]), TOTAL, OUTCOMES, SETTINGS))] = Mark.HIDDEN
    return Shown(cells=cells)


def quarter_shown(months: tuple[Figures, ...]) -> Shown | None:
    """Return what is shown of a quarter, None where it would say something of a month of which nothing is said.

    Also None where its numbers would give one of a month away whatever is hidden of them.
    """
    found = tuple(month_shown(month) for month in months)
    shown = tuple(one for one in found if one is not None)
    if len(shown) < len(months):
        return None
    numbers = {place: sum(month.numbers[place] for month in months) for place in months[0].numbers}
    cells = {place: _at_first(number) for place, number in numbers.items()}
    left_out = {place for one in shown for place, cell in one.cells.items() if cell is Mark.LEFT_OUT}
    cells.update(dict.fromkeys(left_out, Mark.LEFT_OUT))
    while away := given_away(*_quarter(months, shown, numbers, cells)):
        row = away[0][1]
        own = [row] if isinstance(cells[row], int) and cells[row] else []
        victims = own or [place for place in reversed(tuple(cells)) if _may_hide(place, cells, row[0])]
        if not victims:
            return None
        cells[victims[0]] = Mark.HIDDEN
    return Shown(cells=cells)


def _at_first(number: int) -> Cell:
    return Mark.SMALL if 1 <= number < SMALLEST_SHOWN else number


def _leave_out_support(month: Figures, cells: dict[Place, Cell]) -> None:
    """Leave out all support where it could be reckoned with that every meeting has some.

    Elsewhere that says nothing: what is shown, and one of each that is small, are as many already.
    """
    support = [place for place in cells if place[0] == SUPPORT]
    least = sum(1 if cells[place] is Mark.SMALL else month.numbers[place] for place in support)
    if least < month.numbers.get((OUTCOMES, Outcome.MET.value), 0):
        cells.update(dict.fromkeys(support, Mark.LEFT_OUT))


def _guarded(numbers: Mapping[Place, int], cells: Mapping[Place, Cell]) -> list[Place]:
    return [place for place, cell in cells.items() if isinstance(cell, Mark) and 1 <= numbers[place] < SMALLEST_SHOWN]


def _table_of(place: Place) -> str:
    return place[0]


def _to_hide(cells: Mapping[Place, Cell], tables: Iterable[str]) -> Place:
    """Return the next place to hide: the last row of the first table that shows one. Its size has no say in it."""
    return next(place for table in tables for place in reversed(tuple(cells)) if _may_hide(place, cells, table))


def _may_hide(place: Place, cells: Mapping[Place, Cell], table: str) -> bool:
    cell = cells[place]
    return place[0] == table and isinstance(cell, int) and cell >= SMALLEST_SHOWN


def _edge(tail: Node, head: Node, number: int, cell: Cell) -> Edge:
    if cell is Mark.SMALL:
        return Edge(tail, head, number, 1, SMALLEST_SHOWN - 1)
    if cell is Mark.HIDDEN:
        return Edge(tail, head, number, SMALLEST_SHOWN, None)
    if cell is Mark.LEFT_OUT:
        return Edge(tail, head, number, 0, None)
    return Edge(tail, head, number, number, number)


def _ends(place: Place, when: int) -> tuple[Node, Node]:
    """Return from where to where a month's number flows: outcomes come in, and go out again as settings."""
    table, row = place
    if table == TOTAL:
        return ("in", when), ("out", when)
    if table == OUTCOMES:
        return ("outcome", row), ("in", when)
    if table == SETTINGS:
        return ("out", when), ("setting", row)
    # Nothing adds support up, or supplies: each row is by itself.
    return ("from", place), ("to", place)


def _month_edges(month: Figures, cells: Mapping[Place, Cell]) -> dict[Place, Edge]:
    edges = {}
    for place, number in month.numbers.items():
        tail, head = (_joined(end) for end in _ends(place, 0))
        edges[place] = _edge(tail, head, number, cells[place])
    # What adds up to nothing may be anything: its two ends are one.
    return {p: replace(e, head=e.tail) if p[0] in {SUPPORT, SUPPLIES} else e for p, e in edges.items()}


def _joined(end: Node) -> Node:
    """Return the one node in which rows of a month begin and end: no sum of a row is known."""
    return "around" if isinstance(end, tuple) and end[0] in {"outcome", "setting"} else end


def _quarter(
    months: tuple[Figures, ...], shown: tuple[Shown, ...], numbers: Mapping[Place, int], cells: Mapping[Place, Cell]
) -> tuple[dict[Part, Edge], list[Part]]:
    """Return all the numbers of a quarter and its months as they flow, and those that nobody may work out."""
    edges: dict[Part, Edge] = {}
    guarded: list[Part] = []
    for when, (month, said) in enumerate(zip(months, shown, strict=True)):
        for place, number in month.numbers.items():
            edges[when, place] = _edge(*_ends(place, when), number, said.cells[place])
        guarded += [(when, place) for place in _guarded(month.numbers, said.cells)]
    for place, number in numbers.items():
        edges[_WHOLE, place] = _edge(*_ends_of_sum(place), number, cells[place])
    guarded += [(_WHOLE, place) for place in _guarded(numbers, cells)]
    return edges, guarded


def _ends_of_sum(place: Place) -> tuple[Node, Node]:
    table, row = place
    if table == TOTAL:
        return "all in", "all out"
    if table == OUTCOMES:
        return "all out", ("outcome", row)
    if table == SETTINGS:
        return ("setting", row), "all in"
    return ("to", place), ("from", place)
