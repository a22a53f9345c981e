"""The shipped lists of words: what safety words are picked from, and passphrases that PeerDesk proposes.

The lists are as long as each other, and a word stands for its place. So two people whose screens speak different
languages compare the same six places: each screen shows the words of the other language as well.
"""

import unicodedata
from functools import cache
from typing import Final

from peerdesk.work.resources import resource

LANGUAGES: Final = ("en", "es")
"""The first is the list that safety words are counted out by; the order of both files is for good."""


@cache
def word_list(language: str = "en") -> tuple[str, ...]:
    """Return the words in the order of the file, which safety words depend on. Raises MissingResourceError."""
    return tuple(resource("library", f"words_{language}.txt").read_text(encoding="utf-8").split())


def spoken(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return words of the English list as a screen in this language shows them; another language shows English."""
    if language not in LANGUAGES[1:]:
        return words
    places = {word: place for place, word in enumerate(word_list())}
    there = word_list(language)
    return tuple(there[places[word]] for word in words)


def other_language(language: str) -> str:
    """Return the language that whoever compares may have on their screen instead."""
    return LANGUAGES[0] if language in LANGUAGES[1:] else LANGUAGES[1]


def matches(typed: str, words: tuple[str, ...]) -> bool:
    """Tell whether somebody typed these English words, in whichever language they were read out. No accent matters."""
    said = tuple(_plain(typed).split())
    return any(said == tuple(_plain(word) for word in spoken(words, language)) for language in LANGUAGES)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
