"""Sending what waits in a space, and believing only the receipts that fit the log."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotPeerDeskServerError, ServerRefusedError
from peerdesk.domain.ids import DeviceId, RevisionId, SpaceId
from peerdesk.sync.boxes import KEYS_AT_ONCE, add_boxes, lacking_boxes
from peerdesk.sync.evidence import look_for_copies
from peerdesk.sync.log import continued, point_of, shown, witness_of
from peerdesk.sync.offers_back import take_unwanted_back
from peerdesk.sync.outgoing import seal_erases, seal_void, seal_waiting
from peerdesk.sync.reasons import Reason
from peerdesk.sync.result import Tally
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.sync.weekly import kept_back
from peerdesk.vault.outbox import Unsettled
from peerdesk.vault.shelves.spaces import SpaceState
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.exchange import Outcome, ProblemCode, PushReply, PushRequest, Receipt
from peerdesk.wire.limits import MAX_PUSH_BYTES, MAX_PUSH_REVISIONS
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind

# Keys first, then erases. A server that is full takes nothing else.
_ORDER: Final = {Kind.EPOCH.value: 0, Kind.ERASE.value: 1}
_LATER: Final = 2
_ROUNDS: Final = 10_000
_SEALED_AT_ONCE: Final = MAX_PUSH_REVISIONS - 1
"""So that a new key, which goes before what it seals, fits beside it."""
_BECAUSE_OF_ONE: Final = (ProblemCode.MALFORMED, ProblemCode.UNKNOWN_SUITE, ProblemCode.NOT_ALLOWED)


class Push:
    """One space's outbox on its way to the server. Whatever was settled before a failure stays settled.

    `has_asked` says that something was sent. What the receipts say is proved only by the next answer.
    """

    def __init__(
        self,
        vault: Vault,
        transport: Transport,
        author: Author,
        directory: Directory,
        tally: Tally,
        now: datetime,
    ) -> None:
        self._vault = vault
        self._transport = transport
        self._author = author
        self._directory = directory
        self._tally = tally
        self._now = now
        self._suspects: list[Unsettled] = []
        self._has_taken = False
        self.has_asked = False

    def space(self, space: SpaceId) -> None:
        """Send everything that waits in a space: what the server lost, what was tried before, what is fresh.

        Raises OfflineError or a ServerError.
        """
        self._give_keys(space)
        for _ in range(_ROUNDS):
            batch = () if self._tally.is_cancelled else self._next(space)
            if batch:
                self._send(space, batch)
            elif not self._is_because_of_one(space):
                return

    def _give_keys(self, space: SpaceId) -> None:
        with self._vault.read() as tx:
            lacking = lacking_boxes(tx, self._author, space, self._directory.members)
        for _ in range(0, len(lacking), KEYS_AT_ONCE):
            with self._vault.write() as tx:
                add_boxes(tx, self._author, space, self._directory)

    def _is_because_of_one(self, space: SpaceId) -> bool:
        """Set apart what is not allowed although others are, and say whether there was any.

        Where nothing was allowed it is not because of one: the directory there has not healed yet, or something stands
        in the way. Then they are found missing at the head again, and tried in the next round.
        """
        suspects = self._suspects if self._has_taken else []
        self._suspects = []
        for one in suspects:
            with self._vault.write() as tx:
                self._refused_again(tx, space, one, ProblemCode.NOT_ALLOWED.value)
        return bool(suspects)

    def _next(self, space: SpaceId) -> tuple[Unsettled, ...]:
        with self._vault.read() as tx:
            again = tx.healing.queued(space, MAX_PUSH_REVISIONS // 2)
            tried = () if again else tx.outbox.unsettled(space, MAX_PUSH_REVISIONS)
        if again:
            # In the order they had: where nobody else was quicker, the log becomes the very one it was.
            return _within_cap(again)
        if not tried:
            with self._vault.write() as tx:
                self._seal(tx, space)
                tried = tx.outbox.unsettled(space, MAX_PUSH_REVISIONS)
        return _batch(tried)

    def _seal(self, tx: Transaction, space: SpaceId) -> None:
        if space != tx.own_space:
            # An offer made before this computer heard of a no does not leave after it.
            self._tally.changes |= take_unwanted_back(tx)
        if space == tx.weekly.space and kept_back(tx):
            self._tally.changes |= Changes(outbox=True)
        seal_waiting(tx, self._author, space, self._directory, _SEALED_AT_ONCE, self._now)

    def _send(self, space: SpaceId, batch: Sequence[Unsettled]) -> None:
        with self._vault.read() as tx:
            state = tx.spaces.get(space)
        question = PushRequest(
            space=wire_ids.SpaceId(space),
            witness=witness_of(state),
            revisions=tuple(waiting.frame for waiting in batch),
        )
        self.has_asked = True
        try:
            reply = self._asked(space, question)
        except ServerRefusedError as refusal:
            if not (is_refusal(refusal, ProblemCode.FULL) and self._makes_room(space, batch)):
                self._divide(space, batch, refusal)
            return
        _check(reply, batch)
        with self._vault.write() as tx:
            self._settle(tx, space, state, batch, reply)
            waiting = tx.outbox.waiting()
        self._tally.pushed += sum(receipt.outcome is Outcome.STORED for receipt in reply.receipts)
        self._tally.changes |= Changes(outbox=True)
        self._tally.report_sent(waiting)

    def _asked(self, space: SpaceId, question: PushRequest) -> PushReply:
        """Ask; where a whole batch is on its way, seal the next one meanwhile, which takes about as long."""
        if len(question.revisions) < _SEALED_AT_ONCE or self._tally.is_cancelled:
            return self._transport.ask(endpoints.PUSH, question, PushReply)
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="push") as beside:
            answer = beside.submit(self._transport.ask, endpoints.PUSH, question, PushReply)
            with self._vault.write() as tx:
                self._seal(tx, space)
        return answer.result()

    def _makes_room(self, space: SpaceId, batch: Sequence[Unsettled]) -> bool:
        """Send erases and new keys by themselves where everything together had no room; say whether any were news.

        Also those behind what was refused, and those that are not sealed yet. What was refused is then tried again.
        """
        if all(one.kind in _ORDER for one in batch):
            return False
        with self._vault.write() as tx:
            seal_erases(tx, self._author, space, self._directory, MAX_PUSH_REVISIONS)
            waiting = tx.outbox.unsettled(space, MAX_PUSH_REVISIONS, kinds=_ORDER)
        alone = {one.revision: one for one in (*batch, *waiting) if one.kind in _ORDER}
        before = self._tally.pushed
        if alone:
            self._send(space, _batch(list(alone.values())[:MAX_PUSH_REVISIONS]))
        # What the server had already makes no room: behind that, the same would be refused for ever.
        return self._tally.pushed > before

    def _divide(self, space: SpaceId, batch: Sequence[Unsettled], refusal: ServerRefusedError) -> None:
        """Try again in halves what is too large together, or holds one revision because of which nothing is taken."""
        for_one = batch[0].is_again and any(is_refusal(refusal, code) for code in _BECAUSE_OF_ONE)
        if len(batch) > 1 and (for_one or is_refusal(refusal, ProblemCode.TOO_LARGE)):
            middle = len(batch) // 2
            self._send(space, batch[:middle])
            self._send(space, batch[middle:])
        elif for_one and is_refusal(refusal, ProblemCode.NOT_ALLOWED):
            with self._vault.write() as tx:
                tx.healing.put_off(batch[0].revision)
            self._suspects.append(batch[0])
        elif for_one:
            with self._vault.write() as tx:
                self._refused_again(tx, space, batch[0], refusal.reason)
        else:
            raise refusal

    def _settle(
        self, tx: Transaction, space: SpaceId, state: SpaceState, batch: Sequence[Unsettled], reply: PushReply
    ) -> None:
        self._has_taken = True
        head = point_of(reply.head)
        seen = shown(state, head)
        places = tx.healing.places(RevisionId(one.revision) for one in reply.receipts if one.seq <= seen.cursor.seq)
        tx.spaces.put(space, continued(seen, reply.receipts, places))
        if tx.spaces.get(space).cursor != head:
            tx.spaces.show(space, head)
        answered = list(zip(batch, reply.receipts, strict=True))
        taken = [(waiting.is_again, one) for waiting, one in answered if one.outcome is not Outcome.REFUSED]
        tx.outgoing.settle((RevisionId(one.revision), one.seq) for is_again, one in taken if not is_again)
        for is_again, receipt in taken:
            if is_again:
                tx.healing.settle(RevisionId(receipt.revision), receipt.seq)
        for waiting, receipt in answered:
            if receipt.outcome is not Outcome.REFUSED:
                continue
            if waiting.is_again:
                self._refused_again(tx, space, waiting, receipt.refusal.value)
            else:
                tx.outbox.quarantine(waiting.revision, receipt.refusal.value or Reason.REFUSED.value)
                seal_void(tx, self._author, space, self._directory, waiting.frame)
        tx.refused.let_go(space)
        if any(one.run == self._author.run for one in batch):
            # One of these may name the run before. Another that does, too, may have been here already.
            own = DeviceId(self._author.device), bytes(self._author.run), tx.person
            look_for_copies(tx, space, [own], self._now)

    def _refused_again(self, tx: Transaction, space: SpaceId, waiting: Unsettled, why: str) -> None:
        if tx.healing.refuse(waiting.revision, why or Reason.REFUSED.value):
            seal_void(tx, self._author, space, self._directory, waiting.frame)


def _batch(waiting: Sequence[Unsettled]) -> tuple[Unsettled, ...]:
    """Return what goes into one request: keys first, then erases, within the cap."""
    return _within_cap(sorted(waiting, key=lambda w: _ORDER.get(w.kind, _LATER)))


def _within_cap(waiting: Sequence[Unsettled]) -> tuple[Unsettled, ...]:
    room, chosen = MAX_PUSH_BYTES, []
    for one in waiting:
        room -= len(one.frame)
        if room < 0:
            break
        chosen.append(one)
    return tuple(chosen)


def _check(reply: PushReply, batch: Sequence[Unsettled]) -> None:
    sent: list[bytes] = [waiting.revision for waiting in batch]
    if [receipt.revision for receipt in reply.receipts] != sent:
        raise NotPeerDeskServerError
    if not all(_makes_sense(receipt, reply.head.seq) for receipt in reply.receipts):
        raise NotPeerDeskServerError


def _makes_sense(receipt: Receipt, head_seq: int) -> bool:
    if receipt.outcome is Outcome.REFUSED:
        return receipt.seq == 0
    return 1 <= receipt.seq <= head_seq
