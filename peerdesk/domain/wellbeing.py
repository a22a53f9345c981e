"""How a peer is doing, in a word or a line of their own. It is for nobody else, so it is no record that travels.

It has no kind among the records that sync, and is kept by a file of its own. Nothing asks about substance use, nothing
is counted, and no word stands for a number.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from peerdesk.domain.encounter import checked_text, code, day
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import RecordId

LINE_LIMIT: Final = 280


class Mood(StrEnum):
    """A word for how it is. None is better than another, and they have no order that could be drawn as a curve."""

    GOOD = "good"
    OKAY = "okay"
    TIRED = "tired"
    STRETCHED = "stretched"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInDraft:
    """What stands in the form, unchecked. `on` is a day, empty for today."""

    mood: str = ""
    line: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What a peer wrote about themselves: a word, a line, or both. `line` has at most 280 characters."""

    id: RecordId
    on: date
    mood: Mood | None
    line: str = ""


def begin_check_in(draft: CheckInDraft, *, record: RecordId, today: date) -> CheckIn:
    """Check a draft. Raises MissingAnswerError with neither a word nor a line, or another InputRefusedError."""
    line = checked_text("line", draft.line, LINE_LIMIT)
    if not draft.mood and not line:
        raise MissingAnswerError("mood")
    return CheckIn(
        id=record,
        on=day("on", draft.on) if draft.on else today,
        mood=code("mood", draft.mood, Mood) if draft.mood else None,
        line=line,
    )
