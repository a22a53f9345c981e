"""Weeks, months and quarters, as the counts know them. A week belongs to the month in which its Thursday lies.

So each week is in one month and one quarter only, and a year has the weeks that ISO 8601 gives it. They are written
2026-W47, 2026-11 and 2026-Q4, which sorts as time goes.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from peerdesk.domain.counted import week_of
from peerdesk.domain.errors import BadDateError

_WEEK: Final = timedelta(days=7)
_THURSDAY: Final = 4
_MONTHS_OF_A_QUARTER: Final = 3
_EARLIEST_YEAR: Final = 2000
_LATEST_YEAR: Final = 2999


def monday(week: str) -> date:
    """Return the first day of a week. Raises BadDateError for one that no calendar has, or written otherwise."""
    try:
        day = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise BadDateError("week") from None
    if week_of(day) != week or not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise BadDateError("week")
    return day


def is_week(text: str) -> bool:
    """Say whether this is a week that a calendar has."""
    try:
        monday(text)
    except BadDateError:
        return False
    return True


def next_week(week: str) -> str:
    """Return the week after one."""
    return week_of(monday(week) + _WEEK)


def weeks_between(first: str, end: str) -> Iterator[str]:
    """Yield the weeks from `first` on, up to the one before `end`."""
    day = monday(first)
    while (week := week_of(day)) < end:
        yield week
        day += _WEEK


def month_of(week: str) -> str:
    """Return the month of a week, as 2026-11."""
    thursday = monday(week) + timedelta(days=_THURSDAY - 1)
    return f"{thursday.year:04d}-{thursday.month:02d}"


def weeks_of_month(month: str) -> tuple[str, ...]:
    """Return the weeks of a month. Raises BadDateError."""
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise BadDateError("period") from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise BadDateError("period")
    # The week before the one of the first day never has its Thursday in this month.
    near = (week_of(day + step * _WEEK) for step in range(6))
    return tuple(week for week in near if month_of(week) == month)


def months_of(period: str) -> tuple[str, ...]:
    """Return the months of a period: one of a month, three of a quarter. Raises BadDateError."""
    year, _, quarter = period.partition("-Q")
    if not quarter:
        weeks_of_month(period)
        return (period,)
    if quarter not in {"1", "2", "3", "4"}:
        raise BadDateError("period")
    first = (int(quarter) - 1) * _MONTHS_OF_A_QUARTER + 1
    months = tuple(f"{year}-{first + step:02d}" for step in range(_MONTHS_OF_A_QUARTER))
    for month in months:
        weeks_of_month(month)
    return months


def quarter_of(month: str) -> str:
    """Return the quarter of a month, as 2026-Q4."""
    return f"{month[:4]}-Q{(int(month[5:]) - 1) // _MONTHS_OF_A_QUARTER + 1}"
