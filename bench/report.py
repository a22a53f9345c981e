"""Collecting the children's samples, and the one table at the end."""

import json
import os
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import Samples, middle, percentile


def child_result(samples: Samples) -> None:
    """Hand a child's samples to the parent, and leave at once (a half-closed Qt is nobody's measure).

    Nothing that is still open is closed: what a part has started, it has to have ended before.
    """
    sys.stdout.write(json.dumps(samples) + "\n")
    sys.stdout.flush()
    os._exit(0)


@dataclass(slots=True)
class Results:
    """Samples by (side, operation, number of notes)."""

    samples: dict[tuple[str, str, int], list[float]] = field(default_factory=dict)

    def add(self, side: str, notes: int, found: Samples) -> None:
        for operation, values in found.items():
            self.samples.setdefault((side, operation, notes), []).extend(values)

    def has(self, side: str, operation: str, notes: int) -> bool:
        """Say whether this side has done this: a peer that was skipped has not."""
        return (side, operation, notes) in self.samples

    def least(self, side: str, operation: str, notes: int) -> float:
        """Return the smallest sample: of bytes on a shared device, the one in which nobody else sent any."""
        return min(self.samples[side, operation, notes])

    def median(self, side: str, operation: str, notes: int) -> float:
        return middle(self.samples[side, operation, notes])

    def most(self, side: str, operation: str, notes: int) -> float:
        """Return the largest sample."""
        return max(self.samples[side, operation, notes])

    def p95(self, side: str, operation: str, notes: int) -> float:
        return percentile(self.samples[side, operation, notes], 95)

    def p99(self, side: str, operation: str, notes: int) -> float:
        return percentile(self.samples[side, operation, notes], 99)

    def rows(self) -> list[dict[str, object]]:
        return [
            {
                "peer": side,
                "op": operation,
                "n": notes,
                "median": middle(values),
                "p95": percentile(values, 95),
                "p99": percentile(values, 99),
                "runs": len(values),
            }
            for (side, operation, notes), values in self.samples.items()
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: what was measured on both sides, and the budget its ratio must keep, if there is one."""

    budget: str
    operation: str
    notes: int
    ours: float
    floor: float
    at_most: float | None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def holds(self) -> bool:
        return self.at_most is None or self.ratio <= self.at_most


def shown(value: float, unit: str) -> str:
    """Return a figure with its unit: seconds become microseconds, milliseconds or seconds."""
    if unit == "B":
        return f"{value:,.0f} B"
    if unit == "%":
        return f"{value:.2f} %"
    if unit != "s":
        return f"{value:.1f} {unit}".rstrip()
    if value < 1e-3:
        return f"{value * 1e6:.0f} us"
    return f"{value * 1e3:.2f} ms" if value < 1 else f"{value:.2f} s"


def times(ratio: float) -> str:
    """Return a ratio as it is shown: with more digits where it is small."""
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def print_table(lines: list[Line]) -> None:
    """Print the table: budget, operation, N, PeerDesk, beside, ratio, at most."""
    head = ("budget", "operation", "N", "PeerDesk", "beside it", "ratio", "at most", "")
    body = [
        (
            line.budget,
            line.operation,
            f"{line.notes:,}",
            shown(line.ours, line.unit),
            shown(line.floor, line.unit),
            times(line.ratio),
            "" if line.at_most is None else times(line.at_most),
            "" if line.at_most is None else "holds" if line.holds else "OVER",
        )
        for line in lines
    ]
    widths = [max(len(cells[i]) for cells in [head, *body]) for i in range(len(head))]
    for cells in [head, *body]:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def write_json(path: Path, section: str, results: Results, lines: list[Line]) -> None:
    """Keep every figure as JSON beside the table. What another section wrote there before stays."""
    document = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "rows": [{"section": section, **row} for row in results.rows()] + _of_others(path, "rows", section),
        "budgets": [{"section": section, **_budget(line)} for line in lines] + _of_others(path, "budgets", section),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _budget(line: Line) -> dict[str, object]:
    return {
        "budget": line.budget,
        "op": line.operation,
        "n": line.notes,
        "ours": line.ours,
        "beside": line.floor,
        "ratio": line.ratio,
        "at_most": line.at_most,
        "holds": line.holds,
    }


def _of_others(path: Path, kind: str, section: str) -> list[dict[str, object]]:
    """Return what the file holds of other sections. A file that cannot be read holds nothing."""
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
        return [one for one in before[kind] if one.get("section", section) != section]
    except (OSError, ValueError, KeyError):
        return []
