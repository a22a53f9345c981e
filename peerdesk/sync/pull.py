"""Fetching what is new in a space: a page is checked, opened and kept with its cursor in one commit, or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId, Rng, SpaceId, new_record_id
from peerdesk.domain.supervision import Removed
from peerdesk.sync.copies_due import copies_are_due
from peerdesk.sync.counted_late import counted_by_now
from peerdesk.sync.evidence import Run, examine, look_for_gaps, runs_of, tell_held
from peerdesk.sync.first_picture import FirstPicture
from peerdesk.sync.last_page import take_unjudged, unjudged
from peerdesk.sync.log import OtherHistoryError, followed, witness_of
from peerdesk.sync.opening import unwrap
from peerdesk.sync.reading import Keys, Reading, unwrapped
from peerdesk.sync.reasons import NOT_HANDED_ON, WORTH_ANOTHER_TRY, Reason
from peerdesk.sync.receipts import forget_due, has_due, remember_withdrawn, sign_due
from peerdesk.sync.result import Tally
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.vault.guard import Beat
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.spaces import Point, SpaceState
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.exchange import PullReply, PullRequest
from peerdesk.wire.membership import Directory
from peerdesk.wire.peers import are_both, are_peers
from peerdesk.wire.revision import Kind

PAGE_REVISIONS: Final = 200
"""Fewer than the cap: a page is one transaction, and a note that is being kept meanwhile must not wait long for it."""

MOST_TRIES: Final = 400
"""So many of what was set apart are tried again in one round, and others in the next."""

MOST_PAGES: Final = 1000
"""So many pages and no more in one round: a server that never comes to an end is left for the next one."""


_WITHDRAWN: Final = (
    *(RecordKind.SHARED_ENCOUNTER, RecordKind.SHARED_PAPERS, RecordKind.AGENDA_ENTRY),
    RecordKind.HANDOFF,
)
"""What its owner may take back from somebody else's computer, and is told that it is gone from there."""


class Pull:
    """One space's log on its way here."""

    def __init__(
        self,
        vault: Vault,
        transport: Transport,
        author: Author,
        directory: Directory,
        tally: Tally,
        timer: Callable[[], float],
    ) -> None:
        self._vault = vault
        self._transport = transport
        self._author = author
        self._directory = directory
        self._tally = tally
        self._timer = timer
        self._is_new = False
        self._is_strange = False
        self._runs: set[Run] = set()

    def space(self, space: SpaceId, catch_up: Callable[[], None], now: datetime, rng: Rng) -> None:
        """Fetch page after page up to the head. `catch_up` fetches the directory when a page cites more than we have.

        Raises OfflineError or a ServerError; pages before it stay.
        """
        picture = FirstPicture(self._vault, self._transport, self._reading(space), self._tally, self._beat)
        for _ in range(MOST_PAGES):
            if picture.go_on(space, catch_up):
                # The log follows once every space has its picture.
                return
            if self._tally.is_cancelled:
                break
            if self._page(space, catch_up, now, rng):
                picture.end(space)
                self._sign_due(space, now, rng)
                self._note_whole(space)
                self._look_for_lost(space)
                break
            if self._is_new:
                picture.begin(space)
        self._compare_due(space, now)
        self._try_again(space, now)
        if self._is_strange:
            # Everything of it was kept. What this server shows others is another history: it may lack what is here.
            raise OtherHistoryError

    def _sign_due(self, space: SpaceId, now: datetime, rng: Rng) -> None:
        with self._vault.read() as tx:
            if not has_due(tx, space):
                return
        with self._vault.write() as tx:
            if are_peers(self._directory.members, wire_ids.SpaceId(space)):
                # Two peers sign to each other for nothing but what they had.
                forget_due(tx, space)
            else:
                self._tally.changes |= sign_due(tx, space, now, rng)

    def _note_whole(self, space: SpaceId) -> None:
        """Watch a space for very many deletions from here on, also where our own revisions were all there was."""
        with self._vault.read() as tx:
            if tx.guard.is_watched(space):
                return
        with self._vault.write() as tx:
            tx.guard.watch(space)

    def _beat(self) -> Beat:
        return Beat(self._author.run, self._timer())

    def _look_for_lost(self, space: SpaceId) -> None:
        """Hand on again what had a place once and was not met on the way to the head, whatever the server said."""
        with self._vault.read() as tx:
            absent = tx.healing.absent(space, NOT_HANDED_ON)
        if absent:
            with self._vault.write() as tx:
                tx.healing.queue(space, absent)

    def _page(self, space: SpaceId, catch_up: Callable[[], None], now: datetime, rng: Rng) -> bool:
        with self._vault.read() as tx:
            state, earlier, promised = tx.spaces.get(space), tx.spaces.shown(space), tx.spaces.promised(space)
        self._is_new = not state.cursor.seq
        reply = self._transport.ask(endpoints.PULL, page_question(space, state), PullReply)
        arrived = unwrapped(reply.revisions)
        after = followed(state, earlier, promised, reply, [one.revision for one in arrived])
        if arrived:
            numbered = enumerate(arrived, start=state.cursor.seq + 1)
            page, keys = self._reading(space).page(numbered, catch_up)
            waiting = unjudged(self._vault, self._reading(space), space) if after.cursor == after.witness else []
            with self._vault.write() as tx:
                self._keep(tx, space, page, keys, after.cursor, after.witness)
                self._take_unjudged(tx, waiting)
                self._give_receipts(tx, page, now, rng)
                remember_withdrawn(tx, space, page)
                self._examine(tx, space, page, after, now)
            self._tally.report_fetched(after.witness.seq - after.cursor.seq)
        elif after != state:
            with self._vault.write() as tx:
                tx.spaces.put(space, after)
        return after.cursor == after.witness

    def _compare_due(self, space: SpaceId, now: datetime) -> None:
        with self._vault.read() as tx:
            if not tx.evidence.is_due(space):
                return
        with self._vault.write() as tx:
            self._is_strange |= examine(tx, space, (), tx.spaces.get(space).cursor, now)

    def _examine(
        self, tx: Transaction, space: SpaceId, page: list[OpenedRevision], after: SpaceState, now: datetime
    ) -> None:
        self._is_strange |= examine(tx, space, page, after.cursor, now)
        tell_held(tx, now)
        self._runs |= runs_of(page)
        if after.cursor == after.witness:
            look_for_gaps(tx, space, self._runs, now)

    def _reading(self, space: SpaceId) -> Reading:
        return Reading(self._vault, self._author, self._directory, space)

    def _keep(
        self,
        tx: Transaction,
        space: SpaceId,
        page: list[OpenedRevision],
        keys: Keys,
        cursor: Point,
        witness: Point,
    ) -> None:
        keys.keep(tx, space)
        changes = tx.inbox.apply(space, page, cursor, witness, self._beat())
        if any(one.header.owner == self._author.person and not one.reason for one in page):
            copies_are_due(tx, changes)
        if witness.seq > cursor.seq:
            tx.spaces.show(space, witness)
        self._tally.pulled += len(page)
        self._tally.changes |= changes

    def _take_unjudged(self, tx: Transaction, waiting: list[OpenedRevision]) -> None:
        if changes := take_unjudged(tx, waiting, self._beat()):
            copies_are_due(tx, changes)
            self._tally.changes |= changes

    def _give_receipts(self, tx: Transaction, page: list[OpenedRevision], now: datetime, rng: Rng) -> None:
        """Sign for every copy that its owner withdrew and that was here: it is gone from this computer."""
        for one in page:
            record = RecordId(one.header.record)
            if one.header.kind is not Kind.ERASE or one.reason or one.header.owner == self._author.person:
                continue
            if any(self._tally.changes.has(kind, record) for kind in _WITHDRAWN):
                receipt = new_record_id(now, rng)
                signed = Removed(id=receipt, author=tx.person, about=record, removed_at=now)
                tx.removed.put(signed, SpaceId(one.header.space))
                self._tally.changes |= Changes.of(RecordKind.REMOVED, receipt)

    def _try_again(self, space: SpaceId, now: datetime) -> None:
        """Open what was set aside and may open by now: a key, a directory entry or an update has come since."""
        reasons = self._worth_another_try(space)
        with self._vault.read() as tx:
            apart = tx.inbox.to_try_again(space, reasons, MOST_TRIES)
        counted = counted_by_now(self._vault, self._directory, space)
        for start in range(0, len(counted), PAGE_REVISIONS):
            self._open_again(space, counted[start : start + PAGE_REVISIONS], now)
        if apart:
            self._open_again(space, apart, now)

    def _worth_another_try(self, space: SpaceId) -> frozenset[Reason]:
        # One of two peers has become the other's supervisor: what they say since then fits by now.
        is_wider = are_both(self._directory.members, wire_ids.SpaceId(space))
        return WORTH_ANOTHER_TRY | {Reason.BAD_CONTENT} if is_wider else WORTH_ANOTHER_TRY

    def _open_again(self, space: SpaceId, apart: Sequence[tuple[bytes, int]], now: datetime) -> None:
        reading = self._reading(space)
        keys = reading.keys()
        again = [reading.take(unwrap(frame), seq, keys) for frame, seq in apart]
        with self._vault.write() as tx:
            keys.keep(tx, space)
            opened = [one for one in again if not one.reason]
            remember_withdrawn(tx, space, opened)
            for one in again:
                tx.writers.give_reason(one.revision, one.reason)
            # Also what turns out to be of another directory now that ours is as long: that is evidence.
            waiting = self._worth_another_try(space)
            judged = [one for one in again if one.reason not in waiting]
            changes = tx.inbox.apply_again(judged, self._beat())
            self._tally.changes |= changes
            if any(one.header.owner == self._author.person for one in opened):
                copies_are_due(tx, changes)
            self._is_strange |= examine(tx, space, judged, tx.spaces.get(space).cursor, now)
            tell_held(tx, now)


def page_question(space: SpaceId, state: SpaceState) -> PullRequest:
    """Return the question for the next page of a space."""
    return PullRequest(
        space=wire_ids.SpaceId(space),
        witness=witness_of(state),
        after=state.cursor.seq,
        limit=PAGE_REVISIONS,
    )
