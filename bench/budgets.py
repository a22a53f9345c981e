"""The budgets: which figure stands beside which, and how far apart they may be."""

from bench.report import Line, Results

OURS, FLOOR, BEST = "PeerDesk", "floor", "floor at its best"
SIGNING = "floor that signs and checks each note"
SAVE = "save one note, WAL FULL"
IMPORT = "import rows+FTS, 1 txn"
DRAFTS = "import unchecked drafts, 1 txn"
UNLOCK = "unlock: open + newest 200 + list painted"
SEARCH = "search key press to list painted"
PROMPT = "process spawn to prompt painted"
MEMORY = "memory with vault open, list and searches done"
FRAME_SECONDS = 0.016
MOST_MEMORY_MIB = 140.0
MOST_GROWTH_MIB = 8.0


def lines(found: Results, small: int, large: int) -> list[Line]:
    """Return the table: every budget with both of its figures."""
    growth = found.median(OURS, MEMORY, large) - found.median(OURS, MEMORY, small)
    return [
        _pair(found, "1", SAVE, large, 1.4),
        Line(
            budget="1",
            operation=SAVE + ", p99",
            notes=large,
            ours=found.p99(OURS, SAVE, large),
            floor=found.p99(FLOOR, SAVE, large),
            at_most=0.25,
        ),
        _pair(found, "3", IMPORT, large, 1.0),
        Line(
            budget="3",
            operation="the same from unchecked drafts",
            notes=large,
            ours=found.median(OURS, DRAFTS, large),
            floor=found.median(FLOOR, IMPORT, large),
            at_most=1.0,
        ),
        _pair(found, "4", UNLOCK, large, 1.5),
        _beside_the_best(found, "4", UNLOCK, large),
        Line(
            budget="4",
            operation=f"unlock, {large:,} beside {small:,}",
            notes=large,
            ours=found.median(OURS, UNLOCK, large),
            floor=found.median(OURS, UNLOCK, small),
            at_most=1.2,
        ),
        _pair(found, "6", SEARCH, large, 1.5),
        Line(
            budget="6",
            operation=SEARCH + ", p99 beside a frame",
            notes=large,
            ours=found.p99(OURS, SEARCH, large),
            floor=FRAME_SECONDS,
            at_most=1.0,
        ),
        _pair(found, "15", PROMPT, large, 1.5),
        _pair(found, "16", MEMORY, large, 1.25, "MiB"),
        _beside_the_best(found, "16", MEMORY, large, "MiB"),
        Line(
            budget="16",
            operation="memory beside 140 MiB",
            notes=large,
            ours=found.median(OURS, MEMORY, large),
            floor=MOST_MEMORY_MIB,
            at_most=1.0,
            unit="MiB",
        ),
        Line(
            budget="16",
            operation=f"memory grown since {small:,} beside 8 MiB",
            notes=large,
            ours=growth,
            floor=MOST_GROWTH_MIB,
            at_most=1.0,
            unit="MiB",
        ),
    ]


def _pair(found: Results, budget: str, operation: str, notes: int, at_most: float, unit: str = "s") -> Line:
    return Line(
        budget=budget,
        operation=operation,
        notes=notes,
        ours=found.median(OURS, operation, notes),
        floor=found.median(FLOOR, operation, notes),
        at_most=at_most,
        unit=unit,
    )


def _beside_the_best(found: Results, budget: str, operation: str, notes: int, unit: str = "s") -> Line:
    """Return a line without a budget: beside a floor that knows our tricks (see `bench/floor_window.py`)."""
    return Line(
        budget=budget,
        operation="the same, floor at its best",
        notes=notes,
        ours=found.median(OURS, operation, notes),
        floor=found.median(BEST, operation, notes),
        at_most=None,
        unit=unit,
    )
