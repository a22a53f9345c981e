"""Whether anything is to be done about a space here, when the server has nothing new in it."""

from collections.abc import Iterable

from peerdesk.domain.ids import SpaceId
from peerdesk.sync.reasons import NOT_HANDED_ON, WORTH_ANOTHER_TRY
from peerdesk.vault.transaction import Transaction


def settled_among(tx: Transaction, spaces: Iterable[SpaceId]) -> frozenset[SpaceId]:
    """Return those of some spaces that end where we are in which a round would find nothing to do."""
    busy = {*tx.outbox.spaces(), *(SpaceId(picture.space) for picture in tx.pictures.unfinished())}
    return frozenset(space for space in spaces if space not in busy and _is_settled(tx, space))


def _is_settled(tx: Transaction, space: SpaceId) -> bool:
    return not (
        not tx.guard.is_watched(space)
        or tx.healing.absent(space, NOT_HANDED_ON)
        or tx.inbox.to_try_again(space, WORTH_ANOTHER_TRY, 1)
        or not is_at_end(tx, space)
    )


def is_at_end(tx: Transaction, space: SpaceId) -> bool:
    """Say whether we are at the highest point we were shown, and have compared what others had seen up to there."""
    state = tx.spaces.get(space)
    return state.cursor == state.witness and not tx.evidence.is_due(space)
