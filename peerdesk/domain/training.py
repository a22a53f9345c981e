"""A training that a peer went to: what it was, the day, and how long. It is for the peer, who may take it along."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from peerdesk.domain.encounter import checked_text, day, optional_code
from peerdesk.domain.errors import BadValueError, MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.role_vocabulary import TrainingTopic

TITLE_LIMIT: Final = 80
GIVEN_BY_LIMIT: Final = 80
MOST_HOURS: Final = 200
MOST_QUARTERS: Final = 4 * MOST_HOURS
_LONGEST: Final = 8
"""Characters in which any number of hours can be written; more is not read as a number at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingDraft:
    """What stands in the form, unchecked. `hours` is a number such as 1.5 or 1,25; `on` is empty for today."""

    title: str = ""
    hours: str = ""
    on: str = ""
    given_by: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A training as it is kept. `quarters` is how long it was, in quarters of an hour."""

    id: RecordId
    title: str
    happened_on: date
    quarters: int
    given_by: str = ""
    topic: TrainingTopic | None = None


def make_training(draft: TrainingDraft, *, record: RecordId, today: date) -> Training:
    """Check a draft and return the training. Raises an InputRefusedError that names the field."""
    title = checked_text("title", draft.title, TITLE_LIMIT).replace("\n", " ")
    if not title:
        raise MissingAnswerError("title")
    return Training(
        id=record,
        title=title,
        happened_on=day("on", draft.on) if draft.on else today,
        quarters=quarters_of(draft.hours),
        given_by=checked_text("given_by", draft.given_by, GIVEN_BY_LIMIT).replace("\n", " "),
        topic=optional_code("topic", draft.topic, TrainingTopic),
    )


def quarters_of(hours: str) -> int:
    """Return hours, as somebody writes them, in quarters of an hour. Raises MissingAnswerError or BadValueError."""
    said = hours.strip().replace(",", ".")
    if not said:
        raise MissingAnswerError("hours")
    try:
        found = Decimal(said if len(said) <= _LONGEST else "") * 4
    except InvalidOperation:
        found = Decimal(0)
    if not (found.is_finite() and 1 <= found <= MOST_QUARTERS and found == found.to_integral_value()):
        raise BadValueError("hours", f"hours in quarters, from 0.25 to {MOST_HOURS}, such as 1.5")
    return int(found)


def hours_text(quarters: int) -> str:
    """Return quarters of an hour as hours: 6 is 1.5, and 8 is 2."""
    return format(Decimal(quarters) / 4, "f")
