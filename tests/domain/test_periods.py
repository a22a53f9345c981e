"""Weeks, months and quarters: each week is in one month, and each month in one quarter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.counted import week_of
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.periods import (
    is_week,
    monday,
    month_of,
    months_of,
    next_week,
    quarter_of,
    weeks_between,
    weeks_of_month,
)

DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2998, 12, 31))


@given(DAYS)
def test_a_week_is_in_the_month_of_its_thursday_and_in_no_other(day: date) -> None:
    week = week_of(day)
    month = month_of(week)
    assert week in weeks_of_month(month)
    assert quarter_of(month) == next(
        f"{month[:4]}-Q{n}" for n in range(1, 5) if month in months_of(f"{month[:4]}-Q{n}")
    )
    near = {month_of(week_of(date.fromordinal(day.toordinal() + step))) for step in (-40, 40)}
    assert all(week not in weeks_of_month(other) for other in near - {month})


@given(DAYS)
def test_weeks_follow_each_other_over_the_ends_of_years(day: date) -> None:
    week = week_of(day)
    assert is_week(week)
    assert next_week(week) > week
    assert tuple(weeks_between(week, next_week(next_week(week)))) == (week, next_week(week))
    assert monday(week) <= day


def test_a_year_has_52_or_53_weeks_in_its_quarters() -> None:
    lengths = {
        year: sum(len(weeks_of_month(m)) for q in range(1, 5) for m in months_of(f"{year}-Q{q}"))
        for year in (2025, 2026)
    }
    assert lengths == {2025: 52, 2026: 53}


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "2026-W4", "2026W47", "1999-W10", "", "x" * 8])
def test_a_week_that_no_calendar_has_is_none(text: str) -> None:
    assert not is_week(text)
    with pytest.raises(BadDateError):
        monday(text)
