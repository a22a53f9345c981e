"""Which words of a text a dictionary is asked about, and what a word of one's own may be."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.errors import BadValueError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.text import folded

LONGEST_WORD: Final = 40
"""Characters. Nobody looks for a mistake in a longer one, and a checker might think about it for long."""
_MARKS: Final = "\u0300-\u036f"
_PIECE: Final = rf"[^\W_](?:[{_MARKS}]|[^\W_])*"
_WORD: Final = re.compile(rf"{_PIECE}(?:['’-]{_PIECE})*")
# An address is read whole, so that no piece of it counts as a word.
_ADDRESS: Final = re.compile(r"\S*(?:@|://|www\.)\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """A word that its person wants to be known."""

    id: RecordId
    word: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word of a text: it stands at `text[start:end]`."""

    start: int
    end: int
    said: str


def spelled_words(text: str) -> Iterator[Spelled]:
    """Yield the words of a text that may be looked up.

    Left out is what no dictionary can know: a single letter, a word with a digit or all in capitals, an address.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in _WORD.finditer(text):
        start, end = match.span()
        inside = any(first <= start < last for first, last in addresses)
        if not inside and _is_looked_up(match.group()):
            yield Spelled(start, end, match.group())


def word_key(word: str) -> str:
    """Return a word as two are compared: neither capitals nor the shape of an apostrophe count."""
    return folded(word.replace("’", "'"))


def keys_of(phrases: Iterable[str]) -> frozenset[str]:
    """Return the keys of all words in some phrases, such as handles."""
    return frozenset(word_key(match.group()) for phrase in phrases for match in _WORD.finditer(phrase))


def checked_word(raw: str) -> str:
    """Return a word that can be kept. Raises BadValueError for anything but one word of letters."""
    word = unicodedata.normalize("NFC", raw.strip())
    if len(word) > LONGEST_WORD or not _WORD.fullmatch(word) or any(one.isdigit() for one in word):
        raise BadValueError("word", f"one word of letters, {LONGEST_WORD} at most")
    return word


def _is_looked_up(word: str) -> bool:
    return 1 < len(word) <= LONGEST_WORD and not word.isupper() and not any(one.isdigit() for one in word)
