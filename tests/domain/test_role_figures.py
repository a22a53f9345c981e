"""How often peers were asked outside their role, in the team's figures: of three and more, and no small number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import ROLE, Figures, Mark, figures_of, month_shown, quarter_shown
from peerdesk.domain.vocabulary import Outcome, Setting
from tests.domain.guessing import given_away_by


def asked_of(*counts: int) -> Figures:
    """Return a month of three peers at work, in which each of so many was asked so often outside their role."""
    met = [(bytes([n]), add_up("2026-W47", [Met("2026-W47", Setting.ED, Outcome.LEFT, times=40)])) for n in range(3)]
    return figures_of(met, ((bytes([n]), RoleTally(week="2026-W47", asked=count)) for n, count in enumerate(counts)))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((), Mark.LEFT_OUT),
        ((0, 0, 0), Mark.LEFT_OUT),
        ((40, 40), Mark.LEFT_OUT),
        ((40, 40, 0, 0), Mark.LEFT_OUT),
        ((1, 1, 1), Mark.SMALL),
        ((4, 3, 3), Mark.SMALL),
        ((4, 4, 3), 11),
        ((20, 1, 1), 22),
    ],
)
def test_what_was_asked_outside_the_role_is_said_of_three_peers_and_from_11_on(
    counts: tuple[int, ...], said: int | Mark
) -> None:
    shown = month_shown(asked_of(*counts))
    assert shown is not None
    assert shown.role == said
    assert shown.total == 120


@given(st.lists(st.lists(st.integers(0, 30), max_size=5), min_size=3, max_size=3))
@settings(deadline=None, max_examples=25)
def test_a_quarter_tells_of_no_month_how_often_somebody_was_asked(months: list[list[int]]) -> None:
    figures = tuple(asked_of(*one) for one in months)
    said = {when: (one, shown) for when, one in enumerate(figures) if (shown := month_shown(one)) is not None}
    quarter = quarter_shown(figures)
    assert quarter is not None
    if isinstance(quarter.role, int):
        assert quarter.role == sum(one.numbers[ROLE, ""] for one in figures)
        unsaid = [shown for one, shown in said.values() if shown.role != one.numbers[ROLE, ""]]
        # One month alone would be what the others leave of the quarter.
        assert len(unsaid) != 1
    assert given_away_by(said, quarter) == []
