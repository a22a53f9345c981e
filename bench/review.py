"""The week of a supervisor whom five peers gave 20,000 notes: what a hand and an eye notice, and what may be at most.

The page, an item, the next one by its key, an answer, the search, and the window while 1,000 shared changes arrive.
Nothing here knows Qt.
"""

from typing import Final

from bench.in_use import PAGE_SECONDS, STALL_SECONDS, felt_lines, line, stall_lines
from bench.report import Line, Results

REVIEW = "to Review and its content"
NEXT = "key to paint, the next item, whole"
ANSWER = "key to paint, an item is answered, whole"
SEARCH = "letter to paint, in the search of shared notes, with what is found"
ARRIVING = "1,000 shared changes that waited arrive"
MEMORY = "memory of a supervisor's desk after all this"

PEERS: Final = 5
SHARED: Final = 20_000
ARRIVE: Final = 1_000
MEMORY_MIB: Final = 220e6 / 2**20

FELT: Final = (
    ("23", REVIEW, PAGE_SECONDS),
    ("23", NEXT, PAGE_SECONDS),
    ("23", ANSWER, PAGE_SECONDS),
    ("23", SEARCH, PAGE_SECONDS),
)
"""Budget, what a hand does, and within how many seconds it is painted 95 times in a hundred."""


def review_lines(found: Results, shared: int) -> list[Line]:
    """Return the table: each figure beside what it may be at most."""
    return [
        *felt_lines(found, shared, FELT),
        *stall_lines(found, shared, "23", ARRIVING, STALL_SECONDS),
        line("23", MEMORY, shared, found.median("PeerDesk", MEMORY, shared), MEMORY_MIB, 1.0, "MiB"),
    ]
