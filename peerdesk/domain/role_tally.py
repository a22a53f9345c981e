"""How often a peer was asked outside their role in one week: a number, and no more.

What was asked, what they did and on which day stays with them. It leaves only after a yes of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from peerdesk.domain.tally import MOST_IN_A_CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTally:
    """One peer's week. A week in which nothing was asked says 0, so that nobody sees which those are."""

    week: str
    asked: int = 0


def role_tally(week: str, asked: Mapping[str, int]) -> RoleTally:
    """Return the tally of a week; `asked` is how often by week."""
    return RoleTally(week=week, asked=min(asked.get(week, 0), MOST_IN_A_CELL))
