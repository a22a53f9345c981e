"""Whoever reads all reports and reckons: is there another set of numbers that fits everything they were shown?

Made apart from what it checks: bounds are drawn together along the sums, and then tried out.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from peerdesk.domain.team_report import OUTCOMES, SETTINGS, SUPPORT, TOTAL, Cell, Figures, Mark, Place, Shown

MOST = 2000
Name = Hashable
Bounds = dict[Name, tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Sum:
    """`whole` is what the `parts` add up to."""

    whole: Name
    parts: tuple[Name, ...]


Holding = Mapping[Name, Sequence[Sum]]
"""Which sums hold a number."""


def other_solution(bounds: Bounds, sums: Sequence[Sum], name: Name, value: int) -> bool:
    """Say whether everything fits with another value of one number."""
    low, high = bounds[name]
    sides = ((low, value - 1), (value + 1, high))
    holding = _holding(sums)
    return any(_solvable({**bounds, name: side}, holding, sums) for side in sides if side[0] <= side[1])


def _holding(sums: Sequence[Sum]) -> Holding:
    holding: dict[Name, list[Sum]] = {}
    for one in sums:
        for name in (one.whole, *one.parts):
            holding.setdefault(name, []).append(one)
    return holding


def _solvable(bounds: Bounds, holding: Holding, touched: Sequence[Sum]) -> bool:
    drawn = _drawn_together(dict(bounds), holding, touched)
    if drawn is None:
        return False
    name, (low, high) = min(drawn.items(), key=lambda one: (one[1][0] == one[1][1], one[1][1] - one[1][0]))
    if low == high:
        return True
    middle = (low + high) // 2
    halves = (low, middle), (middle + 1, high)
    return any(_solvable({**drawn, name: half}, holding, holding.get(name, ())) for half in halves)


def _drawn_together(bounds: Bounds, holding: Holding, touched: Sequence[Sum]) -> Bounds | None:
    """Draw the bounds of all numbers together, beginning with the sums in which one has changed."""
    waiting = dict.fromkeys(touched)
    while waiting:
        one, _ = waiting.popitem()
        least, most = (sum(bounds[part][end] for part in one.parts) for end in (0, 1))
        fits = {one.whole: (least, most)}
        whole = bounds[one.whole]
        for part in one.parts:
            low, high = bounds[part]
            fits[part] = whole[0] - (most - high), whole[1] - (least - low)
        for name, (low, high) in fits.items():
            before = bounds[name]
            bounds[name] = max(before[0], low), min(before[1], high)
            if bounds[name][0] > bounds[name][1]:
                return None
            if bounds[name] != before:
                waiting.update(dict.fromkeys(holding[name]))
    return bounds


def _range(cell: Cell) -> tuple[int, int]:
    match cell:
        case Mark.SMALL:
            return 1, 10
        case Mark.HIDDEN:
            return 11, MOST
        case Mark.LEFT_OUT:
            return 0, MOST
        case _:
            return int(cell), int(cell)


def given_away_by(months: Mapping[int, tuple[Figures, Shown]], quarter: Shown | None) -> list[tuple[int, Place]]:
    """Return every number from 1 to 10 of a month that follows from all that is shown, and so is known."""
    bounds: Bounds = {}
    sums: list[Sum] = []
    for when, (_, shown) in months.items():
        bounds.update({(when, place): _range(cell) for place, cell in shown.cells.items()})
        sums += [Sum((when, (TOTAL, "")), _table(shown, when, table)) for table in (OUTCOMES, SETTINGS)]
        # Everybody who was met was given some support; the rest is support to others.
        if _table(shown, when, SUPPORT):
            bounds[when, "all support"], bounds[when, "more"] = (0, 10 * MOST), (0, 10 * MOST)
            sums.append(Sum((when, "all support"), _table(shown, when, SUPPORT)))
            sums.append(Sum((when, "all support"), ((when, (OUTCOMES, "met")), (when, "more"))))
    if quarter is not None:
        bounds.update({(-1, place): _range(cell) for place, cell in quarter.cells.items()})
        sums += [Sum((-1, (TOTAL, "")), _table(quarter, -1, table)) for table in (OUTCOMES, SETTINGS)]
        sums += [Sum((-1, place), tuple((when, place) for when in months)) for place in quarter.cells]
    return [
        (when, place)
        for when, (figures, shown) in months.items()
        for place, number in figures.numbers.items()
        if 1 <= number <= 10 and not other_solution(bounds, sums, (when, place), number)
    ]


def _table(shown: Shown, when: int, name: str) -> tuple[Name, ...]:
    return tuple((when, place) for place in shown.cells if place[0] == name)
