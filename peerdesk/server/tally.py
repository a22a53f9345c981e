"""Totals of what the server has done since it started: numbers only, never who or where.

The numbers lie in memory that all workers share, each in a row of its own. So nobody has to lock anything, and any
worker can add up all rows for whoever asks.
"""

import mmap
from collections.abc import Mapping

_CELL_BYTES = 8

ANSWERS = ("2xx", "4xx", "429", "5xx")
OUTCOMES = ("stored", "duplicate", "refused")


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

    def totals(self) -> Mapping[str, int]:
        """Return the sums over all workers."""
        width = len(self._index)
        return {name: sum(self._cells[place::width]) for name, place in self._index.items()}


def names_of(questions: tuple[str, ...]) -> tuple[str, ...]:
    """Return everything that is counted, for these questions."""
    requests = tuple(f"{question} {answer}" for question in questions for answer in ANSWERS)
    return (*requests, *OUTCOMES, "pushed_bytes", "waiting")
