"""The team's figures: no number from 1 to 10 is shown, and none follows from everything that is."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.flows import Edge, given_away
from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import (
    OUTCOMES,
    ROLE,
    SETTINGS,
    SUPPLIES,
    SUPPORT,
    TOTAL,
    Figures,
    Mark,
    Shown,
    figures_of,
    month_shown,
    quarter_shown,
)
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from tests.domain.guessing import given_away_by

# Around the two bounds numbers are odd more often, and that is where they give each other away.
NUMBERS = st.one_of(st.integers(0, 3), st.integers(9, 12), st.integers(0, 30))


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    """Return the numbers of a month, with few rows, so that few hide behind each other."""
    outcomes, places = ("met", "declined", "left")[: draw(st.integers(1, 3))], ("ed", "street")
    cells = {(outcome, place): draw(NUMBERS) for outcome in outcomes for place in places}
    numbers = {(TOTAL, ""): sum(cells.values())}
    numbers |= {(OUTCOMES, one): sum(cells[one, place] for place in places) for one in outcomes}
    numbers |= {(SETTINGS, one): sum(cells[outcome, one] for outcome in outcomes) for one in places}
    met = numbers[OUTCOMES, "met"]
    first = draw(NUMBERS)
    numbers |= {
        (SUPPORT, "time"): first,
        (SUPPORT, "hope"): max(met - first, 0) + draw(st.sampled_from((0, 0, 1, 9, 20))),
    }
    numbers[SUPPLIES, "ride"] = draw(NUMBERS)
    asked = draw(st.integers(0, 4))
    numbers[ROLE, ""] = max(asked, draw(NUMBERS)) if asked else 0
    return Figures(numbers=numbers, peers=3, asked=asked)


@st.composite
def three_months(draw: st.DrawFn) -> tuple[Figures, ...]:
    """Return a quarter; every month has the same rows."""
    months = [draw(figures()) for _ in range(3)]
    rows = {place: 0 for month in months for place in month.numbers}
    order = sorted(rows, key=lambda place: (place[0] != TOTAL, place))
    return tuple(
        Figures(numbers={place: month.numbers.get(place, 0) for place in order}, peers=3, asked=month.asked)
        for month in months
    )


@settings(deadline=None, max_examples=80)
@given(figures())
def test_no_number_from_1_to_10_follows_from_a_month(month: Figures) -> None:
    shown = month_shown(month)
    assert shown is not None
    assert given_away_by({0: (month, shown)}, None) == []


@settings(deadline=None, max_examples=80)
@given(three_months())
def test_nor_from_a_quarter_beside_its_months(months: tuple[Figures, ...]) -> None:
    found = {when: (month, shown) for when, month in enumerate(months) if (shown := month_shown(month)) is not None}
    assert len(found) == 3
    quarter = quarter_shown(months)
    assert given_away_by(found, quarter) == []
    if quarter is not None:
        whole = Figures(numbers={p: sum(month.numbers[p] for month in months) for p in months[0].numbers}, peers=3)
        assert given_away_by({-1: (whole, quarter)}, None) == []


@settings(deadline=None, max_examples=60)
@given(three_months())
def test_what_is_shown_is_true_and_is_0_or_at_least_11(months: tuple[Figures, ...]) -> None:
    for shown, numbers in (
        (month_shown(months[0]), months[0].numbers),
        (quarter_shown(months), {p: sum(month.numbers[p] for month in months) for p in months[0].numbers}),
    ):
        for place, cell in shown.cells.items() if shown else ():
            match cell:
                case Mark.SMALL:
                    assert 1 <= numbers[place] <= 10
                case Mark.HIDDEN:
                    assert numbers[place] >= 11
                case Mark.LEFT_OUT:
                    continue
                case _:
                    assert cell == numbers[place]
                    assert cell == 0 or cell >= 11


def team_of(*counts: int) -> Figures:
    """Return a month in which each of so many peers met so many."""
    return figures_of(
        (bytes([n]), add_up("2026-W47", [Met("2026-W47", Setting.ED, Outcome.LEFT, times=count)]))
        for n, count in enumerate(counts)
        if count or n
    )


def test_one_small_number_takes_a_larger_one_with_it_and_its_size_has_no_say() -> None:
    tallies = [
        (b"a", add_up("2026-W47", [Met("2026-W47", Setting.ED, Outcome.MET, (Support.TIME,), times=40)])),
        (b"b", add_up("2026-W47", [Met("2026-W47", Setting.ED, Outcome.DECLINED, times=20)])),
        (b"c", add_up("2026-W47", [Met("2026-W47", Setting.ED, Outcome.LEFT, times=4)])),
    ]
    shown = month_shown(figures_of(tallies))
    assert shown is not None
    assert {row: cell for row, cell in shown.table(OUTCOMES).items() if cell != 0} == {
        "met": 40,
        "declined": Mark.HIDDEN,
        "left": Mark.SMALL,
    }
    assert (shown.total, shown.table(SETTINGS)["ed"]) == (64, 64)


def test_fewer_than_three_peers_at_work_say_nothing_at_all() -> None:
    assert month_shown(team_of(40, 40)) is None
    # Whoever sent a count in which there is nothing was not at work.
    assert month_shown(team_of(40, 40, 0)) is None
    assert month_shown(team_of(40, 40, 1)) is not None


def test_a_quarter_says_nothing_of_a_month_that_says_nothing() -> None:
    full, two = team_of(40, 40, 40), team_of(40, 40)
    assert quarter_shown((full, full, full)) is not None
    assert quarter_shown((full, two, full)) is None


def test_a_small_month_is_not_what_a_quarter_lacks_of_the_others() -> None:
    months = tuple(
        Figures(
            numbers={
                (TOTAL, ""): 40 + count,
                (OUTCOMES, "met"): 40,
                (OUTCOMES, "left"): count,
                (SETTINGS, "ed"): 40 + count,
            },
            peers=3,
        )
        for count in (4, 20, 20)
    )
    quarter = quarter_shown(months)
    assert quarter is not None
    assert quarter.table(OUTCOMES)["left"] is Mark.LEFT_OUT


def test_everything_a_report_has_a_place_for_is_counted() -> None:
    met = Met("2026-W47", Setting.ED, Outcome.MET, (Support.TIME,), {Supply.RIDE: 2}, 12)
    found = figures_of((bytes([n]), add_up("2026-W47", [met])) for n in range(3))
    assert found.peers == 3
    said = {place: number for place, number in found.numbers.items() if number}
    assert said == {
        (TOTAL, ""): 36,
        (OUTCOMES, "met"): 36,
        (SETTINGS, "ed"): 36,
        (SUPPORT, "time"): 36,
        (SUPPLIES, "ride"): 72,
    }


def test_the_check_finds_what_follows_and_only_that() -> None:
    known = {"a": Edge("x", "y", 4, 1, 10), "sum": Edge("y", "x", 4, 4, 4)}
    assert given_away(known, ["a"]) == ("a",)
    assert given_away(known | {"b": Edge("x", "y", 0, 0, 9)}, ["a"]) == ()


def test_the_guess_finds_a_month_that_hides_nothing_beside_its_small_number() -> None:
    numbers = {(TOTAL, ""): 44, (OUTCOMES, "met"): 40, (OUTCOMES, "left"): 4, (SETTINGS, "ed"): 44}
    month = Figures(numbers=numbers, peers=3)
    too_open = Shown(cells={**numbers, (OUTCOMES, "left"): Mark.SMALL})
    assert given_away_by({0: (month, too_open)}, None) == [(0, (OUTCOMES, "left"))]


def of_one_setting(
    met: int = 0, declined: int = 0, left: int = 0, rides: int = 0, support: tuple[int, ...] = ()
) -> Figures:
    """Return a month whose encounters were all in one place."""
    total = met + declined + left
    numbers = {(TOTAL, ""): total, (OUTCOMES, "met"): met, (OUTCOMES, "declined"): declined, (OUTCOMES, "left"): left}
    numbers |= {(SETTINGS, "ed"): total, (SUPPLIES, "ride"): rides}
    numbers |= {(SUPPORT, row): number for row, number in zip(("time", "hope"), support, strict=False)}
    return Figures(numbers=numbers, peers=3)


def known_by_the_rules(
    periods: Iterable[tuple[Figures, ...]], show: Callable[[tuple[Figures, ...]], tuple[Shown | None, ...]]
) -> list[str]:
    """Return what is known to whoever works out every period there might be, and keeps those that look like this one.

    That reader knows all the rules: also that something was hidden says something.
    """
    alike = defaultdict(list)
    for months in periods:
        looks = tuple(one and tuple(one.cells.items()) for one in show(months))
        alike[looks].append([month.numbers for month in months])
    return [
        f"{place} of {when}: {first[when][place]}"
        for first, *others in alike.values()
        for when, numbers in enumerate(first)
        for place, number in numbers.items()
        if 1 <= number <= 10 and all(other[when][place] == number for other in others)
    ]


def a_month(months: tuple[Figures, ...]) -> tuple[Shown | None, ...]:
    return (month_shown(months[0]),)


def with_their_quarter(months: tuple[Figures, ...]) -> tuple[Shown | None, ...]:
    return (*map(month_shown, months), quarter_shown(months))


@pytest.mark.parametrize("total", [11, 12, 13, 14, 20, 21, 22, 23, 30, 31, 33, 40])
def test_nothing_follows_from_where_the_rules_of_a_month_hid_something(total: int) -> None:
    rows = ((a, b, total - a - b) for a in range(total + 1) for b in range(total + 1 - a))
    assert known_by_the_rules(((of_one_setting(*row),) for row in rows), a_month) == []


@pytest.mark.parametrize("total", [12, 13, 21, 22, 34])
def test_nor_from_support_that_is_shown_beside_meetings_that_are_not(total: int) -> None:
    months = (
        (of_one_setting(met, declined, total - met - declined, support=(given,)),)
        for met in range(total + 1)
        for declined in range(total + 1 - met)
        for given in (*range(12), 20, 21, 22)
        # Everybody who was met was given some.
        if given >= met
    )
    assert known_by_the_rules(months, a_month) == []


def test_nor_from_where_those_of_a_quarter_left_something_out() -> None:
    rides = product((*range(13), 20), repeat=3)
    months = (tuple(of_one_setting(40, rides=number) for number in one) for one in rides)
    assert known_by_the_rules(months, with_their_quarter) == []


@pytest.mark.parametrize("totals", [(14, 14, 14), (12, 13, 23)])
def test_nor_from_outcomes_that_are_small_in_some_of_its_months(totals: tuple[int, ...]) -> None:
    months = (
        tuple(of_one_setting(total - left, left=left) for total, left in zip(totals, one, strict=True))
        for one in product(*(range(total + 1) for total in totals))
    )
    assert known_by_the_rules(months, with_their_quarter) == []


def test_a_row_that_is_small_each_month_is_said_of_the_quarter() -> None:
    quarter = quarter_shown(tuple(of_one_setting(40, left=number, rides=number) for number in (5, 6, 9)))
    assert quarter is not None
    assert (quarter.total, quarter.table(SUPPLIES)["ride"], quarter.table(OUTCOMES)["left"]) == (140, 20, 20)
