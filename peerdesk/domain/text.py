"""Cleaning what was typed or pasted: what a database or a screen cannot hold goes, and it is said that it went."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Control characters but tab and line feed, lone surrogates, and the overrides that can turn a line around.
_UNKEEPABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """Text that can be kept, and how many characters had to go."""

    text: str
    removed: int


def clean_text(raw: str) -> CleanText:
    """Drop NUL, control characters, lone surrogates and bidirectional overrides; fold line ends to line feeds."""
    folded = raw.replace("\r\n", "\n").replace("\r", "\n")
    text, removed = _UNKEEPABLE.subn("", folded)
    return CleanText(text=text, removed=removed)


def without_unkeepable(raw: str) -> str:
    """Return the text that `clean_text` returns."""
    # Most text holds nothing but what can be printed, and to see that takes a tenth of the time.
    return raw if raw.isprintable() else clean_text(raw).text


def folded(name: str) -> str:
    """Return a name or a handle as it is compared: case and outer spaces do not count, nor how many are between.

    Some keyboards and file systems write an accent as a letter of its own; both ways are the same name.
    """
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def bare(text: str) -> str:
    """Return words as they are looked for: neither accents nor capitals count."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
