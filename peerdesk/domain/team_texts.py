"""What a supervisor writes for their team beside places: parts of the guides, words, how often to meet.

Each is a whole document with a version. A version is never changed: a change is a new one, and the highest holds.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import NotAllowedError

CHANGED_LIMIT: Final = 140
SAID_LIMIT: Final = 400
INSTEAD_LIMIT: Final = 80
MOST_LINES: Final = 200
MOST_CHARACTERS: Final = 20_000
"""What a document may hold at most: it travels as one sealed piece."""
HIGHEST_VERSION: Final = 2**31
ABOUT: Final = re.compile("^[a-z_]{1,24}$")


class TeamPart(StrEnum):
    """Which document it is."""

    GUIDES = "guides"
    WORDS = "words"
    CHECKINS = "checkins"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """One line: what it is about, a code of its part, and what it says. `instead` is for words that have others."""

    about: str
    said: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamText:
    """A document as its author gave it. `version` counts from 1; `changed` says in a line what is new, if anything."""

    part: TeamPart
    version: int
    published_on: date
    changed: str = ""
    lines: tuple[TeamLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line that differs between two versions. `before` or `after` is empty where one of them does not have it."""

    about: str
    word: str
    before: str
    after: str


def following(version: int) -> int:
    """Return the version after another one. Behind the highest that may travel there is none: it is that one again."""
    return min(version + 1, HIGHEST_VERSION)


def next_text(
    before: TeamText | None, part: TeamPart, lines: tuple[TeamLine, ...], changed: str, today: date
) -> TeamText:
    """Return the version that follows another one, or the first. Raises TextTooLongError or NotAllowedError."""
    if len(lines) > MOST_LINES or sum(len(one.said) + len(one.instead) for one in lines) > MOST_CHARACTERS:
        raise NotAllowedError("team_text_too_large")
    return TeamText(
        part=part,
        version=following(before.version if before is not None else 0),
        published_on=today,
        changed=checked_text("changed", changed, CHANGED_LIMIT).replace("\n", " "),
        lines=lines,
    )


def digest_of(lines: Iterable[TeamLine]) -> bytes:
    """Return 32 bytes that name these lines and no others, by which a text that was read is known again."""
    return hashlib.sha256(repr([(one.about, one.said, one.instead) for one in lines]).encode()).digest()


def differences(part: TeamPart, before: Iterable[TeamLine], after: Iterable[TeamLine]) -> tuple[LineChange, ...]:
    """Return what differs, in the order of the new version, with what was taken away at the end."""
    old, new = dict(_keyed(part, before)), dict(_keyed(part, after))
    return tuple(
        LineChange(about=about, word=word, before=old.get((about, word), ""), after=new.get((about, word), ""))
        for about, word in dict.fromkeys((*new, *old))
        if old.get((about, word)) != new.get((about, word))
    )


def _keyed(part: TeamPart, lines: Iterable[TeamLine]) -> Iterator[tuple[tuple[str, str], str]]:
    for one in lines:
        yield ((one.about, one.said), one.instead) if part is TeamPart.WORDS else ((one.about, ""), one.said)
