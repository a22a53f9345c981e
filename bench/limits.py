"""How a budget becomes a line of the table: beside another side's figure of the same run, or beside a plain one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.measure import percentile
from bench.report import Line, Results
from bench.sides import OURS
from bench.sync_steps import LOOPBACK, LOOPBACK_PER_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How much of another side's figure ours may be, side by side in one run.

    None tells it without a limit. `of` is what the other side calls it, if it is something else there.
    """

    budget: str
    operation: str
    at_most: dict[str, float | None]
    unit: str = "s"
    percent: float | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """What our figure may be, whatever the others do."""

    budget: str
    operation: str
    at_most: float
    unit: str = "s"
    percent: float | None = None
    is_per_note: bool = False


def figure(found: Results, side: str, operation: str, notes: int, percent: float | None = None) -> float:
    """Return the median of a side, or a percentile."""
    if percent is not None:
        return percentile(found.samples[side, operation, notes], percent)
    # Others send over the loopback device, too, and can only add to it.
    is_shared = operation.endswith((LOOPBACK, LOOPBACK_PER_NOTE))
    return found.least(side, operation, notes) if is_shared else found.median(side, operation, notes)


def ratio_lines(found: Results, ratio: Ratio, notes: int) -> Iterator[Line]:
    """Yield a line for each other side that was measured."""
    for side, at_most in ratio.at_most.items():
        other = ratio.of or ratio.operation
        if found.has(side, other, notes):
            yield Line(
                budget=ratio.budget,
                operation=f"{_named(ratio.operation, ratio.percent)} | {side}",
                notes=notes,
                ours=figure(found, OURS, ratio.operation, notes, ratio.percent),
                floor=figure(found, side, other, notes, ratio.percent),
                at_most=at_most,
                unit=ratio.unit,
            )


def cap_line(found: Results, cap: Cap, notes: int) -> Line:
    """Return our figure beside what it may be."""
    share = notes if cap.is_per_note else 1
    return Line(
        budget=cap.budget,
        operation=f"{_named(cap.operation, cap.percent)}{' per note' * cap.is_per_note} | the most it may be",
        notes=notes,
        ours=figure(found, OURS, cap.operation, notes, cap.percent) / share,
        floor=cap.at_most,
        at_most=1.0,
        unit=cap.unit,
    )


def growth_line(found: Results, cap: Cap, small: int, large: int) -> Line:
    """Return our figure with many notes beside the one with few."""
    return Line(
        budget=cap.budget,
        operation=f"{cap.operation} | {small:,} notes",
        notes=large,
        ours=figure(found, OURS, cap.operation, large),
        floor=figure(found, OURS, cap.operation, small),
        at_most=cap.at_most,
        unit=cap.unit,
    )


def _named(operation: str, percent: float | None) -> str:
    return operation if percent is None else f"{operation}, p{percent:g}"
