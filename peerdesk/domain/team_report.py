"""The team's figures, and what of them is shown: no number from 1 to 10, and none that the others give away.

Reports have two shapes and no others, a month and a quarter, so nobody can choose a difference. What a month shows
depends on that month alone, and never on a later one. A quarter shows what it can beside its three months as they
stand. What is hidden is hidden by rules that ask for nothing but what is shown: a reader who knows them learns nothing
from where they were needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from peerdesk.domain.flows import Edge, Node, given_away
from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.tally import WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support

FEWEST_PEERS: Final = 3
"""With fewer peers at work than this, nothing at all is said."""
SMALLEST_SHOWN: Final = 11

TOTAL, OUTCOMES, SETTINGS, SUPPORT, SUPPLIES = "encounters", "outcomes", "settings", "support", "supplies"
ROLE: Final = "out_of_role"
"""How often peers were asked outside their role: one number, without rows."""
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
    """11 or more; it could give a small one away."""
    LEFT_OUT = "left out"
    """Nothing is said, not even whether it is none."""


Cell = int | Mark
_SMALL_IN_SEVERAL: Final = ([Mark.SMALL] * 2, [Mark.SMALL] * 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a month: of every place, also where it is 0.

    `peers` is how many of them met somebody, `asked` how many said that they were asked outside their role.
    """

    numbers: Mapping[Place, int]
    peers: int
    asked: int = 0


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

    @property
    def role(self) -> Cell:
        """How often peers were asked outside their role."""
        return self.cells[ROLE, _ALL]


def figures_of(tallies: Iterable[tuple[bytes, WeekTally]], asked: Iterable[tuple[bytes, RoleTally]] = ()) -> Figures:
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
    told = [(owner, tally.asked) for owner, tally in asked if tally.asked]
    numbers[ROLE, _ALL] = sum(count for _, count in told)
    return Figures(numbers=numbers, peers=len(at_work), asked=len({owner for owner, _ in told}))


def no_numbers() -> dict[Place, int]:
    """Return 0 for every place of a report, in the order in which they are shown."""
    places = ((TOTAL, _ALL), (ROLE, _ALL), *((name, code.value) for name, codes in TABLES.items() for code in codes))
    return dict.fromkeys(places, 0)


def month_shown(month: Figures) -> Shown | None:
    """Return what is shown of a month, None where fewer than three peers were at work.

    A reader knows these rules too. So whether something is hidden never depends on a number that is not shown.
    """
    if month.peers < FEWEST_PEERS:
        return None
    cells = {place: _at_first(number) for place, number in month.numbers.items()}
    if month.asked < FEWEST_PEERS:
        # Nothing is said of fewer than three here either, not even that nobody was asked.
        _leave_out(cells, ROLE)
    for table in (OUTCOMES, SETTINGS):
        if cells[TOTAL, _ALL] is Mark.SMALL:
            _leave_out(cells, table)
        elif Mark.SMALL in _of(cells, table).values():
            _hide_last(cells, table)
    for place in given_away(_month_edges(month, cells), _guarded(month.numbers, cells)):
        # What may hide here cannot be said row by row: that it hid at all would say how much it is.
        _leave_out(cells, place[0])
    if not _is_support_calm(month, cells):
        _leave_out(cells, SUPPORT)
    return Shown(cells=cells)


def quarter_shown(months: tuple[Figures, ...]) -> Shown | None:
    """Return what is shown of a quarter, None where it would say something of a month of which nothing is said.

    A row is shown whose months are, and one that is small in several months and 11 or more in all. Else it is left out:
    a sum of 10 looks like one that would give its months away.
    """
    found = tuple(month_shown(month) for month in months)
    shown = tuple(one for one in found if one is not None)
    if len(shown) < len(months):
        return None
    numbers = {place: sum(month.numbers[place] for month in months) for place in months[0].numbers}
    marks = {place: [one.cells[place] for one in shown if isinstance(one.cells[place], Mark)] for place in numbers}
    plain = {place: Mark.LEFT_OUT if marks[place] else number for place, number in numbers.items()}
    summed = {
        place: number
        for place, number in numbers.items()
        if number >= SMALLEST_SHOWN and marks[place] in _SMALL_IN_SEVERAL
    }
    away = {row for _, row in given_away(*_quarter(months, shown, numbers, plain | summed))}
    cells = plain | {place: number for place, number in summed.items() if place not in away}
    if given_away(*_quarter(months, shown, numbers, cells)):
        cells = plain
    return Shown(cells=cells)


def _at_first(number: int) -> Cell:
    return Mark.SMALL if 1 <= number < SMALLEST_SHOWN else number


def _of(cells: Mapping[Place, Cell], table: str) -> dict[Place, Cell]:
    return {place: cell for place, cell in cells.items() if place[0] == table}


def _leave_out(cells: dict[Place, Cell], table: str) -> None:
    cells.update(dict.fromkeys(_of(cells, table), Mark.LEFT_OUT))


def _hide_last(cells: dict[Place, Cell], table: str) -> None:
    """Hide the last row of a table that shows a number. Its size has no say in it."""
    large = [place for place, cell in _of(cells, table).items() if isinstance(cell, int) and cell >= SMALLEST_SHOWN]
    cells.update(dict.fromkeys(large[-1:], Mark.HIDDEN))


def _is_support_calm(month: Figures, cells: Mapping[Place, Cell]) -> bool:
    """Say whether nothing follows from it that every meeting has some support.

    What is shown, and one of each that is small, have to be as many as there can be meetings by what is shown of those.
    """
    met = cells.get((OUTCOMES, Outcome.MET.value), 0)
    if met is Mark.HIDDEN or met is Mark.LEFT_OUT:
        return False
    most = SMALLEST_SHOWN - 1 if isinstance(met, Mark) else met
    return most <= sum(1 if cell is Mark.SMALL else month.numbers[place] for place, cell in _of(cells, SUPPORT).items())


def _guarded(numbers: Mapping[Place, int], cells: Mapping[Place, Cell]) -> list[Place]:
    return [place for place, cell in cells.items() if isinstance(cell, Mark) and 1 <= numbers[place] < SMALLEST_SHOWN]


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
    # Nothing adds support up, or supplies, or what was asked: each is by itself.
    return ("from", place), ("to", place)


def _month_edges(month: Figures, cells: Mapping[Place, Cell]) -> dict[Place, Edge]:
    edges = {}
    for place, number in month.numbers.items():
        tail, head = (_joined(end) for end in _ends(place, 0))
        edges[place] = _edge(tail, head, number, cells[place])
    # What adds up to nothing may be anything: its two ends are one.
    return {p: replace(e, head=e.tail) if p[0] in {SUPPORT, SUPPLIES, ROLE} else e for p, e in edges.items()}


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
