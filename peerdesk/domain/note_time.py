"""When an encounter began and ended, beside its note: only where a hospital counts units, and only if the peer says so.

Times are minutes of a day. Nothing takes them from a clock, and nobody but the peer reads them.
"""

import re
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.errors import BadValueError
from peerdesk.domain.ids import RecordId, id_beside

MINUTES_OF_A_DAY: Final = 24 * 60
_MINUTES: Final = 60
_NOON: Final = 12
_HOURS: Final = 24
_LABEL: Final = b"PD1 note time"
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?: ?([ap])\.? ?m\.?)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """From when to when, in minutes of the day. `aside` minutes of it were notes, the way there, or outreach.

    What ends before it began ended on the next day.
    """

    begins: int
    ends: int
    aside: int = 0

    @property
    def is_past_midnight(self) -> bool:
        """Say whether it ended on the next day."""
        return self.ends < self.begins

    @property
    def length(self) -> int:
        """Return all minutes between the two."""
        return (self.ends - self.begins) % MINUTES_OF_A_DAY

    @property
    def minutes(self) -> int:
        """Return the minutes with somebody."""
        return self.length - self.aside

    def as_draft(self) -> "TimeDraft":
        """Return it as a form shows it."""
        aside = str(self.aside) if self.aside else ""
        return TimeDraft(begins=clock_text(self.begins), ends=clock_text(self.ends), aside=aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTime:
    """What is kept beside one note; `spent` is None once its peer has taken it out again."""

    about: RecordId
    spent: Spent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeDraft:
    """What stands in the form, unchecked: two times as 9:10, 21:40 or 9:40 pm, and minutes."""

    begins: str = ""
    ends: str = ""
    aside: str = ""


def time_id(note: RecordId) -> RecordId:
    """Return the id of the times beside a note: two computers that both begin them begin the same."""
    return id_beside(note, _LABEL)


def is_sound(spent: Spent) -> bool:
    """Say whether these are times of a day, one after the other, with no more set aside than there is."""
    are_of_a_day = all(0 <= one < MINUTES_OF_A_DAY for one in (spent.begins, spent.ends))
    return are_of_a_day and spent.begins != spent.ends and 0 <= spent.aside <= spent.length


def make_spent(draft: TimeDraft) -> Spent:
    """Check what stands in a form and return it. Raises BadValueError, which names the field."""
    begins, ends = _clock("begins", draft.begins), _clock("ends", draft.ends)
    if begins == ends:
        raise BadValueError("ends", "another time than the beginning")
    found = Spent(begins=begins, ends=ends, aside=_aside(draft.aside.strip() or "0"))
    if not is_sound(found):
        raise BadValueError("aside", "no more minutes than there are between the two times")
    return found


def clock_text(minute: int) -> str:
    """Return a minute of the day, as 09:10."""
    return f"{minute // _MINUTES:02d}:{minute % _MINUTES:02d}"


def _aside(text: str) -> int:
    """Return minutes, or -1 for what is none. More digits than a day has minutes of are not read at all."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(MINUTES_OF_A_DAY))
    return int(text) if is_number else -1


def _clock(field: str, text: str) -> int:
    said = _CLOCK.fullmatch(text.strip())
    if said is None:
        raise BadValueError(field, "a time such as 9:10 or 21:40")
    hour, minute, half = int(said[1]), int(said[2]), (said[3] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0) if 1 <= hour <= _NOON else _HOURS
    if hour >= _HOURS or minute >= _MINUTES:
        raise BadValueError(field, "a time such as 9:10 or 21:40")
    return hour * _MINUTES + minute
