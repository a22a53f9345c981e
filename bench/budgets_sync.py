"""The budgets of syncing: which figure stands beside which, and how far apart they may be.

Numbers 7 to 14 and 18 to 20. A peer that was not measured has no lines.
"""

from collections.abc import Iterator

from bench.budgets import FRAME_SECONDS
from bench.limits import Cap, Ratio, cap_line, growth_line, ratio_lines
from bench.notes import FEW
from bench.report import Line, Results
from bench.sides import ANKI, FLOOR, JOPLIN, OURS, POUCH, SIGNING
from bench.sync_steps import (
    BARE_PYTHON,
    BARE_STORE,
    BLOCK,
    BLOCK_P99,
    BLOCK_WITH_A_CORE,
    BLOCK_WORK,
    BLOCKED_BY,
    BODIES,
    BODIES_PER_NOTE,
    BOX,
    BOX_BYTES,
    CLIENT_CPU,
    FIRST_PULL,
    FIRST_PUSH,
    FIRST_SEEN,
    IDLE,
    IMPORT,
    LOOPBACK,
    LOOPBACK_PER_NOTE,
    MEMORY_AFTER,
    MEMORY_IDLE,
    MEMORY_PER_CONNECTION,
    PLAIN_JSON,
    PULL_1,
    PULL_100,
    PUSH_1,
    PUSH_100,
    REQUESTS,
    SEARCH_MEANWHILE,
    SERVER_CPU,
)

QUERY_SECONDS = 0.004
"""What a search takes that nothing disturbs."""


BESIDE_SIGNING = (
    ("7", FIRST_PUSH),
    ("7", FIRST_PUSH + CLIENT_CPU),
    ("8", FIRST_PULL),
    ("8", FIRST_PULL + CLIENT_CPU),
    ("11", PUSH_100),
    ("11", PULL_100),
    ("13", FIRST_PUSH + SERVER_CPU),
)

RATIOS = (
    Ratio(budget="7", operation=FIRST_PUSH, at_most={FLOOR: 2.2, POUCH: 0.3, ANKI: 2.0}),
    Ratio(budget="8", operation=FIRST_PULL, at_most={FLOOR: 1.6, POUCH: 0.45}),
    Ratio(budget="10", operation=PUSH_1, at_most={FLOOR: 2.0, POUCH: 0.3, ANKI: 0.4}),
    Ratio(budget="10", operation=PULL_1, at_most={FLOOR: 2.0, POUCH: 0.3, ANKI: 0.4}),
    Ratio(budget="11", operation=PUSH_100, at_most={FLOOR: 2.0, POUCH: 0.25, ANKI: 0.6}),
    Ratio(budget="11", operation=PULL_100, at_most={FLOOR: 1.4, POUCH: 0.35, ANKI: 0.9}),
    Ratio(budget="12", operation=IDLE, at_most={FLOOR: 2.0, POUCH: 0.25}),
    Ratio(budget="12", operation=IDLE + LOOPBACK, at_most={POUCH: 0.15, ANKI: 0.15}, unit="B"),
    Ratio(budget="13", operation=IDLE + SERVER_CPU, at_most={FLOOR: 2.0, POUCH: 0.2}),
    Ratio(budget="13", operation=FIRST_PUSH + SERVER_CPU, at_most={FLOOR: 2.0, POUCH: 0.1}),
    Ratio(budget="14", operation=MEMORY_IDLE, at_most={FLOOR: 2.0}, unit="MiB"),
    Ratio(budget="14", operation=MEMORY_AFTER, at_most={POUCH: 0.6, ANKI: 1.5}, unit="MiB"),
    Ratio(budget="18", operation=FIRST_PUSH + LOOPBACK_PER_NOTE, at_most={POUCH: 0.65}, unit="B"),
    # How much of a figure is nothing but the signatures, without a limit.
    *(Ratio(budget=number, operation=operation, at_most={SIGNING: None}) for number, operation in BESIDE_SIGNING),
)
CAPS = (
    Cap(budget="7", operation=FIRST_PUSH, at_most=48e-6, is_per_note=True),
    Cap(budget="8", operation=FIRST_PULL, at_most=80e-6, is_per_note=True),
    Cap(budget="8", operation=FIRST_SEEN, at_most=0.3),
    Cap(budget="10", operation=PUSH_1, at_most=0.0024),
    Cap(budget="10", operation=PULL_1, at_most=0.0033),
    Cap(budget="10", operation=PUSH_1 + REQUESTS, at_most=1, unit=""),
    Cap(budget="10", operation=PULL_1 + REQUESTS, at_most=1, unit=""),
    Cap(budget="11", operation=PUSH_100, at_most=0.008),
    Cap(budget="11", operation=PULL_100, at_most=0.011),
    Cap(budget="11", operation=PUSH_100 + BODIES, at_most=75_000, unit="B"),
    Cap(budget="11", operation=PULL_100 + BODIES, at_most=75_000, unit="B"),
    Cap(budget="12", operation=IDLE, at_most=0.0008),
    Cap(budget="12", operation=IDLE + REQUESTS, at_most=1, unit=""),
    Cap(budget="12", operation=IDLE + LOOPBACK, at_most=550, unit="B"),
    Cap(budget="12", operation=IDLE + CLIENT_CPU, at_most=0.001),
    Cap(budget="13", operation=IDLE + SERVER_CPU, at_most=0.0003),
    Cap(budget="13", operation=FIRST_PUSH + SERVER_CPU, at_most=10e-6, is_per_note=True),
    Cap(budget="14", operation=MEMORY_AFTER, at_most=64, unit="MiB"),
    Cap(budget="14", operation=MEMORY_PER_CONNECTION, at_most=16, unit="KiB"),
    Cap(budget="18", operation=FIRST_PUSH + BODIES_PER_NOTE, at_most=800, unit="B"),
    Cap(budget="19", operation=BOX_BYTES, at_most=1_200, unit="B"),
    Cap(budget="19", operation=BOX, at_most=0.0002),
    *(Cap(budget="20", operation=BLOCK + what, at_most=FRAME_SECONDS) for what in BLOCKED_BY),
    *(Cap(budget="20", operation=BLOCK + what + BLOCK_WITH_A_CORE, at_most=FRAME_SECONDS) for what in BLOCKED_BY),
    *(Cap(budget="20", operation=BLOCK + what + BLOCK_WORK, at_most=FRAME_SECONDS) for what in BLOCKED_BY),
    Cap(budget="20", operation=SEARCH_MEANWHILE, at_most=FRAME_SECONDS + QUERY_SECONDS),
)
GROWTHS = (
    Cap(budget="9", operation=IMPORT, at_most=6.0),
    Cap(budget="9", operation=FIRST_PUSH, at_most=6.0),
    Cap(budget="9", operation=FIRST_PULL, at_most=6.0),
    Cap(budget="14", operation=MEMORY_AFTER, at_most=1.1, unit="MiB"),
)
"""How much more the large run may take than the small one, which has a fifth of the notes."""

FLAT = (
    Cap(budget="10", operation=PUSH_1, at_most=1.2),
    Cap(budget="10", operation=PULL_1, at_most=1.2),
)
"""How much more the large run may take than one with FEW notes."""

PER_NOTE = (
    ("7", FIRST_PUSH, "s", True, 0.004),
    ("8", FIRST_PULL, "s", True, 0.006),
    ("18", FIRST_PUSH + BODIES_PER_NOTE, "B", False, 0.2),
)
"""Beside Joplin, note for note: its runs have FEW notes. True where our figure is one of all the notes."""


MOST_OF_PLAIN = 1.3


def sync_lines(found: Results, small: int, large: int) -> list[Line]:
    """Return the table of syncing, in the order of the budgets."""
    every = [
        *(line for ratio in RATIOS for line in ratio_lines(found, ratio, large)),
        *(cap_line(found, cap, large) for cap in CAPS if found.has(OURS, cap.operation, large)),
        *(growth_line(found, cap, small, large) for cap in GROWTHS),
        *(growth_line(found, cap, FEW, large) for cap in FLAT),
        *_beside_joplin(found, large),
        _beside_plain(found, large),
        *_bare_windows(found, large),
    ]
    return sorted(every, key=lambda line: int(line.budget))


def _beside_joplin(found: Results, notes: int) -> Iterator[Line]:
    for budget, operation, unit, is_of_all, at_most in PER_NOTE:
        if found.has(JOPLIN, operation, FEW):
            yield Line(
                budget=budget,
                operation=f"{operation}{' per note' * is_of_all} | {JOPLIN} with {FEW:,}",
                notes=notes,
                ours=found.median(OURS, operation, notes) / (notes if is_of_all else 1),
                floor=found.median(JOPLIN, operation, FEW) / (FEW if is_of_all else 1),
                at_most=at_most,
                unit=unit,
            )


def _beside_plain(found: Results, notes: int) -> Line:
    return Line(
        budget="18",
        operation=f"{FIRST_PUSH}{BODIES_PER_NOTE} | plain JSON, unsealed",
        notes=notes,
        ours=found.median(OURS, FIRST_PUSH + BODIES_PER_NOTE, notes),
        floor=found.median(FLOOR, PLAIN_JSON, notes),
        at_most=MOST_OF_PLAIN,
        unit="B",
    )


def _bare_windows(found: Results, notes: int) -> Iterator[Line]:
    """Tell what a bare window lost beside a thread: where that is over a frame, our longest cannot be judged."""
    for what in BLOCKED_BY:
        beside = BARE_STORE if what == "import" else BARE_PYTHON
        for which in ("", BLOCK_P99):
            yield Line(
                budget="20",
                operation=f"{BLOCK}{what}{which} | a bare window while {beside}",
                notes=notes,
                ours=found.median(OURS, BLOCK + what + which, notes),
                floor=found.median(FLOOR, BLOCK + beside + which, notes),
                at_most=None,
            )
