"""Healing after the server's history turned out to be another one than we were shown: nothing here is taken back.

A hospital that puts its server back from a backup needs nobody to mend anything. Each computer asks what the server
lacks, goes back to the last point that both share, and hands the rest over again, byte for byte: its own revisions and
those of others, for whoever holds a revision may bring it. A server that lies about its past gets the same treatment,
and the person is told.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from peerdesk.domain.errors import HistoryDivergedError, NotPeerDeskServerError
from peerdesk.domain.ids import RevisionId, SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.log import point_of
from peerdesk.sync.reasons import NOT_HANDED_ON
from peerdesk.sync.transport import Transport
from peerdesk.vault.healing import Held
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.shelves.spaces import NOWHERE, Point
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.exchange import HaveReply, HaveRequest, PullReply, PullRequest, Witness
from peerdesk.wire.limits import MAX_HAVE_IDS

SOON: Final = timedelta(days=7)
"""A second time within it is an alarm. The computer's clock only chooses the tone; both times the same is done."""

OF_DIRECTORY: Final = SpaceId(b"")
"""Stands for the directory in the log of steps back."""


class Reconcile:
    """Brings this computer and a server with another past together again."""

    def __init__(self, vault: Vault, transport: Transport, now: datetime) -> None:
        self._vault = vault
        self._transport = transport
        self._now = now

    def space(self, space: SpaceId, *, is_told: bool = True) -> None:
        """Go back to the last point of a space that the server shares; what it lacks will be pushed again.

        Raises OfflineError or a ServerError; then nothing has changed.
        """
        with self._vault.read() as tx:
            held = tx.healing.held(space, NOT_HANDED_ON)
            points = (NOWHERE, *tx.spaces.checkpoints(space), tx.spaces.get(space).cursor)
        answer, missing = self._ask(space, [one.revision for one in held])
        common = self._common(space, _candidates(points, answer, held, missing))
        again = [one.revision for one in held if one.revision in missing]
        with self._vault.write() as tx:
            tx.healing.go_back(space, common, answer, len(again), self._now)
            tx.healing.queue(space, again)
            if is_told or again:
                tell_healed(tx, len(again), self._now)

    def _ask(self, space: SpaceId, revisions: Sequence[RevisionId]) -> tuple[Point, frozenset[bytes]]:
        """Return which revisions the server lacks, all pages at one point of its log, and that point."""
        answer: Point | None = None
        missing: set[bytes] = set()
        for start in range(0, len(revisions) or 1, MAX_HAVE_IDS):
            page = revisions[start : start + MAX_HAVE_IDS]
            question = HaveRequest(
                space=wire_ids.SpaceId(space),
                at=answer.seq if answer is not None else 0,
                revisions=tuple(map(wire_ids.RevisionId, page)),
            )
            reply = self._transport.ask(endpoints.HAVE, question, HaveReply)
            at = point_of(reply.at)
            if answer not in {None, at}:
                raise HistoryDivergedError
            if not set(reply.missing) <= set(page):
                raise NotPeerDeskServerError
            answer = at
            missing.update(reply.missing)
        return answer or NOWHERE, frozenset(missing)

    def _common(self, space: SpaceId, candidates: Sequence[Point]) -> Point:
        """Return the last of these points, ascending, that the server has too. The first is the beginning."""
        low, high = 0, len(candidates) - 1
        middle = high
        # The last is nearly always the one: it lies before the first revision that the server lacks.
        while low < high:
            if self._shares(space, candidates[middle]):
                low = middle
            else:
                high = middle - 1
            middle = (low + high + 1) // 2
        return candidates[low]

    def _shares(self, space: SpaceId, point: Point) -> bool:
        witness = Witness(seq=point.seq, chain=point.chain)
        question = PullRequest(space=wire_ids.SpaceId(space), witness=witness, after=point.seq, limit=1)
        try:
            self._transport.ask(endpoints.PULL, question, PullReply)
        except HistoryDivergedError:
            return False
        return True


def _candidates(points: Iterable[Point], answer: Point, held: Iterable[Held], missing: frozenset[bytes]) -> list[Point]:
    """Return the points that the server can share: not past its end, nor past the first revision that it lacks."""
    first = min((one.seq for one in held if one.seq and one.revision in missing), default=answer.seq + 1)
    return sorted({point for point in points if point.seq <= answer.seq and point.seq < first} | {NOWHERE})


def note_directory_healed(vault: Vault, head: int, answer: int, now: datetime) -> None:
    """Write down that the server's directory ended at entry `answer` and was given the rest up to entry `head`."""
    with vault.write() as tx:
        ours = Point(head, b"")
        tx.healing.note(OF_DIRECTORY, ours, Point(answer, b""), head, head - answer, now)
        tell_healed(tx, head - answer, now)


def tell_healed(tx: Transaction, lacking: int, now: datetime) -> None:
    """Tell that the server had gone back and was healed: calmly, and as an alarm when it is the second time soon."""
    earlier = [one.kept_at for one in tx.healing.log() if one.kept_at != now]
    # A clock that was set back makes the time between them negative: that is soon, too.
    if earlier and now - earlier[-1] < SOON:
        tx.notices.withdraw(NoticeKind.RECONCILED)
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED_AGAIN, number=lacking), now)
    else:
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=lacking), now)
