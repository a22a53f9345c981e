"""A person's name in short: initials for a disc, the first name for the middle of a sentence."""


def initials(name: str) -> str:
    """Return up to two capital letters for a name: `Devon Achebe` gives `DA`, `L.` gives `L`."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


def first_name(name: str) -> str:
    """Return the first word of a name."""
    return (name.split() or [name])[0]
