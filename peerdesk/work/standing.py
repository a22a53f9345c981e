"""Whether this computer is on the hospital's list, as the server said last. It stays known without a network.

A computer that is off the list keeps everything and stays readable. What it had not sent it hands in, sealed, for its
person to look at on another computer (`peerdesk.sync.hand_in`); nothing else leaves it.
"""

from collections.abc import Iterator
from typing import Final

from peerdesk.sync.hand_in import handed_in
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.revision import Kind

OFF_THE_LIST: Final = "off_the_list"
HANDED_IN: Final = "handed_in"

_OFF: Final = "this computer is off the list"
_MOST: Final = 1000


def is_off_the_list(tx: Transaction) -> bool:
    """Say whether the server has turned this computer away as one that was removed, and has not let it in since."""
    return bool(tx.settings.get(_OFF))


def note_standing(tx: Transaction, *, is_off: bool) -> None:
    """Note what the server has said; what is known already is not written again."""
    if is_off is not is_off_the_list(tx):
        tx.settings.put(_OFF, b"1" if is_off else b"")


def only_here(tx: Transaction) -> int:
    """Return how many changes are on this computer alone: without a receipt, and not handed in. Keys are no change."""
    spaces, kinds = tx.outbox.spaces(), (Kind.EPOCH.value,)
    keys = sum(len(tx.outbox.unsettled(space, _MOST, kinds=kinds)) for space in spaces)
    return max(tx.outbox.waiting() - keys - handed_in(tx), 0)


def what_became_of_it(tx: Transaction) -> Iterator[tuple[str, int]]:
    """Yield what the person should know of a computer that is off the list: a reason, and the number it speaks of."""
    if is_off_the_list(tx):
        yield OFF_THE_LIST, only_here(tx)
        if there := handed_in(tx):
            yield HANDED_IN, there
