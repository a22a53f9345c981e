"""What came out of the box in which peers say, on paper, how the program is for them: sums, and only from five on.

A `Pulse` cannot be made of fewer than five slips, and has no numbers for a statement that fewer than five answered.
So nothing that is made of one can have them either: no row on the disk, no report, no file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from peerdesk.domain.errors import BadDateError, BadValueError, MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.periods import months_of
from peerdesk.domain.pulse_errors import TooFewSlipsError, TooManyTicksError

FEWEST: Final = 5
"""With fewer slips nothing is kept, with fewer answers nothing of a statement: a tick could point to somebody."""
MOST_SLIPS: Final = 999
_QUARTER: Final = re.compile(r"[0-9]{4}-Q[1-4]", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,3}", re.ASCII)
_NUMBER_WANTED: Final = "a whole number from 0 to 999"
_TICKS_WANTED: Final = "five whole numbers with commas, yes first, such as 4,2,1,1,0"


class Statement(StrEnum):
    """The statements of the printed page, in its order. The words stand with the page, the codes in files."""

    SUPPORT = "support"
    ROLE = "role"
    SAY_NO = "say_no"
    RESPECT = "respect"
    FRIEND = "friend"


class PulseAnswer(StrEnum):
    """The boxes beside each statement, in the order of the page."""

    YES = "yes"
    MOSTLY = "mostly"
    IN_PART = "in_part"
    HARDLY = "hardly"
    NO = "no"


Ticks = tuple[int, ...]
"""How many ticked each answer of one statement, in the order of the answers."""
_NONE: Final = ("",) * len(PulseAnswer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """A box of one quarter. `ticks` has a statement only where five or more answered it.

    Raises TooFewSlipsError, TooManyTicksError or BadValueError: there is no other pulse than a sound one.
    """

    id: RecordId
    quarter: str
    slips: int
    ticks: Mapping[Statement, Ticks]

    def __post_init__(self) -> None:
        checked_quarter(self.quarter)
        if self.slips < FEWEST:
            raise TooFewSlipsError
        if self.slips > MOST_SLIPS:
            raise BadValueError("slips", _NUMBER_WANTED)
        for statement, ticks in self.ticks.items():
            if len(ticks) != len(PulseAnswer) or min(ticks) < 0 or sum(ticks) < FEWEST:
                raise BadValueError(statement.value, _TICKS_WANTED)
            if sum(ticks) > self.slips:
                raise TooManyTicksError(statement.value, sum(ticks), self.slips)
        object.__setattr__(self, "ticks", MappingProxyType(dict(self.ticks)))

    def left_empty(self, statement: Statement) -> int:
        """Return on how many slips there is no tick for a statement that has numbers."""
        return self.slips - sum(self.ticks[statement])


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseDraft:
    """What stands in the form, unchecked: a number, or nothing for none, for each answer of each statement."""

    quarter: str = ""
    slips: str = ""
    ticks: Mapping[Statement, tuple[str, ...]] = field(default_factory=dict)


def make_pulse(draft: PulseDraft, record: RecordId) -> Pulse:
    """Check what stands in a form, let go of the numbers that fewer than five gave, and return the rest.

    Raises MissingAnswerError, BadValueError, TooFewSlipsError or TooManyTicksError, which name the field.
    """
    quarter = checked_quarter(draft.quarter.strip())
    if not draft.slips.strip():
        raise MissingAnswerError("slips")
    slips = _number("slips", draft.slips, _NUMBER_WANTED)
    if slips < FEWEST:
        # Before anything is said of the other numbers: they are those of fewer than five.
        raise TooFewSlipsError
    counted = {one: ticks_in(one, draft.ticks.get(one, _NONE)) for one in Statement}
    kept = {one: ticks for one, ticks in counted.items() if sum(ticks) >= FEWEST}
    return Pulse(id=record, quarter=quarter, slips=slips, ticks=kept)


def pulse_draft(pulse: Pulse) -> PulseDraft:
    """Return what was kept as a form shows it. A statement that fewer than five answered is empty."""
    ticks = {one: tuple(map(str, found)) for one, found in pulse.ticks.items()}
    return PulseDraft(quarter=pulse.quarter, slips=str(pulse.slips), ticks=ticks)


def checked_quarter(quarter: str) -> str:
    """Return a quarter, as 2026-Q4. Raises BadValueError for anything else."""
    try:
        known = bool(_QUARTER.fullmatch(quarter)) and bool(months_of(quarter))
    except BadDateError:
        known = False
    if not known:
        raise BadValueError("quarter", "a quarter, such as 2026-Q4")
    return quarter


def ticks_in(statement: Statement, said: tuple[str, ...]) -> Ticks:
    """Return what was written for one statement. Raises BadValueError."""
    if len(said) != len(PulseAnswer):
        raise BadValueError(statement.value, _TICKS_WANTED)
    return tuple(_number(statement.value, one, _TICKS_WANTED) for one in said)


def _number(name: str, said: str, wanted: str) -> int:
    """Return a whole number of up to three digits; nothing written is 0. Raises BadValueError."""
    if not _NUMBER.fullmatch(said.strip() or "0"):
        raise BadValueError(name, wanted)
    return int(said.strip() or "0")
