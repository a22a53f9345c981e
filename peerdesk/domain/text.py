"""Cleaning what was typed or pasted: what a database or a screen cannot hold goes, and it is said that it went."""

import unicodedata
from dataclasses import dataclass

_KEPT_CONTROLS = frozenset("\n\t")
_INVISIBLE_ORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """Text that can be kept, and how many characters had to go."""

    text: str
    removed: int


def clean_text(raw: str) -> CleanText:
    """Drop NUL, control characters, lone surrogates and bidirectional overrides; fold line ends to line feeds."""
    folded = raw.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in folded if _keeps(c))
    return CleanText(text=kept, removed=len(folded) - len(kept))


def _keeps(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _INVISIBLE_ORDERING
