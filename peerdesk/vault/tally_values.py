"""Weekly tallies and the agreement to them as plain fields, and back. Reading raises UnreadableFieldError only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from peerdesk.domain.ids import RecordId
from peerdesk.domain.periods import is_week
from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.tally import MOST_IN_A_CELL, Agreement, WeekTally
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields

Code = TypeVar("Code", bound=StrEnum)


def plain_tally(tally: WeekTally) -> Values:
    """Return the fields of a tally. All counts are one field: two versions of them are never mixed."""
    encounters = {
        setting.value: {outcome.value: count for outcome, count in outcomes.items()}
        for setting, outcomes in tally.encounters.items()
    }
    support = {chip.value: count for chip, count in tally.support.items()}
    supplies = {item.value: count for item, count in tally.supplies.items()}
    return {"week": tally.week, "counts": {"encounters": encounters, "support": support, "supplies": supplies}}


def tally_of(fields: Fields) -> WeekTally:
    """Return a tally."""
    counts = fields["counts"]
    try:
        encounters = {
            Setting(setting): _counts(outcomes, Outcome) for setting, outcomes in counts["encounters"].items()
        }
        support, supplies = _counts(counts["support"], Support), _counts(counts["supplies"], Supply)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise UnreadableFieldError("counts") from None
    return WeekTally(week=_week(fields), encounters=encounters, support=support, supplies=supplies)


def plain_role_tally(tally: RoleTally) -> Values:
    """Return the fields of how often somebody was asked outside their role."""
    return {"week": tally.week, "asked": tally.asked}


def role_tally_of(fields: Fields) -> RoleTally:
    """Return how often somebody was asked outside their role."""
    if not 0 <= fields["asked"] <= MOST_IN_A_CELL:
        raise UnreadableFieldError("asked")
    return RoleTally(week=_week(fields), asked=fields["asked"])


def plain_agreement(agreement: Agreement) -> Values:
    """Return the fields of an agreement."""
    return {
        "week": agreement.week,
        "said_on": agreement.said_on.isoformat(),
        "ended_on": agreement.ended_on.isoformat() if agreement.ended_on else "",
    }


def agreement_of(record: RecordId, fields: Fields) -> Agreement:
    """Return an agreement."""
    return Agreement(
        id=record,
        week=_week(fields),
        said_on=reading.day(fields, "said_on"),
        ended_on=reading.day(fields, "ended_on") if fields["ended_on"] else None,
    )


def _week(fields: Fields) -> str:
    week = fields["week"]
    if not isinstance(week, str) or not is_week(week):
        raise UnreadableFieldError("week")
    return week


def _counts(said: Mapping[str, Any], vocabulary: type[Code]) -> dict[Code, int]:
    counts = {vocabulary(code): count for code, count in said.items()}
    if not all(type(count) is int and 1 <= count <= MOST_IN_A_CELL for count in counts.values()):
        raise ValueError("a count out of bounds")
    return counts
