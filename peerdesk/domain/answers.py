"""What one plain value of a record means: the same reading for every list, comparison and history that says it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from peerdesk.domain.follow_up_vocabulary import BestTime, FollowUpHow, FollowUpWhy, MayAnswer, Okay
from peerdesk.domain.vocabulary import (
    FollowUpState,
    Interpreter,
    Language,
    Length,
    Mattered,
    Mode,
    NextState,
    NextStep,
    Outcome,
    Setting,
    Supply,
    Support,
    WrittenWith,
)

Answer = StrEnum | tuple[StrEnum, ...] | dict[StrEnum, StrEnum | int] | date | bool | str
"""A code, several codes, codes with a state or a count, a day, a yes or no, or words (also those of a number).

Nothing said is empty words.
"""

_CODES: Final[Mapping[str, type[StrEnum]]] = {
    "setting": Setting,
    "outcome": Outcome,
    "mode": Mode,
    "length": Length,
    "language": Language,
    "interpreter": Interpreter,
    "written_with": WrittenWith,
    "state": FollowUpState,
    "why": FollowUpWhy,
    "how": FollowUpHow,
    "ok_voicemail": Okay,
    "ok_text": Okay,
    "best_time": BestTime,
    "who_may_answer": MayAnswer,
}
_LISTS: Final[Mapping[str, type[StrEnum]]] = {"support": Support, "mattered": Mattered}
_DAYS: Final = frozenset({"happened_on", "due"})


def answer_of(field: str, value: object) -> Answer:
    """Return what the plain value of a field means. Raises ValueError for a code or a day that there is not."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return tuple(_LISTS[field](code) for code in value)
    if isinstance(value, dict):
        return _counted(value) if field == "supplies" else _stepped(value)
    if isinstance(value, int):
        return str(value) if value else ""
    words = value if isinstance(value, str) else ""
    if words and field in _CODES:
        return _CODES[field](words)
    return date.fromisoformat(words) if words and field in _DAYS else words


def _counted(value: Mapping[str, int]) -> dict[StrEnum, StrEnum | int]:
    return {Supply(item): count for item, count in value.items()}


def _stepped(value: Mapping[str, str]) -> dict[StrEnum, StrEnum | int]:
    return {NextStep(step): NextState(state) for step, state in value.items()}
