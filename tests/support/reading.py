"""How hard a text is to read, by the usual measure for English."""

import re


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one for one in re.split(r"(?<=[.?:])\s+", text) if one.strip()]


def syllables(word: str) -> int:
    """Count groups of vowels, as the usual approximation of English syllables does."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = len(groups) > 1 and word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, len(groups) - silent)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, 1975)."""
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
