"""How many tries a passphrase would cost somebody who guesses it, by zxcvbn.

A module of its own: the dictionaries take tens of milliseconds and 14 MB, and only a new passphrase needs them.
"""

import math
from collections.abc import Collection

from zxcvbn import zxcvbn

from peerdesk.crypto.passphrase import normalised

_MOST_CHARACTERS = 72  # zxcvbn takes no more; what comes behind only makes it harder to guess


def guessing_bits(passphrase: str, known_words: Collection[str] = ()) -> float:
    """Return the logarithm to base 2 of the guesses needed, 0.0 for nothing at all. Takes up to 20 ms.

    `known_words` are words that whoever guesses would have, beside the English ones of zxcvbn, likeliest first.
    """
    text = normalised(passphrase)[:_MOST_CHARACTERS]
    return math.log2(float(zxcvbn(text, list(known_words))["guesses"])) if text else 0.0
