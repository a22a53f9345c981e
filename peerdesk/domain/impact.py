"""What a peer did in a month, a quarter or a year, for that peer alone: sums, without a goal or a comparison."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from peerdesk.domain.errors import BadDateError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.periods import months_of
from peerdesk.domain.vocabulary import Outcome, Supply, Support

_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOfMany:
    """What counts of one note. `individual` is None for nobody in particular."""

    outcome: Outcome
    support: tuple[Support, ...]
    supplies: Mapping[Supply, int]
    individual: RecordId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """`people` were met under a handle, each counted once; `nameless` are meetings without one.

    `reached` counts follow-ups due in these days in which the two were in touch.
    """

    period: str
    people: int
    nameless: int
    reached: int
    outcomes: Mapping[Outcome, int]
    support: Mapping[Support, int]
    supplies: Mapping[Supply, int]

    @property
    def encounters(self) -> int:
        """How many meetings and tries there were, all alike."""
        return sum(self.outcomes.values())


def months_of_period(period: str) -> tuple[str, ...]:
    """Return the months of 2026-11, of 2026-Q4 or of 2026. Raises BadDateError."""
    if len(period) == _YEAR_LENGTH and period.isascii() and period.isdecimal():
        return tuple(month for quarter in range(1, 5) for month in months_of(f"{period}-Q{quarter}"))
    return months_of(period)


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period. Raises BadDateError."""
    months = months_of_period(period)
    try:
        first, last = (date.fromisoformat(f"{month}-01") for month in (months[0], months[-1]))
    except ValueError:
        raise BadDateError("period") from None
    after = (last + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def sums_of(period: str, met: Iterable[OneOfMany], people: int, reached: int) -> Impact:
    """Return the sums. Each in the order of its own list; what never was is left out, and nothing is put first."""
    outcomes, support, supplies = Counter[Outcome](), Counter[Support](), Counter[Supply]()
    nameless = 0
    for one in met:
        outcomes[one.outcome] += 1
        support.update(one.support)
        supplies.update(one.supplies)
        nameless += one.outcome is Outcome.MET and one.individual is None
    return Impact(
        period=period,
        people=people,
        nameless=nameless,
        reached=reached,
        outcomes={code: outcomes[code] for code in Outcome if outcomes[code]},
        support={code: support[code] for code in Support if support[code]},
        supplies={code: supplies[code] for code in Supply if supplies[code]},
    )
