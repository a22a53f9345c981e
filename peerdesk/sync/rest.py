"""Whether anything is to be done about a space here, when the server has nothing new in it."""

from peerdesk.domain.ids import SpaceId
from peerdesk.sync.reasons import NOT_HANDED_ON, WORTH_ANOTHER_TRY
from peerdesk.vault.transaction import Transaction


def is_settled(tx: Transaction, space: SpaceId) -> bool:
    """Say whether a round would find nothing to do in a space that ends where we are."""
    return not (
        space in tx.outbox.spaces()
        or any(picture.space == space for picture in tx.pictures.unfinished())
        or not tx.guard.is_watched(space)
        or tx.healing.absent(space, NOT_HANDED_ON)
        or tx.inbox.to_try_again(space, WORTH_ANOTHER_TRY, 1)
        or not is_at_end(tx, space)
    )


def is_at_end(tx: Transaction, space: SpaceId) -> bool:
    """Say whether we are at the highest point we were shown, and have compared what others had seen up to there."""
    state = tx.spaces.get(space)
    return state.cursor == state.witness and not tx.evidence.is_due(space)
