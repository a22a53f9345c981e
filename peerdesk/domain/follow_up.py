"""A follow-up: staying in touch, when the peer can. Overdue is never a reproach."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peerdesk.domain.encounter import day
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState

_INTERVAL = re.compile(r"^(\d{1,3})\s*(h|d)$")
_HOURS_A_DAY = 24
_OPEN = frozenset({FollowUpState.PLANNED, FollowUpState.TRIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One follow-up. `encounter` is the note it came from."""

    id: RecordId
    due: date
    encounter: RecordId | None
    individual: RecordId | None
    state: FollowUpState = FollowUpState.PLANNED

    def reached(self) -> "FollowUp":
        """Return the follow-up after the two of them were in touch."""
        return replace(self, state=FollowUpState.REACHED)

    def stopped(self) -> "FollowUp":
        """Return the follow-up after they asked for no more of it."""
        return replace(self, state=FollowUpState.THEY_STOPPED)

    def closed(self) -> "FollowUp":
        """Return the follow-up after the peer let it go."""
        return replace(self, state=FollowUpState.CLOSED)

    def moved(self, due: date) -> "FollowUp":
        """Return the follow-up for another day."""
        return replace(self, due=due)

    def reopened(self) -> "FollowUp":
        """Return the follow-up as it was before it was done."""
        return replace(self, state=FollowUpState.PLANNED)

    @property
    def is_open(self) -> bool:
        """Say whether it still waits."""
        return self.state in _OPEN


def current(planned: Sequence[FollowUp]) -> FollowUp | None:
    """Return the one of a note's follow-ups that matters now: the soonest that waits, else the last there was.

    `planned` are in the order of their days. The note and every copy of it show this one.
    """
    waiting = [one for one in planned if one.is_open]
    return next(iter(waiting or planned[-1:]), None)


def due_day(text: str, today: date, field: str = "follow_up") -> date:
    """Return the day meant by a date (`2026-11-28`) or an interval (`24h`, `7d`). Raises BadDateError for `field`."""
    interval = _INTERVAL.match(text.strip().lower())
    if not interval:
        return day(field, text.strip())
    amount, unit = int(interval[1]), interval[2]
    days = -(-amount // _HOURS_A_DAY) if unit == "h" else amount
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise BadDateError(field) from None
