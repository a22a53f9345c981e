"""An encounter that is only counted: the week, where, how it went, and the support. No name, no day, no words.

It is for somebody who wants nothing written down about them. Nothing of it can be put together with a note.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from peerdesk.domain.encounter import EncounterDraft, code, codes
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Outcome, Setting, Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One of them. `week` is a week by ISO 8601, such as 2026-W47."""

    id: RecordId
    week: str
    setting: Setting
    outcome: Outcome
    support: tuple[Support, ...] = ()


def count_only(draft: EncounterDraft, *, record: RecordId, today: date) -> Counted:
    """Return what may be counted of a draft; whatever else stands in it is left out.

    Raises an InputRefusedError that names the answer.
    """
    outcome = code("outcome", draft.outcome, Outcome, required=True)
    support = codes("support", draft.support, Support)
    if outcome is Outcome.MET and not support:
        raise MissingAnswerError("support")
    return Counted(
        id=record,
        week=week_of(today),
        setting=code("setting", draft.setting, Setting, required=True),
        outcome=outcome,
        support=support,
    )


def week_of(day: date) -> str:
    """Return the week of a day, as 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())
