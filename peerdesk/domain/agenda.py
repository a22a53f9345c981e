"""What a peer wants to talk about in supervision: an item is their own until they add it to the agenda.

What a supervisor reads is an entry: a copy of exactly what a preview showed. It says nothing of a note but that there
is one, and that only to somebody who has that note already. An item that asks for a talk says nothing else at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.encounter import checked_text, code, day
from peerdesk.domain.errors import BadValueError
from peerdesk.domain.guide_use import GuideSaid
from peerdesk.domain.ids import PersonId, RecordId

LINE_LIMIT: Final = 140
WHEN_LIMIT: Final = 60
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDraft:
    """What stands in the form, unchecked."""

    topic: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item as it is kept. `origin` is what it came from, a record of the peer's own: a note, a guide that was used.

    `position` orders the items, the lowest first. `talked_on` is the day on which the peer says it was talked about.
    """

    id: RecordId
    topic: AgendaTopic
    line: str = ""
    origin: RecordId | None = None
    position: int = 0
    talked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """What a supervisor reads of an item, and nothing else. `note` is the copy of a note that they have already."""

    topic: AgendaTopic
    line: str = ""
    note: RecordId | None = None
    guide: GuideSaid | None = None
    position: int = 0
    talked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkedAbout:
    """A supervisor's tick: an entry was talked about on a day. It is theirs, and changes nothing of the entry."""

    id: RecordId
    author: PersonId
    about: RecordId
    talked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """When the two meet next, as the peer writes it for themselves: a day, words, or both."""

    on: date | None = None
    words: str = ""


def make_item(
    draft: AgendaDraft, *, record: RecordId, origin: RecordId | None = None, position: int, is_guide: bool = False
) -> AgendaItem:
    """Check a draft and return the item. `is_guide` says that the origin is a guide that was used.

    Raises an InputRefusedError that names the field.
    """
    topic = code("topic", draft.topic, AgendaTopic, required=True)
    line = checked_text("line", draft.line, LINE_LIMIT).replace("\n", " ")
    if topic is AgendaTopic.TALK and (line or origin is not None):
        raise BadValueError("line", "empty: to ask for a talk needs no reason")
    if topic is AgendaTopic.GUIDE and (line or not is_guide):
        raise BadValueError("topic", "something else: a guide is brought from the list of guides you used")
    return AgendaItem(id=record, topic=topic, line=line, origin=origin, position=position)


def make_meeting(on: str, words: str) -> NextMeeting:
    """Check when the next meeting is; nothing is no meeting. Raises an InputRefusedError that names the field."""
    return NextMeeting(
        on=day("on", on) if on else None, words=checked_text("words", words, WHEN_LIMIT).replace("\n", " ")
    )


def in_order(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return items in the peer's order. Two with one position, from two computers, have the same order on both."""
    return tuple(sorted(items, key=lambda one: (one.position, one.id)))


def moved(order: Sequence[Key], one: Key, by: int) -> tuple[Key, ...]:
    """Return an order in which one is so many places further down (up where `by` is negative), as far as there are."""
    rest = [other for other in order if other != one]
    at = min(max(list(order).index(one) + by, 0), len(rest))
    return (*rest[:at], one, *rest[at:])


def session_of_talk(talked_on: date, sessions: Iterable[tuple[Key, date]]) -> Key | None:
    """Return the session whose past holds what was talked about on a day: that day's, or else the first one after.

    `sessions` are names with their days. None while no such session is logged.
    """
    later = sorted(((on, index, key) for index, (key, on) in enumerate(sessions) if on >= talked_on), key=_when)
    return later[0][2] if later else None


def _when(one: tuple[date, int, Key]) -> tuple[date, int]:
    return one[:2]
