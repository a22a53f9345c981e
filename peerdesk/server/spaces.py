"""Push, pull, heads, have: the post office's counter. It stores sealed revisions in order and hands them out again.

Numbers are given out under the space's lock, in the transaction that stores them, and receipts are written
only once that transaction is on the disk.
"""

import shutil
import threading
from collections.abc import Collection, Iterable

from peerdesk.server.admission import Judge, Pushed, may_hand_in, owners_of
from peerdesk.server.directory import DirectoryKeeper
from peerdesk.server.filing import file_away
from peerdesk.server.problems import ProblemError
from peerdesk.server.settings import Settings
from peerdesk.server.sheets import is_sheet, without_words
from peerdesk.server.store.database import Database, Transaction
from peerdesk.server.store.entries import received_at
from peerdesk.server.store.heads import heads_below
from peerdesk.server.store.logs import (
    OpenLog,
    chain_at,
    find_log,
    heads_of,
    lock_log,
    page_after,
    places_of,
)
from peerdesk.server.store.usage import most_held
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    HaveReply,
    HaveRequest,
    HeadsPart,
    HeadsReply,
    HeadsRequest,
    ProblemCode,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
    Witness,
)
from peerdesk.wire.handing_in import HandInReply, HandInRequest
from peerdesk.wire.ids import DeviceId, OfficerId, SpaceId, own_space
from peerdesk.wire.limits import MAX_PAGE_BYTES, MAX_PUSH_BYTES
from peerdesk.wire.members import Members
from peerdesk.wire.recovery import USE_LASTS_SECONDS
from peerdesk.wire.revision import Kind


class Spaces:
    """The logs of all spaces. Every method is one transaction. Safe from many threads."""

    def __init__(self, settings: Settings, database: Database, directory: DirectoryKeeper) -> None:
        self._database = database
        self._directory = directory
        self._folder = settings.place.folder
        self._limits = settings.limits
        self._known = KnownHeads()

    def push(self, request: PushRequest, device: DeviceId) -> PushReply:
        """Store what may be stored and return a receipt for each. Raises ProblemError."""
        members = self._allowed(request.space, device)
        weight = sum(len(frame) for frame in request.revisions)
        if weight > MAX_PUSH_BYTES:
            raise ProblemError(ProblemCode.TOO_LARGE)
        judge = Judge(request.space, members)
        pushed = [judge.judge(frame) for frame in request.revisions]
        spare = 0 if _can_wait(pushed) else self._limits.spare_bytes
        return self._filed(request.space, pushed, self._limits.share_bytes + spare - weight, spare, request.witness)

    def hand_in(self, request: HandInRequest, device: DeviceId) -> tuple[SpaceId, HandInReply]:
        """Store what a computer had not sent when it was taken off the list, and return where. Raises ProblemError."""
        members = self._directory.members
        known = members.device(device)
        if known is None or not may_hand_in(members, device):
            raise ProblemError(ProblemCode.NOT_ALLOWED)
        space, weight = own_space(known.person), sum(len(frame) for frame in request.revisions)
        judge = Judge(space, members, removed=device)
        pushed = [judge.judge(frame) for frame in request.revisions]
        reply = self._filed(space, pushed, self._limits.share_bytes - weight, 0, NOTHING_SEEN)
        return space, HandInReply(refusals=tuple(receipt.refusal for receipt in reply.receipts))

    def _filed(self, space: SpaceId, pushed: list[Pushed], room: int, spare: int, witness: Witness) -> PushReply:
        self._check_disk(spare)
        with self._database.write() as connection:
            opened = lock_log(connection, space)
            _check_witness(connection, opened, witness)
            # Nobody has more of a space than there is in it; so who has how much is seldom asked.
            if opened.frame_bytes > room and most_held(connection, opened, owners_of(pushed)) > room:
                raise ProblemError(ProblemCode.FULL, "space")
            reply = file_away(connection, opened, pushed)
        self._known.learn(space, reply.head)
        return reply

    def nothing_new(self, request: PullRequest, device: DeviceId) -> PullReply | None:
        """Return the answer to the usual question, or None if the log has to be looked at. Never blocks.

        Only to be asked where one process alone writes the logs. Raises ProblemError.
        """
        self._allowed(request.space, device, sheets=True)
        head = self._known.head(request.space)
        if head is None or request.witness != head or request.after != head.seq:
            return None
        return PullReply(after=request.after, revisions=(), page_end=head, head=head)

    def pull(self, request: PullRequest, device: DeviceId, cap_bytes: int = MAX_PAGE_BYTES) -> PullReply:
        """Return what follows in the log, no more bytes than `cap_bytes` and a frame. Raises ProblemError."""
        members = self._allowed(request.space, device, sheets=True)
        page = self._pulled(request, cap_bytes)
        return without_words(page) if is_sheet(members, device) else page

    def recover(self, request: PullRequest, officer: OfficerId, now: int) -> PullReply:
        """Return what follows in the log of somebody's own space, for an officer who said so. Raises ProblemError.

        It lasts a day, by the time the entry claims and by when this server took it in: a claim can be of tomorrow.
        """
        said = self._directory.members.recovery.uses_by(officer, request.space, now)
        with self._database.glance() as connection:
            taken_in = [received_at(connection, use.n) for use in said]
        if not any(abs(now - at) <= USE_LASTS_SECONDS for at in taken_in):
            raise ProblemError(ProblemCode.NOT_ALLOWED)
        return self._pulled(request, MAX_PAGE_BYTES)

    def _pulled(self, request: PullRequest, cap_bytes: int) -> PullReply:
        known = self._known.head(request.space)
        # A log never becomes shorter: where it is known to go on, nobody has to glance at it first.
        if known is None or known.seq <= request.after:
            with self._database.glance() as connection:
                opened = find_log(connection, request.space) or _EMPTY
            self._known.learn(request.space, opened.head)
            if (request.witness, request.after) == (opened.head, opened.head.seq):
                return PullReply(after=request.after, revisions=(), page_end=opened.head, head=opened.head)
        with self._database.read() as connection:
            opened = find_log(connection, request.space) or _EMPTY
            _check_witness(connection, opened, request.witness)
            start = chain_at(connection, opened, request.after)
            if start is None:
                raise ProblemError(ProblemCode.HISTORY_DIVERGED, "cursor")
            frames, end = page_after(connection, opened, request.after, limit=request.limit, cap_bytes=cap_bytes)
        self._known.learn(request.space, opened.head)
        end = end or Witness(seq=request.after, chain=start)
        return PullReply(after=request.after, revisions=frames, page_end=end, head=opened.head)

    def known_seqs(self, spaces: Iterable[SpaceId]) -> dict[SpaceId, int] | None:
        """Return how long the logs of these spaces are, or None if not all were looked at before. Never blocks.

        Only to be asked where one process alone writes the logs.
        """
        heads = {space: self._known.head(space) for space in spaces}
        known = {space: head.seq for space, head in heads.items() if head is not None}
        return known if len(known) == len(heads) else None

    def seqs(self, spaces: Collection[SpaceId]) -> dict[SpaceId, int]:
        """Return how long the logs of these spaces are, 0 where nothing was ever stored."""
        return {space: head.seq for space, head in self.ends(spaces).items()}

    def known_end(self, space: SpaceId) -> Witness | None:
        """Return where a log ends, None if nobody has looked yet. Right where one process alone writes the logs."""
        return self._known.head(space)

    def ends(self, spaces: Collection[SpaceId]) -> dict[SpaceId, Witness]:
        """Return where the logs of these spaces end, at their beginning where nothing was ever stored."""
        with self._database.glance() as connection:
            found = heads_of(connection, tuple(spaces))
        heads = {space: found.get(space, NOTHING_SEEN) for space in spaces}
        for space, head in heads.items():
            self._known.learn(space, head)
        return heads

    def heads(self, request: HeadsRequest, device: DeviceId) -> HeadsReply:
        """Return a page of what is current at a point of the log. Raises ProblemError."""
        self._allowed(request.space, device, sheets=request.part is HeadsPart.KEYS)
        with self._database.read() as connection:
            opened = find_log(connection, request.space) or _EMPTY
            _check_witness(connection, opened, request.witness)
            seq = request.at or opened.head.seq
            chain = chain_at(connection, opened, seq)
            if chain is None:
                raise ProblemError(ProblemCode.HISTORY_DIVERGED, "frozen point")
            before = min(request.before or seq + 1, seq + 1)
            page, onward = heads_below(
                connection, opened, request.part, at=seq, before=before, limit=request.limit, cap_bytes=MAX_PAGE_BYTES
            )
        return HeadsReply(at=Witness(seq=seq, chain=chain), revisions=page, next=onward)

    def have(self, request: HaveRequest, device: DeviceId) -> HaveReply:
        """Return which of the asked revisions are not in the log up to a point. Raises ProblemError."""
        self._allowed(request.space, device)
        with self._database.read() as connection:
            opened = find_log(connection, request.space) or _EMPTY
            seq = request.at or opened.head.seq
            chain = chain_at(connection, opened, seq)
            if chain is None:
                raise ProblemError(ProblemCode.HISTORY_DIVERGED, "frozen point")
            places = places_of(connection, opened, request.revisions)
        missing = tuple(revision for revision in request.revisions if places.get(revision, seq + 1) > seq)
        return HaveReply(at=Witness(seq=seq, chain=chain), missing=missing)

    def _allowed(self, space: SpaceId, device: DeviceId, *, sheets: bool = False) -> Members:
        members = self._directory.members
        # A space that does not exist and one of other people look the same from outside.
        if not members.may_use(device, space) or (is_sheet(members, device) and not sheets):
            raise ProblemError(ProblemCode.NOT_ALLOWED)
        return members

    def _check_disk(self, spare: int) -> None:
        # How much room PostgreSQL has is its own business; it says so itself when there is none left.
        if self._database.is_a_file and shutil.disk_usage(self._folder).free + spare < self._limits.reserve_bytes:
            raise ProblemError(ProblemCode.FULL, "disk")


class KnownHeads:
    """Where the logs end, as far as was seen since the start. Right because one process alone writes them.

    Two who push at once may report in the wrong order; a head never goes back.
    """

    def __init__(self) -> None:
        self._heads: dict[SpaceId, Witness] = {}
        self._lock = threading.Lock()

    def head(self, space: SpaceId) -> Witness | None:
        return self._heads.get(space)

    def learn(self, space: SpaceId, head: Witness) -> None:
        """Take up a head that is on the disk."""
        with self._lock:
            known = self._heads.get(space)
            if known is None or known.seq < head.seq:
                self._heads[space] = head


_EMPTY = OpenLog(number=0, head=NOTHING_SEEN, frame_bytes=0)


def _can_wait(pushed: list[Pushed]) -> bool:
    """Tell whether more is among them than erases, which make room, and new keys, which shut somebody out."""
    return any(one.header is None or one.header.kind not in {Kind.ERASE, Kind.EPOCH} for one in pushed)


def _check_witness(connection: Transaction, opened: OpenLog, witness: Witness) -> None:
    """Raise ProblemError if the caller was once shown another history than the one that is here."""
    if chain_at(connection, opened, witness.seq) != witness.chain:
        raise ProblemError(ProblemCode.HISTORY_DIVERGED, "witness")
