"""What is typed into the search box, as a question the index can answer, and where the answer stands in a text.

The index splits text into runs of letters and digits and forgets case and accents; so does this. The words of a
question are quoted one by one, so nothing typed is ever read as the index's own language.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

LONGEST_QUERY: Final = 256
MOST_WORDS: Final = 32
EXCERPT_CHARACTERS: Final = 120
_BEFORE_HIT: Final = 30


class Mark(NamedTuple):
    """A range of characters that was searched for: `start` is the first of them, `end` the one after the last."""

    start: int
    end: int


class Excerpt(NamedTuple):
    """A line or a piece of it, with the ranges found in it."""

    text: str
    marks: tuple[Mark, ...]


def words_of(query: str) -> tuple[str, ...]:
    """Return the words to look for, in lower case, each once. Empty when there is nothing to look for."""
    found: dict[str, None] = {}
    word: list[str] = []
    for character in unicodedata.normalize("NFC", query[:LONGEST_QUERY]) + " ":
        if _in_word(character):
            word.append(character)
        elif word:
            found["".join(word).lower()] = None
            word = []
    return tuple(found)[:MOST_WORDS]


def match_expression(words: tuple[str, ...]) -> str:
    """Return the question for the index: every word begun so."""
    return " ".join(f'"{word}"*' for word in words)


class Beginnings:
    """Says of many short texts that have no index whether words begin in them, whatever case and accents they have.

    `words` are those of `words_of`.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = tuple(dict.fromkeys(map(fold, words)))

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the words that no word of a text begins with."""
        folded = fold(text)
        return tuple([word for word in self._words if not _holds(folded, word)])


def rows_with(words: tuple[str, ...], texts: Iterable[tuple[int, str]]) -> list[int]:
    """Return the rows of those texts, folded already, that begin a word with each of some words.

    The words are what another text is `missing`.
    """
    left = texts
    for word in words:
        left = [(row, text) for row, text in left if word in text and _holds(text, word)]
    return [row for row, _ in left]


def _in_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum()
    # An older table of characters than the index has, on purpose: what is a letter here is one there as well, so a word
    # never falls apart into a phrase there, which an index without positions cannot look up.
    return unicodedata.ucd_3_2_0.category(character)[0] in "LN"


class _Folding(dict[int, str]):
    """The folded form of each character, always exactly one character long, so that ranges stay where they are."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLDING: Final = _Folding()
_WEST: Final = "cp1252"
_WEST_FOLDED: Final = bytes(range(256)).decode(_WEST, "replace").translate(_FOLDING).encode(_WEST, "replace")


def fold(text: str) -> str:
    """Return a text as long as it was, without capitals and accents."""
    if text.isascii():
        return text.lower()
    try:
        # What people write in English and Spanish fits into these 256, and takes a tenth of the time so.
        return text.encode(_WEST).translate(_WEST_FOLDED).decode(_WEST)
    except UnicodeEncodeError:
        return text.translate(_FOLDING)


def _holds(folded: str, word: str) -> bool:
    at = folded.find(word)
    while at >= 0:
        if _begins(folded, at):
            return True
        at = folded.find(word, at + 1)
    return False


class Finder:
    """Finds where the words of one question stand in many texts."""

    def __init__(self, words: tuple[str, ...]) -> None:
        folded = sorted({fold(word) for word in words}, key=len, reverse=True)
        # What stands before a hit is looked at afterwards: a pattern that begins with letters is found much faster.
        self._pattern = re.compile("|".join(map(re.escape, folded)))

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return where words of `text` begin as searched for, from left to right."""
        return self._marks(fold(text))

    def excerpt(self, text: str) -> Excerpt:
        """Return the line of `text` with the first hit, shortened around it; the first line where there is none."""
        folded = fold(text)
        hit = self._first(folded)
        at = max(0, hit)
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        if end - start > EXCERPT_CHARACTERS:
            start = max(start, at - _BEFORE_HIT)
            end = min(end, start + EXCERPT_CHARACTERS)
        # Folding keeps every character in its place, so a piece of the folded text is that piece folded.
        return Excerpt(text[start:end], self._marks(folded[start:end]) if hit >= 0 else ())

    def _first(self, folded: str) -> int:
        for found in self._pattern.finditer(folded):
            start = found.start()
            if _begins(folded, start):
                return start
        return -1

    def _marks(self, folded: str) -> tuple[Mark, ...]:
        return tuple(
            [Mark(*found.span()) for found in self._pattern.finditer(folded) if _begins(folded, found.start())]
        )


def _begins(folded: str, at: int) -> bool:
    return at == 0 or not folded[at - 1].isalnum()
