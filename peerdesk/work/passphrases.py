"""What a new passphrase has to be, in the words of the product's errors."""

from peerdesk.crypto import errors as crypto_errors
from peerdesk.crypto.strength import check_strength
from peerdesk.domain.errors import WeakPassphraseError


def demand_strong(passphrase: str, *own_words: str) -> None:
    """Raise WeakPassphraseError unless it is hard enough to guess, also for somebody who knows these words."""
    try:
        check_strength(passphrase, own_words)
    except crypto_errors.WeakPassphraseError as weak:
        raise WeakPassphraseError(weak.reason) from None
