"""The team's figures: no number from 1 to 10 is shown, and none follows from everything that is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.flows import Edge, given_away
from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import (
    OUTCOMES,
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
    return Figures(numbers=numbers, peers=3)


@st.composite
def three_months(draw: st.DrawFn) -> tuple[Figures, ...]:
    """Return a quarter; every month has the same rows."""
    months = [draw(figures()) for _ in range(3)]
    rows = {place: 0 for month in months for place in month.numbers}
    order = sorted(rows, key=lambda place: (place[0] != TOTAL, place))
    return tuple(Figures(numbers={place: month.numbers.get(place, 0) for place in order}, peers=3) for month in months)


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
                    assert place[0] == SUPPORT
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
    assert quarter.table(OUTCOMES)["left"] is Mark.HIDDEN


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
