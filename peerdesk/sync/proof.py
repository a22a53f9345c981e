"""How things stand, by what is written down here: nothing that a server says by itself makes any of it true."""

from peerdesk.sync.held import held_back
from peerdesk.sync.sent_anew import is_sending_anew
from peerdesk.sync.unfit import unfit
from peerdesk.vault.transaction import Transaction


def is_proved(tx: Transaction) -> bool:
    """Say whether everything of ours is inside the server's chain as computed here, and nothing was refused.

    Not while older notes are still arriving: until then the chain is computed for a part only. Nor after a return,
    before everything goes once more: the log keeps the ids of what the server may have dropped.
    """
    if is_sending_anew(tx):
        return False
    apart, placed = tx.heaps.count()
    return apart == placed and not tx.pictures.unfinished() and not tx.outbox.has_anything_unproved()


def needs_attention(tx: Transaction) -> int:
    """Return how many things wait for the person: refused, not readable, overtaken by an erase, or kept back here."""
    return tx.heaps.count()[0] + len(tx.inbox.set_aside()) + len(held_back(tx)) + len(unfit(tx))
