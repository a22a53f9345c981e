"""Reading one plain field: what lies there becomes a value of the domain, or an UnreadableFieldError.

What is read may have come from another computer. Only its type has been looked at, by the row that holds it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from peerdesk.domain.ids import ID_BYTES, REVISION_BYTES, RecordId, RevisionId
from peerdesk.domain.vocabulary import NextState, NextStep, Supply
from peerdesk.vault.fields import UnreadableFieldError

Code = TypeVar("Code", bound=StrEnum)
Fields = Mapping[str, Any]
EARLIEST_YEAR: Final = 1970
LATEST_YEAR: Final = 3000


def as_it_is(fields: Fields, name: str) -> object:
    """Return text or a flag."""
    return fields[name]


def code(fields: Fields, name: str, vocabulary: type[Code]) -> Code:
    """Return a code of a vocabulary."""
    try:
        return vocabulary(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def maybe_code(fields: Fields, name: str, vocabulary: type[Code]) -> Code | None:
    """Return a code of a vocabulary, None for an empty one."""
    return code(fields, name, vocabulary) if fields[name] else None


def codes(fields: Fields, name: str, vocabulary: type[Code]) -> tuple[Code, ...]:
    """Return a list of codes of a vocabulary."""
    try:
        return tuple(vocabulary(value) for value in fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def next_steps(fields: Fields, name: str) -> dict[NextStep, NextState]:
    """Return the next steps and how far each has come."""
    try:
        return {NextStep(step): NextState(state) for step, state in fields[name].items()}
    except ValueError:
        raise UnreadableFieldError(name) from None


def supplies(fields: Fields, name: str) -> dict[Supply, int]:
    """Return what was handed out, and how many of each."""
    try:
        chosen = {Supply(item): count for item, count in fields[name].items()}
    except ValueError:
        raise UnreadableFieldError(name) from None
    if any(type(count) is not int for count in chosen.values()):
        raise UnreadableFieldError(name)
    return chosen


def day(fields: Fields, name: str) -> date:
    """Return a day."""
    try:
        return date.fromisoformat(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None


def time(fields: Fields, name: str) -> datetime:
    """Return a moment, with its zone."""
    try:
        moment = datetime.fromisoformat(fields[name])
    except ValueError:
        raise UnreadableFieldError(name) from None
    # A time near either end of the calendar cannot be told on the reader's own clock, and every look at it would fail.
    if moment.tzinfo is None or not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise UnreadableFieldError(name)
    return moment


def record(fields: Fields, name: str) -> RecordId | None:
    """Return the id of another record, or None."""
    return None if fields[name] is None else RecordId(sized(fields, name, ID_BYTES))


def revision(fields: Fields, name: str) -> RevisionId | None:
    """Return the id of a revision, or None."""
    return None if fields[name] is None else RevisionId(sized(fields, name, REVISION_BYTES))


def sized(fields: Fields, name: str, size: int) -> bytes:
    """Return bytes of this length."""
    value = fields[name]
    if not isinstance(value, bytes) or len(value) != size:
        raise UnreadableFieldError(name)
    return value
