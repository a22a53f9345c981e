"""After how many days without a session of supervision a desk says how many it were: a reminder, and no measure."""

from collections.abc import Iterable
from typing import Final

from peerdesk.domain.errors import BadValueError
from peerdesk.domain.team_texts import TeamLine

OFF: Final = 0
RHYTHMS: Final = (OFF, 7, 14, 30)
AS_SHIPPED: Final = 14
_DAYS: Final = "days"


def rhythm(days: int) -> int:
    """Return a rhythm in days, 0 for off. Raises BadValueError for another number."""
    if days not in RHYTHMS:
        raise BadValueError("days", "7, 14, 30 or off")
    return days


def rhythm_lines(days: int) -> tuple[TeamLine, ...]:
    """Return a rhythm as the lines of a document. Raises BadValueError."""
    return (TeamLine(about=_DAYS, said=str(rhythm(days))),)


def rhythm_of(lines: Iterable[TeamLine]) -> int:
    """Return the rhythm that lines say; what is not understood is as it ships."""
    known = {str(days): days for days in RHYTHMS}
    return next((known[one.said] for one in lines if one.about == _DAYS and one.said in known), AS_SHIPPED)


def gentler(one: int, other: int) -> int:
    """Return the one of two rhythms that reminds less."""
    return OFF if OFF in (one, other) else max(one, other)


def is_due(days_since: int, rhythm_days: int) -> bool:
    """Say whether so many days without a session are worth a word."""
    return rhythm_days != OFF and days_since >= rhythm_days
