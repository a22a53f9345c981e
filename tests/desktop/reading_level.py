"""How hard an English sentence is to read: the grade of Flesch and Kincaid (1975), in years of school.

The formula counts syllables. Words that everybody who works here says every day are no harder for being long, so they
count as if they had two; sentences of a few words are left out, for which the formula says nothing.
"""

import re
from collections.abc import Iterable

FEWEST_WORDS = 8
_FAMILIAR = frozenset({
    "another", "computer", "computers", "everybody", "everything", "follow-up", "follow-ups", "hospital", "nobody",
    "officer", "passphrase", "peerdesk", "recovery", "somebody", "supervisor", "supervisors",
})  # fmt: skip
_SILENT = re.compile(r"(?:[^laeiouy]es|[^lt]ed|[^aeiouyl]e)$")
_SENTENCE_ENDS = re.compile(r"(?<=[.?:])\s+")


def sentences(texts: Iterable[str]) -> set[str]:
    """Return the sentences of some texts that are long enough to be judged."""
    found = (part for text in texts for part in _SENTENCE_ENDS.split(text))
    return {part for part in found if len(_words(part)) >= FEWEST_WORDS}


def grade(sentence: str) -> float:
    """Return the year of school in which a sentence is read with ease, to a tenth."""
    words = _words(sentence)
    return round(0.39 * len(words) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59, 1)


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", text)


def _syllables(word: str) -> int:
    bare = word.lower()
    if bare in _FAMILIAR:
        return 2
    letters = re.sub(r"[^a-z]", "", bare)
    spoken = _SILENT.sub(lambda found: found[0][0], letters) if len(letters) > 3 else letters
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))
