"""Totals of what the server has done since it started: numbers only, never who or where.

The numbers lie in memory that all workers share, each in a row of its own. So nobody has to lock anything, and any
worker can add up all rows for whoever asks.
"""

import mmap
from bisect import bisect_left
from collections.abc import Mapping

from peerdesk.wire.exchange import ProblemCode

_CELL_BYTES = 8

ANSWERS = ("2xx", "4xx", "429", "5xx")
OUTCOMES = ("stored", "duplicate", "refused")
LIMITS_MS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000)
"""The upper ends of the classes by which times are counted, in milliseconds; whatever took longer is in a last one."""
SLOWER = "slower"
JOINED_PAST = "joined_past"
"""Whoever joined, by an enrolled computer, where others sign in first."""


def answer_class(status: int) -> str:
    """Return under which heading an answer is counted. Being asked to slow down is worth one of its own."""
    return "429" if status == 429 else f"{status // 100}xx"


class Tally:
    """`names` are all that is ever counted; `rows` is the number of workers."""

    def __init__(self, names: tuple[str, ...], rows: int = 1) -> None:
        self._index = {name: place for place, name in enumerate(names)}
        self._cells = memoryview(mmap.mmap(-1, rows * len(names) * _CELL_BYTES)).cast("q")
        self._start = 0

    def take_row(self, row: int) -> None:
        """Say which worker this is, before anything is counted."""
        self._start = row * len(self._index)

    def add(self, name: str, amount: int = 1) -> None:
        """Count. Only called on the event loop."""
        place = self._index.get(name)
        if place is not None:
            self._cells[self._start + place] += amount

    def took(self, question: str, seconds: float) -> None:
        """Count how long an answer took. Only called on the event loop."""
        self.add(f"{question} {_class_of(seconds * 1000)}")
        self.add(f"{question} us", round(seconds * 1e6))

    def totals(self) -> Mapping[str, int]:
        """Return the sums over all workers."""
        width = len(self._index)
        return {name: sum(self._cells[place::width]) for name, place in self._index.items()}


def names_of(questions: tuple[str, ...]) -> tuple[str, ...]:
    """Return everything that is counted, for these questions."""
    requests = tuple(f"{question} {answer}" for question in questions for answer in ANSWERS)
    classes = (*LIMITS_MS, SLOWER, "us")
    times = tuple(f"{question} {name}" for question in questions for name in classes)
    return (*requests, *times, *ProblemCode, *OUTCOMES, "pushed_bytes", JOINED_PAST, "waiting", "jobs")


def _class_of(milliseconds: float) -> int | str:
    place = bisect_left(LIMITS_MS, milliseconds)
    return LIMITS_MS[place] if place < len(LIMITS_MS) else SLOWER
