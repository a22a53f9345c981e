"""A person's name in short: initials for a disc, the first name for the middle of a sentence."""

from collections.abc import Sequence


def initials(name: str) -> str:
    """Return up to two capital letters for a name: `Devon Achebe` gives `DA`, `L.` gives `L`."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


def first_name(name: str) -> str:
    """Return the first word of a name."""
    return (name.split() or [name])[0]


def short_name(name: str, everybody: Sequence[str]) -> str:
    """Return the first name, or the whole name where two people share a first name."""
    firsts = [first_name(other) for other in everybody]
    return first_name(name) if firsts.count(first_name(name)) == 1 else name
