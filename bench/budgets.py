"""The budgets of the desk: which figure stands beside which, and how far apart they may be.

Numbers 1, 3 to 6 and 15 to 17. A peer that was not measured has no lines.
"""

from bench.desk_steps import (
    DERIVE,
    DERIVE_MEMORY,
    DERIVE_PASSES,
    DISK,
    DRAFTS,
    IMPORT,
    MEMORY,
    PEAK,
    PROMPT,
    PROMPT_MEMORY,
    QUERY,
    SAVE,
    SEARCH,
    UNLOCK,
)
from bench.limits import Cap, Ratio, cap_line, figure, growth_line, ratio_lines
from bench.report import Line, Results
from bench.sides import ANKI, BEST, FLOOR, JOPLIN, ORM, OURS, POUCH, RECORDS, SLIM
from bench.sync_steps import BLOCK_WITH_A_CORE

FRAME_SECONDS = 0.016
MOST_GROWTH_MIB = 8.0

RATIOS = (
    Ratio(budget="1", operation=SAVE, at_most={FLOOR: 1.4, ANKI: 2.5, ORM: 1.0}),
    Ratio(budget="1", operation=SAVE + BLOCK_WITH_A_CORE, at_most={FLOOR: 1.4, ANKI: 2.5, ORM: 1.0}),
    Ratio(budget="1", operation=SAVE, percent=99, at_most={FLOOR: 0.25}),
    Ratio(budget="3", operation=IMPORT, at_most={FLOOR: 1.0, SLIM: 2.0}),
    Ratio(budget="3", operation=DRAFTS, of=IMPORT, at_most={FLOOR: 1.0, ANKI: 0.6, POUCH: 0.4, ORM: 0.4}),
    Ratio(budget="4", operation=UNLOCK, at_most={FLOOR: 1.5, BEST: None, RECORDS: 0.1}),
    Ratio(budget="6", operation=SEARCH, at_most={FLOOR: 1.5}),
    Ratio(budget="6", operation=QUERY, at_most={ANKI: 0.05}),
    Ratio(budget="6", operation=QUERY + BLOCK_WITH_A_CORE, at_most={ANKI: 0.05}),
    Ratio(budget="15", operation=PROMPT, at_most={FLOOR: 1.5, JOPLIN: 0.25}),
    Ratio(budget="16", operation=MEMORY, at_most={FLOOR: 1.25, BEST: None}, unit="MiB"),
    Ratio(budget="16", operation=MEMORY, of=PEAK, at_most={ANKI: 0.25, POUCH: 0.35}, unit="MiB"),
    Ratio(budget="16", operation=PEAK, at_most={ANKI: None, POUCH: None}, unit="MiB"),
    Ratio(budget="17", operation=DISK, at_most={FLOOR: None, ANKI: 0.9, RECORDS: 1.15}, unit="B"),
)
CAPS = (
    Cap(budget="1", operation=SAVE, at_most=0.00057),
    Cap(budget="1", operation=SAVE + BLOCK_WITH_A_CORE, at_most=0.00057),
    Cap(budget="1", operation=SAVE, percent=99, at_most=0.006),
    Cap(budget="3", operation=DRAFTS, at_most=24e-6, is_per_note=True),
    Cap(budget="4", operation=UNLOCK, at_most=0.025),
    Cap(budget="5", operation=DERIVE, at_most=0.7),
    Cap(budget="6", operation=SEARCH, at_most=0.005),
    Cap(budget="6", operation=SEARCH, percent=99, at_most=FRAME_SECONDS),
    Cap(budget="6", operation=QUERY, percent=99, at_most=0.003),
    Cap(budget="15", operation=PROMPT, at_most=0.165),
    Cap(budget="15", operation=PROMPT_MEMORY, at_most=65, unit="MiB"),
    Cap(budget="16", operation=MEMORY, at_most=140, unit="MiB"),
    Cap(budget="17", operation=DISK, at_most=1_000, unit="B"),
)
AT_LEAST = (
    Cap(budget="5", operation=DERIVE, at_most=0.3),
    Cap(budget="5", operation=DERIVE_MEMORY, at_most=64, unit="MiB"),
    Cap(budget="5", operation=DERIVE_PASSES, at_most=3, unit=""),
)
"""A guess at a passphrase is not cheap: what our figure has to be at least."""

FEW = Ratio(budget="17", operation=DISK, at_most={JOPLIN: 0.35}, unit="B")
"""Beside a peer that is measured with few notes only."""


def lines(found: Results, small: int, large: int) -> list[Line]:
    """Return the table of the desk, in the order of the budgets."""
    every = [
        *(line for ratio in RATIOS for line in ratio_lines(found, ratio, large)),
        *ratio_lines(found, FEW, small),
        *(cap_line(found, cap, large) for cap in CAPS),
        *(_at_least(found, cap, large) for cap in AT_LEAST),
        growth_line(found, Cap(budget="4", operation=UNLOCK, at_most=1.2), small, large),
        _grown(found, small, large),
    ]
    return sorted(every, key=lambda line: int(line.budget))


def _at_least(found: Results, cap: Cap, notes: int) -> Line:
    """Return a line whose two figures have changed places: it holds where ours is the larger one."""
    return Line(
        budget=cap.budget,
        operation=f"the least it may be | {cap.operation}",
        notes=notes,
        ours=cap.at_most,
        floor=figure(found, OURS, cap.operation, notes),
        at_most=1.0,
        unit=cap.unit,
    )


def _grown(found: Results, small: int, large: int) -> Line:
    growth = found.median(OURS, MEMORY, large) - found.median(OURS, MEMORY, small)
    what = f"memory grown since {small:,} notes | the most it may be"
    return Line(budget="16", operation=what, notes=large, ours=growth, floor=MOST_GROWTH_MIB, at_most=1.0, unit="MiB")
