"""Which backups stay: counted by the days on which one was made, so no clock takes one away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.vault.backup_places import (
    DAYS_KEPT,
    NEWEST_KEPT,
    UPDATES_KEPT,
    WEEKS_KEPT,
    BackupPlace,
    Reason,
    kept,
    name_of,
)

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
made_at = st.integers(min_value=-200_000, max_value=200_000).map(lambda hours: BEGIN + timedelta(hours=hours))
history = st.lists(st.tuples(made_at, st.sampled_from(Reason)), max_size=60)


def places(made: list[tuple[datetime, Reason]]) -> tuple[BackupPlace, ...]:
    return tuple(
        BackupPlace(folder=Path(name_of(number, at, reason)), number=number, made_at=at, reason=reason)
        for number, (at, reason) in enumerate(made, 1)
    )


@given(history)
def test_the_newest_stay_whatever_the_clock_says(made: list[tuple[datetime, Reason]]) -> None:
    found = places(made)
    stay = kept(found)
    assert set(found[-NEWEST_KEPT:]) <= stay
    updates = [one for one in found if one.reason is Reason.UPDATE]
    assert set(updates[-UPDATES_KEPT:]) <= stay
    assert len(stay) <= NEWEST_KEPT + DAYS_KEPT + WEEKS_KEPT + UPDATES_KEPT


@given(history)
def test_the_last_of_each_of_the_latest_days_and_weeks_stays(made: list[tuple[datetime, Reason]]) -> None:
    found = places(made)
    stay = kept(found)
    for label, most in (("%Y-%m-%d", DAYS_KEPT), ("%G-%V", WEEKS_KEPT)):
        last = {one.made_at.strftime(label): one for one in found}
        latest = sorted(last.values(), key=lambda one: one.number, reverse=True)[:most]
        assert set(latest) <= stay


@given(history, made_at)
def test_what_was_taken_away_once_would_be_taken_away_again(
    made: list[tuple[datetime, Reason]], later: datetime
) -> None:
    found = places(made)
    one_more = places([*made, (later, Reason.UNLOCK)])[-1]
    assert kept((*kept(found), one_more)) <= {*kept(found), one_more}
    assert one_more in kept((*kept(found), one_more))
