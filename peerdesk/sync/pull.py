"""Fetching what is new in a space: a page is checked, opened and kept with its cursor in one commit, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotPeerDeskServerError
from peerdesk.domain.ids import DeviceId, RecordId, RevisionId, Rng, SpaceId, new_record_id
from peerdesk.domain.merge import Head
from peerdesk.domain.supervision import Removed
from peerdesk.sync.log import followed, witness_of
from peerdesk.sync.opening import Arrived, NewEpoch, Verified, opened, opened_epoch, unwrap, verified
from peerdesk.sync.projections import copies_are_due
from peerdesk.sync.reasons import NOT_HANDED_ON, WORTH_ANOTHER_TRY, Reason, SetAsideError
from peerdesk.sync.result import Tally
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.sync.unread import header_of_unread
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.shelves.spaces import Point
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.errors import WireError
from peerdesk.wire.exchange import PullReply, PullRequest
from peerdesk.wire.ids import EpochId
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind

PAGE_REVISIONS: Final = 200
"""Fewer than the cap: a page is one transaction, and a note that is being kept meanwhile must not wait long for it."""

MOST_PAGES: Final = 1000
"""So many pages and no more in one round: a server that never comes to an end is left for the next one."""


@dataclass(slots=True)
class Keys:
    """The keys of a space while a page is opened: those in the vault, and those that the page itself brings."""

    kept: Callable[[EpochId], EpochKey | None]
    new: dict[EpochId, tuple[NewEpoch, DeviceId]] = field(default_factory=dict)

    def get(self, epoch: EpochId) -> EpochKey | None:
        """Return a key, or None where there is no box for this computer yet. The first that came is the one."""
        found = self.new.get(epoch)
        return self.kept(epoch) or (found[0].key if found is not None else None)

    def add(self, epoch: EpochId, found: NewEpoch, maker: DeviceId) -> None:
        """Take up what the page brings. A second one under the same id replaces no key."""
        before = self.new.get(epoch)
        if before is None or before[0].key is None:
            self.new[epoch] = (found, maker)


class Pull:
    """One space's log on its way here."""

    def __init__(self, vault: Vault, transport: Transport, author: Author, directory: Directory, tally: Tally) -> None:
        self._vault = vault
        self._transport = transport
        self._author = author
        self._directory = directory
        self._tally = tally

    def space(self, space: SpaceId, catch_up: Callable[[], None], now: datetime, rng: Rng) -> None:
        """Fetch page after page up to the head. `catch_up` fetches the directory when a page cites more than we have.

        Raises OfflineError or a ServerError; pages before it stay.
        """
        for _ in range(MOST_PAGES):
            if self._tally.is_cancelled:
                break
            if self._page(space, catch_up, now, rng):
                self._look_for_lost(space)
                break
        self._try_again(space)

    def _look_for_lost(self, space: SpaceId) -> None:
        """Hand on again what had a place once and was not met on the way to the head, whatever the server said."""
        with self._vault.read() as tx:
            if not tx.healing.has_absent(space):
                return
        with self._vault.write() as tx:
            tx.healing.queue_absent(space, NOT_HANDED_ON)

    def _page(self, space: SpaceId, catch_up: Callable[[], None], now: datetime, rng: Rng) -> bool:
        with self._vault.read() as tx:
            state, earlier, promised = tx.spaces.get(space), tx.spaces.shown(space), tx.spaces.promised(space)
        question = PullRequest(
            space=wire_ids.SpaceId(space),
            witness=witness_of(state),
            after=state.cursor.seq,
            limit=PAGE_REVISIONS,
        )
        reply = self._transport.ask(endpoints.PULL, question, PullReply)
        arrived = _unwrapped(reply.revisions)
        after = followed(state, earlier, promised, reply, [one.revision for one in arrived])
        if arrived:
            page, keys = self._opened(space, arrived, state.cursor.seq + 1, catch_up)
            with self._vault.write() as tx:
                self._keep(tx, space, page, keys, after.cursor, after.witness)
                self._give_receipts(tx, page, now, rng)
        elif after != state:
            with self._vault.write() as tx:
                tx.spaces.put(space, after)
        return after.cursor == after.witness

    def _opened(
        self, space: SpaceId, arrived: Iterable[Arrived], first: int, catch_up: Callable[[], None]
    ) -> tuple[list[OpenedRevision], Keys]:
        keys, is_caught_up = Keys(self._kept_keys(space)), False
        page = []
        for seq, one in enumerate(arrived, start=first):
            taken = self._take(space, one, seq, keys)
            if taken.reason == Reason.UNKNOWN_DIRECTORY.value and not is_caught_up:
                # Once for a page: whatever its writers claim to have seen, it costs one question.
                is_caught_up = True
                catch_up()
                taken = self._take(space, one, seq, keys)
            page.append(taken)
        return page, keys

    def _take(self, space: SpaceId, arrived: Arrived, seq: int, keys: Keys) -> OpenedRevision:
        try:
            known = verified(arrived, wire_ids.SpaceId(space), self._directory)
            kind, head = self._content(known, keys)
        except SetAsideError as aside:
            header = header_of_unread(arrived.shape, wire_ids.SpaceId(space))
            return OpenedRevision(
                revision=RevisionId(arrived.revision),
                seq=seq,
                header=header,
                record_kind=None,
                head=None,
                frame=arrived.frame,
                reason=aside.reason.value,
            )
        return OpenedRevision(
            revision=RevisionId(known.revision),
            seq=seq,
            header=known.header,
            record_kind=kind,
            head=head,
            frame=known.frame,
        )

    def _content(self, known: Verified, keys: Keys) -> tuple[RecordKind | None, Head | None]:
        match known.header.kind:
            case Kind.EPOCH:
                epoch = opened_epoch(known, self._author, self._directory)
                keys.add(known.header.epoch, epoch, DeviceId(known.header.device))
            case Kind.DATA:
                said = opened(known, keys.get)
                if said is not None:
                    return said.kind, said.head
            case _:
                # An erase and a void say everything in their signed header.
                pass
        return None, None

    def _kept_keys(self, space: SpaceId) -> Callable[[EpochId], EpochKey | None]:
        with self._vault.read() as tx:
            kept = {one.epoch: one.key for one in tx.epochs.all(space)}

        def find(epoch: EpochId) -> EpochKey | None:
            key = kept.get(epoch)
            return EpochKey(epoch=epoch, key=key) if key is not None else None

        return find

    def _keep(
        self,
        tx: Transaction,
        space: SpaceId,
        page: list[OpenedRevision],
        keys: Keys,
        cursor: Point,
        witness: Point,
    ) -> None:
        _keep_keys(tx, space, keys)
        changes = tx.inbox.apply(space, page, cursor, witness)
        if any(one.header.owner == self._author.person and not one.reason for one in page):
            copies_are_due(tx)
        for one in page:
            if one.reason == Reason.OTHER_DIRECTORY.value:
                # Somebody was shown another directory than we were: evidence, and sharing stops until it is understood.
                tx.directory.keep_fork(one.header.directory_n, one.header.directory_hash, one.frame)
        if witness.seq > cursor.seq:
            tx.spaces.show(space, witness)
        self._tally.pulled += len(page)
        self._tally.changes |= changes

    def _give_receipts(self, tx: Transaction, page: list[OpenedRevision], now: datetime, rng: Rng) -> None:
        """Sign for every copy that its owner withdrew and that was here: it is gone from this computer."""
        gone = self._tally.changes.ids(RecordKind.SHARED_ENCOUNTER)
        for one in page:
            record = RecordId(one.header.record)
            if one.header.kind is not Kind.ERASE or one.reason or one.header.owner == self._author.person:
                continue
            if record in gone:
                receipt = new_record_id(now, rng)
                signed = Removed(id=receipt, author=tx.person, about=record, removed_at=now)
                tx.removed.put(signed, SpaceId(one.header.space))
                self._tally.changes |= Changes.of(RecordKind.REMOVED, receipt)

    def _try_again(self, space: SpaceId) -> None:
        """Open what was set aside and may open by now: a key, a directory entry or an update has come since."""
        with self._vault.read() as tx:
            apart = [
                one
                for one in tx.inbox.quarantined()
                if one.space == space and one.seq is not None and one.reason in WORTH_ANOTHER_TRY
            ]
        if not apart:
            return
        keys = Keys(self._kept_keys(space))
        again = [self._take(space, unwrap(one.frame), one.seq or 0, keys) for one in apart]
        with self._vault.write() as tx:
            _keep_keys(tx, space, keys)
            for one in again:
                if not one.reason:
                    self._tally.changes |= tx.inbox.take_again(one)


def _keep_keys(tx: Transaction, space: SpaceId, keys: Keys) -> None:
    for epoch, (found, maker) in keys.new.items():
        tx.epochs.put(
            KeptEpoch(
                space=space,
                epoch=epoch,
                key=found.key.key if found.key is not None else None,
                maker=maker,
                readers=tuple(DeviceId(reader) for reader in found.shape.readers),
            )
        )


def _unwrapped(frames: Iterable[bytes]) -> list[Arrived]:
    try:
        return [unwrap(frame) for frame in frames]
    except WireError:
        # Without an id there is no chain: this is no log of a PeerDesk server.
        raise NotPeerDeskServerError from None
