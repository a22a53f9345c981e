"""The log of a space, computed again here: every reply is held against what this computer was shown before."""

from collections.abc import Iterable, Mapping
from itertools import accumulate

from peerdesk.domain.errors import HistoryDivergedError, NotPeerDeskServerError
from peerdesk.vault.shelves.spaces import Point, SpaceState
from peerdesk.wire.exchange import PullReply, Receipt, Witness, chain_next
from peerdesk.wire.ids import RevisionId


class OtherHistoryError(HistoryDivergedError):
    """The log fits what we were shown, and what somebody else was shown of it is another one."""


def witness_of(state: SpaceState) -> Witness:
    """Return the highest point this computer was ever shown, as it goes with every question."""
    return Witness(seq=state.witness.seq, chain=state.witness.chain)


def point_of(witness: Witness) -> Point:
    """Return the point that a reply names."""
    return Point(witness.seq, witness.chain)


def shown(state: SpaceState, head: Point) -> SpaceState:
    """Return the state after being shown this head. Raises HistoryDivergedError if the log was another or longer."""
    if head.seq < state.witness.seq or (head.seq == state.witness.seq and head.chain != state.witness.chain):
        raise HistoryDivergedError
    return SpaceState(cursor=state.cursor, witness=head)


def followed(
    state: SpaceState,
    earlier: Iterable[Point],
    promised: Iterable[tuple[int, bytes]],
    reply: PullReply,
    revisions: list[RevisionId],
) -> SpaceState:
    """Return the state after a page: its chain fits ours, and every point we were shown inside it is met.

    `promised` says which of our own stand where, by the receipts for them: a receipt is proof of nothing until then.
    Raises HistoryDivergedError when a chain differs, NotPeerDeskServerError when the numbers make no sense.
    """
    end, head = point_of(reply.page_end), point_of(reply.head)
    start = state.cursor.seq
    if reply.after != start or end.seq != start + len(revisions) or head.seq < end.seq:
        raise NotPeerDeskServerError
    if not revisions and head.seq > end.seq:
        # A page with nothing in it and more behind it would have us ask for ever.
        raise NotPeerDeskServerError
    chains = list(accumulate(revisions, chain_next, initial=state.cursor.chain))
    for point in (*earlier, state.witness, end, head):
        if start <= point.seq <= end.seq and chains[point.seq - start] != point.chain:
            raise HistoryDivergedError
    if any(start < seq <= end.seq and revisions[seq - start - 1] != one for seq, one in promised):
        raise HistoryDivergedError
    return SpaceState(cursor=end, witness=shown(state, head).witness)


def continued(state: SpaceState, receipts: Iterable[Receipt], places: Mapping[RevisionId, int]) -> SpaceState:
    """Return the state with its cursor moved over our own revisions, where they follow it without a gap up to the head.

    So what was just sent is not fetched again. Where somebody else's stand between, the cursor stays and a pull fills
    it in. `places` says where revisions stand in what was followed already: what goes again may have been met there.
    Raises HistoryDivergedError when the chain over them is another, and for a receipt that names a place inside what
    was followed already, where they are not.
    """
    receipts = tuple(receipts)
    if any(0 < one.seq <= state.cursor.seq and places.get(one.revision) != one.seq for one in receipts):
        raise HistoryDivergedError
    numbered = sorted((receipt.seq, receipt.revision) for receipt in receipts if receipt.seq > state.cursor.seq)
    start, head = state.cursor.seq, state.witness
    if [seq for seq, _ in numbered] != list(range(start + 1, head.seq + 1)):
        return state
    chain = state.cursor.chain
    for _, revision in numbered:
        chain = chain_next(chain, revision)
    if chain != head.chain:
        raise HistoryDivergedError
    return SpaceState(cursor=head, witness=head)
