"""The desk in use: what a hand and an eye notice of it with all the notes in it, and how much that may be at most.

From a key to the paint, from one page to another, the window while changes arrive from a second computer, and the desk
left alone. Nothing here knows Qt.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from bench.budgets import FRAME_SECONDS
from bench.report import Line, Results
from bench.sides import FLOOR, OURS
from bench.sync_steps import BLOCK, BLOCK_WITH_A_CORE, BLOCK_WORK

KEY_NOTE = "letter to paint, in a note"
KEY_ANSWER = "key to paint, answering in a note"
KEY_MEANWHILE = "letter to paint, in a note, while 1,000 changes arrive"
KEY_SEARCH = "letter to paint, in the search, with what is found"
KEY_LIST = "key to paint, down the list of notes"
FIRST_VISIT = "to another page and its content, the first time"
VISIT = "to another page and its content"
OPEN_NOTE = "to a note and its content"
AT_ONCE, LIVE = "1,000 changes that waited arrive", "1,000 changes arrive, a note is written"
IDLE_TODAY, IDLE_NOTE = "left alone on Today", "left alone with the caret in a note"
MEMORY = "memory after all this"
PROCESSOR = ", processor"

TEXT = (
    "Sat together by the window for a while. She talked about the morning and about her brother, and asked for the "
    "bus times. We wrote down the number of the meeting on Tuesday. I will ask again about the room."
)
"""What is written, a letter at a time."""

ARRIVE = 1_000
IDLE_SECONDS = 20
LETTER_SECONDS: Final = 0.001
MOST_OF_BARE: Final = 1.5
PAGE_SECONDS: Final = 0.1
STALL_SECONDS: Final = 0.05
IDLE_PERCENT: Final = 0.5
"""Of one core."""

MEMORY_MIB: Final = 220e6 / 2**20

FELT: Final = (
    ("2", KEY_NOTE, FRAME_SECONDS),
    ("2", KEY_ANSWER, FRAME_SECONDS),
    ("2", KEY_MEANWHILE, FRAME_SECONDS),
    ("6", KEY_SEARCH, FRAME_SECONDS),
    ("6", KEY_LIST, FRAME_SECONDS),
    ("21", FIRST_VISIT, PAGE_SECONDS),
    ("21", VISIT, PAGE_SECONDS),
    ("21", OPEN_NOTE, PAGE_SECONDS),
)
"""Budget, what a hand does, and within how many seconds it is painted 95 times in a hundred."""


def in_use_lines(found: Results, notes: int) -> list[Line]:
    """Return the table: each figure beside what it may be at most, and two beside a bare window."""
    return [*_felt(found, notes), *_stalls(found, notes), *_left_alone(found, notes)]


def felt_lines(found: Results, notes: int, felt: Iterable[tuple[str, str, float]]) -> Iterator[Line]:
    """Yield the 95th percentile of each kind of press: as it was, with a core at hand, and what the processor did."""
    for budget, what, limit in felt:
        yield line(budget, f"{what}, p95", notes, found.p95(OURS, what, notes), limit, None)
        # What the window waits for a core is the computer's doing, not ours.
        for which, at_most in ((BLOCK_WITH_A_CORE, 1.0), (PROCESSOR, None)):
            yield line(budget, "the same" + which, notes, found.p95(OURS, what + which, notes), limit, at_most)


def stall_lines(found: Results, notes: int, budget: str, what: str, limit: float) -> Iterator[Line]:
    """Yield the longest block of the window: as it was, with a core at hand, and what its thread worked."""
    block = BLOCK + what
    for which, at_most in (("", None), (BLOCK_WITH_A_CORE, 1.0), (BLOCK_WORK, None)):
        name = block if not which else "the same" + which
        yield line(budget, name, notes, found.most(OURS, block + which, notes), limit, at_most)


def _felt(found: Results, notes: int) -> Iterator[Line]:
    yield from felt_lines(found, notes, FELT)
    letter = KEY_NOTE + BLOCK_WITH_A_CORE
    yield line("2", f"{letter}, p99", notes, found.p99(OURS, letter, notes), LETTER_SECONDS, 1.0)
    ours, bare = found.median(OURS, letter, notes), found.median(FLOOR, letter, notes)
    yield line("2", f"{letter} | a bare editor", notes, ours, bare, MOST_OF_BARE)
    letter = KEY_NOTE + PROCESSOR
    ours, bare = found.median(OURS, letter, notes), found.median(FLOOR, letter, notes)
    yield line("2", f"{letter} | a bare editor", notes, ours, bare, None)


def _stalls(found: Results, notes: int) -> Iterator[Line]:
    for what in (AT_ONCE, LIVE):
        yield from stall_lines(found, notes, "20", what, STALL_SECONDS)


def _left_alone(found: Results, notes: int) -> Iterator[Line]:
    for what in (IDLE_TODAY, IDLE_NOTE):
        yield line("22", what + PROCESSOR, notes, found.median(OURS, what, notes), IDLE_PERCENT, 1.0, "%")
    ours, bare = found.median(OURS, IDLE_NOTE, notes), found.median(FLOOR, IDLE_NOTE, notes)
    yield line("22", "the same beside a bare window", notes, ours, bare, None, "%")
    yield line("16", MEMORY, notes, found.median(OURS, MEMORY, notes), MEMORY_MIB, 1.0, "MiB")


def line(
    budget: str, what: str, notes: int, ours: float, beside: float, at_most: float | None, unit: str = "s"
) -> Line:
    """Return a line of the table."""
    return Line(budget=budget, operation=what, notes=notes, ours=ours, floor=beside, at_most=at_most, unit=unit)
