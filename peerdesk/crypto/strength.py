"""Is a passphrase good enough, and how to make one that is.

Length decides, not odd characters (NIST SP 800-63B-4, 3.1.1.2): 15 characters, or six words drawn at random
from a list of at least 1,296, which is 62 bits. There is no rotation, and pasting is allowed.
"""

import itertools
import secrets
from collections.abc import Callable, Collection, Sequence

from peerdesk.crypto.errors import WeakPassphraseError
from peerdesk.crypto.passphrase import normalised

MIN_CHARACTERS = 15
MAX_CHARACTERS = 1024
GENERATED_WORDS = 6
MIN_LIST_WORDS = 1296  # four dice
_SMALLEST_ALPHABET = 5

# Long passphrases that many people arrive at by themselves; compared without spaces, signs and capitals.
_COMMON = frozenset({
    "correcthorsebatterystaple",
    "iloveyouiloveyou",
    "letmeinletmeinletmein",
    "passwordpassword",
    "password123456789",
    "thequickbrownfox",
    "thequickbrownfoxjumpsoverthelazydog",
    "qwertyuiopasdfghjkl",
    "qwertyuiopasdfghjklzxcvbnm",
    "asdfghjklqwertyuiop",
    "zxcvbnmasdfghjkl",
    "onedayatatimeonedayatatime",
    "maytheforcebewithyou",
    "tobeornottobethatisthequestion",
})  # fmt: skip


def check_strength(passphrase: str, own_words: Collection[str] = ()) -> None:
    """Raise WeakPassphraseError if this passphrase is too short, repeats itself or is one that many use.

    `own_words` are names that others would try first: of the person, of the hospital.
    """
    text = normalised(passphrase)
    if len(text) < MIN_CHARACTERS:
        raise WeakPassphraseError("short")
    if len(text) > MAX_CHARACTERS:
        raise WeakPassphraseError("long")
    letters = _letters(text)
    if len(set(text)) < _SMALLEST_ALPHABET or _repeats(letters) or _runs(letters):
        raise WeakPassphraseError("repeats")
    left = letters
    for word in sorted({"peerdesk", *map(_letters, own_words)}, key=len, reverse=True):
        left = left.replace(word, "") if len(word) > 2 else left
    if letters in _COMMON or (left != letters and len(left) < MIN_CHARACTERS // 2):
        raise WeakPassphraseError("common")


def generate_words(
    words: Sequence[str],
    count: int = GENERATED_WORDS,
    choose: Callable[[Sequence[str]], str] = secrets.choice,
) -> str:
    """Return `count` words drawn at random, with spaces between.

    Raises ValueError if the list has fewer than 1,296 different words or fewer than six are asked for.
    """
    if len(words) < MIN_LIST_WORDS or len(set(words)) != len(words) or count < GENERATED_WORDS:
        raise ValueError("too few words to choose from")
    return " ".join(choose(words) for _ in range(count))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _repeats(letters: str) -> bool:
    # A text is a repetition of its first k letters exactly if it continues itself k places on.
    return any(letters.startswith(letters[k:]) for k in range(1, len(letters) // 2 + 1))


def _runs(letters: str) -> bool:
    steps = {(ord(b) - ord(a)) % 10 for a, b in itertools.pairwise(letters)}
    return len(letters) > 1 and len(steps) == 1
