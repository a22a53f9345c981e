"""Whether this computer is on the hospital's list, as the server said last. It stays known without a network.

A computer that is off the list keeps everything and stays readable. Nothing leaves it.
"""

from typing import Final

from peerdesk.vault.transaction import Transaction

_OFF: Final = "this computer is off the list"


def is_off_the_list(tx: Transaction) -> bool:
    """Say whether the server has turned this computer away as one that was removed, and has not let it in since."""
    return bool(tx.settings.get(_OFF))


def note_standing(tx: Transaction, *, is_off: bool) -> None:
    """Note what the server has said; what is known already is not written again."""
    if is_off is not is_off_the_list(tx):
        tx.settings.put(_OFF, b"1" if is_off else b"")
