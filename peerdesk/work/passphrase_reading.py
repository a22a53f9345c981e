"""What helps while a new passphrase is chosen: how good it is by now, and words that somebody may take instead.

`passphrases` says what counts; this says how far beyond that it is, and holds nobody up.
"""

from dataclasses import dataclass

from peerdesk.crypto.guessing import guessing_bits
from peerdesk.crypto.strength import generate_words
from peerdesk.domain.errors import WeakPassphraseError
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.word_list import LANGUAGES, word_list

# Bits by zxcvbn: four words that make sense together read about 60, six words drawn at random about 100.
_GOOD_BITS = 50.0
_STRONG_BITS = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How good it is: `parts` of four, where 1 does not count yet, and `code` in a word.

    The code is enough, good or strong; where it does not count yet it is the reason of WeakPassphraseError.
    """

    parts: int
    code: str


def read_passphrase(passphrase: str, *own_words: str) -> Reading:
    """Return how good a new passphrase is, also against somebody who knows these words. Takes up to 20 ms."""
    try:
        demand_strong(passphrase, *own_words)
    except WeakPassphraseError as weak:
        return Reading(parts=1, code=weak.reason)
    # Whoever guesses has the lists that PeerDesk proposes from, too; zxcvbn itself knows no Spanish.
    known = [*own_words, *(word for language in LANGUAGES for word in word_list(language))]
    bits = guessing_bits(passphrase, known)
    if bits < _GOOD_BITS:
        return Reading(parts=2, code="enough")
    return Reading(parts=4, code="strong") if bits >= _STRONG_BITS else Reading(parts=3, code="good")


def proposed_words(language: str) -> str:
    """Return six words drawn at random from the list of a language, with spaces between.

    None has an accent, so that they can be typed on a borrowed keyboard as well; 1,376 Spanish ones are left.
    """
    return generate_words([word for word in word_list(language) if word.isascii()])
