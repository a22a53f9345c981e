"""The unit summary: a peer's own encounters as rows of units of 15 minutes. There is no person in it, and no reason.

It is not a claim. It flags what a payer may ask about before anything leaves, and guesses nothing: what is not certain
counts as no unit and says why. The limits of Virginia's rule are for each individual; a table without people can only
add up its peer's own rows, so such a flag says "look", and not that something is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import MINUTES_OF_A_DAY, Spent
from peerdesk.domain.vocabulary import Mode, Outcome, Setting, Support

CODE: Final = "H0038"
GROUP_CODE: Final = "H0038 HQ"
"""HQ is the modifier for a group."""

MINUTES_OF_A_UNIT: Final = 15
_MOST_OF_A_UNIT: Final = 8
_WITH_SOMEBODY: Final = frozenset({Outcome.MET, Outcome.BRIEF, Outcome.FAMILY})
_OUTREACH: Final = frozenset({Setting.STREET, Setting.SSP})


class Profile(StrEnum):
    """Whose limits are flagged."""

    PLAIN = "plain"
    """Nobody's."""
    VA = "va"
    """Virginia's: 16 units a day, 900 hours a year, groups of 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a profile flags beyond."""

    units_a_day: int
    hours_a_year: int
    people: int


_LIMITS: Final = {Profile.VA: Limits(units_a_day=16, hours_a_year=900, people=10)}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRules:
    """What a hospital's policy says. With `eight_minutes`, 8 minutes of a unit are one; otherwise only all 15 are."""

    profile: Profile
    eight_minutes: bool = False

    def units(self, minutes: int) -> int:
        """Return how many units some minutes are."""
        spare = MINUTES_OF_A_UNIT - _MOST_OF_A_UNIT if self.eight_minutes else 0
        return (minutes + spare) // MINUTES_OF_A_UNIT


class UnitFlag(StrEnum):
    """What to look at in a row. The first three count no unit."""

    TWO_TIMES = "two_times"
    NOT_TOGETHER = "not_together"
    OUTREACH = "outreach"
    ASIDE = "aside"
    RIDE = "ride"
    PAST_MIDNIGHT = "past_midnight"
    OVERLAP = "overlap"
    LONG = "long"
    DAY = "day"
    YEAR = "year"
    GROUP = "group"
    NO_HEAD_COUNT = "no_head_count"


_NO_UNIT: Final = frozenset({UnitFlag.TWO_TIMES, UnitFlag.NOT_TOGETHER, UnitFlag.OUTREACH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a row is made of. `competes` says that two computers said different times."""

    note: RecordId
    on: date
    setting: Setting
    outcome: Outcome
    mode: Mode
    support: frozenset[Support]
    spent: Spent
    people: int | None = None
    competes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One row. `code` is empty and `units` are 0 where nothing is counted."""

    note: RecordId
    on: date
    setting: Setting
    spent: Spent
    minutes: int
    units: int
    code: str
    flags: frozenset[UnitFlag]


def unit_rows(timed: Iterable[Timed], rules: UnitRules) -> tuple[UnitRow, ...]:
    """Return the rows, the first day first. The limit of a year needs all of that year."""
    found = sorted(timed, key=lambda one: (_begin(one), one.note))
    overlapping = _overlapping(found)
    rows = [_row(one, rules, overlapping) for one in found]
    limits = _LIMITS.get(rules.profile)
    return tuple(rows if limits is None else _beyond(rows, limits))


def _row(one: Timed, rules: UnitRules, overlapping: frozenset[RecordId]) -> UnitRow:
    flags = frozenset(_flags(one, rules, overlapping))
    counts = not flags & _NO_UNIT
    return UnitRow(
        note=one.note,
        on=one.on,
        setting=one.setting,
        spent=one.spent,
        minutes=one.spent.minutes if counts else 0,
        units=rules.units(one.spent.minutes) if counts else 0,
        code=(GROUP_CODE if one.mode is Mode.GROUP else CODE) if counts else "",
        flags=flags,
    )


def _flags(one: Timed, rules: UnitRules, overlapping: frozenset[RecordId]) -> Iterator[UnitFlag]:
    limits = _LIMITS.get(rules.profile)
    is_group = one.mode is Mode.GROUP and limits is not None
    for flag, holds in (
        (UnitFlag.TWO_TIMES, one.competes),
        (UnitFlag.NOT_TOGETHER, one.outcome not in _WITH_SOMEBODY),
        (UnitFlag.OUTREACH, one.setting in _OUTREACH),
        (UnitFlag.ASIDE, one.spent.aside > 0),
        (UnitFlag.RIDE, Support.RIDE in one.support and not one.spent.aside),
        (UnitFlag.PAST_MIDNIGHT, one.spent.is_past_midnight),
        (UnitFlag.OVERLAP, one.note in overlapping),
        (UnitFlag.NO_HEAD_COUNT, is_group and one.people is None),
        (UnitFlag.GROUP, is_group and limits is not None and (one.people or 0) > limits.people),
    ):
        if holds:
            yield flag


def _beyond(rows: Iterable[UnitRow], limits: Limits) -> Iterator[UnitRow]:
    """Yield the rows with what goes beyond the limits flagged: alone, with its day, and from where a year does."""
    found = list(rows)
    days, years = dict[date, int](), dict[int, int]()
    for row in found:
        days[row.on] = days.get(row.on, 0) + row.units
    for row in found:
        years[row.on.year] = years.get(row.on.year, 0) + row.units
        is_long = row.units > limits.units_a_day
        beyond = {
            UnitFlag.LONG: is_long,
            UnitFlag.DAY: days[row.on] > limits.units_a_day and not is_long,
            UnitFlag.YEAR: years[row.on.year] * MINUTES_OF_A_UNIT > limits.hours_a_year * 60,
        }
        holding = {flag for flag, holds in beyond.items() if holds and row.units}
        yield replace(row, flags=row.flags | holding)


def _overlapping(in_order: Iterable[Timed]) -> frozenset[RecordId]:
    """Return the notes whose times share a minute, of notes in the order of their beginnings."""
    found = set[RecordId]()
    longest: Timed | None = None
    for one in in_order:
        if longest is not None and _begin(one) < _end(longest):
            found |= {one.note, longest.note}
        if longest is None or _end(one) > _end(longest):
            longest = one
    return frozenset(found)


def _begin(one: Timed) -> int:
    return one.on.toordinal() * MINUTES_OF_A_DAY + one.spent.begins


def _end(one: Timed) -> int:
    return _begin(one) + one.spent.length
