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
PROMPT_MEMORY = "memory at prompt"
QUERY = "search key press, newest 50"
DERIVE = "key from the passphrase, as people get it"
DERIVE_MEMORY = "memory of one guess at a passphrase"
DISK = "disk per note, with the search index"
FRAME_SECONDS = 0.016
MOST_MEMORY_MIB = 140.0
MOST_GROWTH_MIB = 8.0
MOST_PROMPT_MIB = 65.0
MOST_QUERY_SECONDS = 0.003
MOST_DERIVE_SECONDS = 0.7
LEAST_DERIVE_MIB = 64.0
MOST_DISK_BYTES = 1_000.0


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
        *_derivation(found, large),
        _pair(found, "6", SEARCH, large, 1.5),
        Line(
            budget="6",
            operation=SEARCH + ", p99 beside a frame",
            notes=large,
            ours=found.p99(OURS, SEARCH, large),
            floor=FRAME_SECONDS,
            at_most=1.0,
        ),
        _plain("6", "the query alone, p99 beside 3 ms", large, found.p99(OURS, QUERY, large), MOST_QUERY_SECONDS),
        _pair(found, "15", PROMPT, large, 1.5),
        _plain("15", PROMPT_MEMORY, large, found.median(OURS, PROMPT_MEMORY, large), MOST_PROMPT_MIB, "MiB"),
        _pair(found, "16", MEMORY, large, 1.25, "MiB"),
        _beside_the_best(found, "16", MEMORY, large, "MiB"),
        _plain("16", "memory beside 140 MiB", large, found.median(OURS, MEMORY, large), MOST_MEMORY_MIB, "MiB"),
        _plain("16", f"memory grown since {small:,} beside 8 MiB", large, growth, MOST_GROWTH_MIB, "MiB"),
        *_disk(found, large),
    ]


def _derivation(found: Results, notes: int) -> list[Line]:
    """Return what a guess costs: not so long that people wait, and not so little memory that guessing is cheap."""
    took, memory = (found.median(OURS, what, notes) for what in (DERIVE, DERIVE_MEMORY))
    return [
        _plain("5", DERIVE + " beside .7 s", notes, took, MOST_DERIVE_SECONDS),
        _plain("5", "64 MiB beside the " + DERIVE_MEMORY, notes, LEAST_DERIVE_MIB, memory, "MiB"),
    ]


def _disk(found: Results, notes: int) -> list[Line]:
    """Return what a note takes on the disk: beside 1,000 bytes, and beside bare code, without a budget."""
    ours, floor = (found.median(side, DISK, notes) for side in (OURS, FLOOR))
    beside = Line(budget="17", operation="the same", notes=notes, ours=ours, floor=floor, at_most=None, unit="B")
    return [_plain("17", DISK + ", beside 1,000 B", notes, ours, MOST_DISK_BYTES, "B"), beside]


def _plain(budget: str, operation: str, notes: int, ours: float, most: float, unit: str = "s") -> Line:
    """Return a line whose figure stands beside one that was decided, not measured."""
    return Line(budget=budget, operation=operation, notes=notes, ours=ours, floor=most, at_most=1.0, unit=unit)


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
