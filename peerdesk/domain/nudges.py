"""Gentle suggestions about words: found on this computer while somebody writes, never kept, and never in the way.

Two kinds. A word that can hurt the person written about has another that could stand there. And a detail that no note
needs (a name of what somebody used, a number that looks like a record) can be left out. What stands between quotation
marks is somebody's own words, and nobody's to change.

Sources of the words: the public lists of person-first language by NIDA ("Words Matter"), the Addiction Technology
Transfer Center network and others, as plain pairs; which ones ship is data (`resources/library/nudges.json`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_QUOTED: Final = re.compile('"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|‘[^’\n]*’')
_NUMBERS: Final = re.compile(
    r"(?<![\w/.-])(?!\d{4}-\d\d-\d\d\b)(?:\d(?:[ -]?\d){5,}|\(\d{3}\) ?\d{3}-\d{4})(?![\w/-])"
    r"|(?<!\w)\d+(?:[.,]\d+)? ?mg\b",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"(?!)")


class NudgeKind(StrEnum):
    """Why something is suggested."""

    WORD = "word"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A suggestion about `text[start:end]`. `instead` could stand there; empty: it could be left out."""

    kind: NudgeKind
    start: int
    end: int
    said: str
    instead: str

    @property
    def key(self) -> str:
        """What names this suggestion when somebody does not want it again: the words, however they are written."""
        return self.said.casefold()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language. Compiled once; looking through a note takes well under a millisecond."""

    instead: Mapping[str, str]
    words: re.Pattern[str] = field(repr=False)
    fine: re.Pattern[str] = field(repr=False)
    details: re.Pattern[str] = field(repr=False)
    fine_details: re.Pattern[str] = field(repr=False)

    @classmethod
    def of(
        cls,
        instead: Mapping[str, str],
        *,
        unless: Iterable[str] = (),
        details: Iterable[str] = (),
        details_unless: Iterable[str] = (),
    ) -> "Lexicon":
        """Compile a list: what could stand `instead` of each word, phrases in which it is fine, and details."""
        return cls(
            {said.casefold(): other for said, other in instead.items()},
            _any_of(instead),
            _any_of(unless),
            _any_of(details),
            _any_of(details_unless),
        )


def find_nudges(text: str, lexicon: Lexicon, unwanted: Collection[str] = ()) -> tuple[Nudge, ...]:
    """Return the suggestions for a text in the order they stand in it; none overlap. `unwanted` are keys."""
    found = sorted(
        (*_about_words(text, lexicon), *_about_details(text, lexicon)), key=lambda nudge: (nudge.start, -nudge.end)
    )
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    kept: list[Nudge] = []
    for nudge in found:
        is_free = not kept or nudge.start >= kept[-1].end
        if is_free and nudge.key not in unwanted and not _touches(nudge.start, nudge.end, quoted):
            kept.append(nudge)
    return tuple(kept)


def taken(text: str, nudge: Nudge) -> str:
    """Return the text with a suggestion taken: the other words in place, or what was there left out with its space."""
    before, after = text[: nudge.start], text[nudge.end :]
    if nudge.instead:
        return before + fitted(nudge) + after
    if before.endswith(" ") or not before:
        after = after.removeprefix(" ")
    return before + after


def fitted(nudge: Nudge) -> str:
    """Return the words to put in place, with a capital where the ones before had it."""
    starts_big = nudge.said[:1].isupper() and not nudge.said.isupper()
    return nudge.instead[:1].upper() + nudge.instead[1:] if starts_big else nudge.instead


def _about_words(text: str, lexicon: Lexicon) -> Iterator[Nudge]:
    fine = [match.span() for match in lexicon.fine.finditer(text)]
    for match in lexicon.words.finditer(text):
        if not _touches(*match.span(), fine):
            said = match.group()
            instead = lexicon.instead[" ".join(said.casefold().split())]
            yield Nudge(kind=NudgeKind.WORD, start=match.start(), end=match.end(), said=said, instead=instead)


def _about_details(text: str, lexicon: Lexicon) -> Iterator[Nudge]:
    fine = [match.span() for match in lexicon.fine_details.finditer(text)]
    for pattern in (lexicon.details, _NUMBERS):
        for match in pattern.finditer(text):
            if not _touches(*match.span(), fine):
                said = match.group()
                yield Nudge(kind=NudgeKind.DETAIL, start=match.start(), end=match.end(), said=said, instead="")


def _touches(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    # The longest first, so that a phrase wins over a word in it. An upper-case word stands for itself: MAT is no mat.
    written = [_one(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(written)})(?![\w-])") if written else _NOTHING


def _one(phrase: str) -> str:
    words = (_word(word) for word in phrase.split())
    return r"\s+".join(words)


def _word(word: str) -> str:
    return re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
