"""Why a table of places is not taken, line by line."""

from dataclasses import dataclass
from enum import StrEnum

from peerdesk.domain.errors import ExpectedError


class TableTrouble(StrEnum):
    """What is wrong with a table itself, and not with an answer in it."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NOT_TEXT = "not_text"
    EMPTY = "empty"
    NO_NAMES = "no_names"
    MORE_CELLS = "more_cells"
    TWICE = "twice"
    QUOTES = "quotes"


class TableTroubleError(ExpectedError):
    """A table or a line of it cannot be read. `other` is the line that says the same place, where there is one."""

    code = "bad_table"

    def __init__(self, trouble: TableTrouble, other: int = 0) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.other = other


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be kept, by its number from 1 on; 0 is the table as a whole."""

    number: int
    problem: ExpectedError


class TableRefusedError(ExpectedError):
    """Nothing of a table was kept. `lines` are those that cannot be, in their order."""

    code = "table_refused"

    def __init__(self, lines: tuple[BadLine, ...]) -> None:
        super().__init__(len(lines))
        self.lines = lines
