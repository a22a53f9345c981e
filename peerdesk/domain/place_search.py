"""Finding a place as somebody types: every word begins some word of the line, and accents do not count."""

from collections.abc import Iterable
from typing import Final

from peerdesk.domain.place import Place
from peerdesk.domain.text import bare

LONGEST_QUERY: Final = 200
_MARKS: Final = str.maketrans(dict.fromkeys("()[],;:.-/+'\"", " "))


def place_words(one: Place, labels: Iterable[str] = ()) -> str:
    """Return what a place is found by. `labels` are the words that a screen has for its kind and what is good to know.

    A number is found with its dashes and without.
    """
    number = "".join(digit for digit in one.phone if digit.isdigit())
    said = (one.name, one.phone, number, one.hours, one.languages, one.cost, one.distance, *labels)
    return f" {_apart(' '.join(said))}"


def is_found(words: str, query: str) -> bool:
    """Say whether what `place_words` returned answers a question. An empty one finds everything."""
    return all(f" {wanted}" in words for wanted in _apart(query[:LONGEST_QUERY]).split())


def _apart(text: str) -> str:
    return " ".join(bare(text).translate(_MARKS).split())
