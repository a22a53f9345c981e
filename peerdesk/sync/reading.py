"""Opening what arrived for a space: each revision by itself, with the keys that are here and those that come with it.

The same for a page of the log and for a page of what is current: nothing is believed less carefully because it came
another way. What was shown early was checked then, and its id names its bytes; the log only gives it its place.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from peerdesk.crypto.epoch_key import EpochKey, commitment
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotPeerDeskServerError
from peerdesk.domain.ids import DeviceId, RevisionId, SpaceId
from peerdesk.sync.genuine import genuine
from peerdesk.sync.opening import Arrived, NewEpoch, Verified, opened, opened_epoch, unwrap, verified
from peerdesk.sync.payload import Opened
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Author
from peerdesk.sync.shapes import IN_DROP_SPACE, IN_PAIR_SPACE, IN_PEERS_SPACE, IN_SUPERVISION
from peerdesk.sync.unread import header_of_unread
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import EpochId
from peerdesk.wire.membership import Directory
from peerdesk.wire.peers import are_both, are_peers
from peerdesk.wire.revision import Kind, parse_header

CatchUp = Callable[[], None]
"""Fetches the directory, for a page that cites more of it than we have."""

Numbered = tuple[int, Arrived]
"""What arrived, and its number in the log."""


class Boxed(NamedTuple):
    """A key that a page brings, who made it, and everybody who was given it: by its maker, and by siblings later.

    `commitment` pins the key, also where there is no box for this computer.
    """

    key: EpochKey | None
    maker: DeviceId
    readers: frozenset[DeviceId]
    commitment: bytes


Brought = dict[EpochId, dict[bytes, Boxed]]
"""What was said of each id, by commitment, in the order of the log: the first is the one."""


@dataclass(slots=True)
class Keys:
    """The keys of a space while a page is opened: those in the vault, and those that the page itself brings.

    `known` are the ids that the vault has, also of a key that it could not open. `apart` are keys that lie beyond the
    cut-off of their maker: they open what they seal, and stand for no other.
    """

    kept: Callable[[EpochId], EpochKey | None]
    known: frozenset[EpochId] = frozenset()
    new: Brought = field(default_factory=dict)
    apart: Brought = field(default_factory=dict)

    def get(self, epoch: EpochId) -> EpochKey | None:
        """Return a key, or None where there is no box for this computer yet. The first that came is the one."""
        return self.kept(epoch) or self._brought(epoch)

    def add(self, epoch: EpochId, found: NewEpoch, maker: DeviceId) -> None:
        """Take up what the page brings. Another key under an id that is used replaces nothing, and nobody has it."""
        kept = self.kept(epoch)
        if kept is None or commitment(kept.key) == found.shape.commitment:
            _put(self.new, epoch, _boxed(found, maker))

    def add_apart(self, epoch: EpochId, found: NewEpoch, maker: DeviceId) -> None:
        """Take up a key of a maker who counts no more, if the vault does not know its id."""
        if epoch not in self.known:
            _put(self.apart, epoch, _boxed(found, maker))

    def add_older(self, older: "Keys") -> None:
        """Take up the keys of an older page behind this one: under one id the first in the log is the one."""
        self.new, self.apart = _in_order(older.new, self.new), _in_order(older.apart, self.apart)

    def keep(self, tx: Transaction, space: SpaceId) -> None:
        """Keep what the page brought, in the commit that keeps the page."""
        for epoch in self.apart | self.new:
            found = _first(self.new, epoch) or _first(self.apart, epoch)
            brought = self._brought(epoch)
            if found is not None:
                readers = tuple(sorted(found.readers))
                key = brought.key if brought is not None else None
                tx.epochs.put(KeptEpoch(space=space, epoch=epoch, key=key, maker=found.maker, readers=readers))

    def _brought(self, epoch: EpochId) -> EpochKey | None:
        found, apart = _first(self.new, epoch), _first(self.apart, epoch)
        if found is None:
            return apart.key if apart is not None else None
        same = self.apart.get(epoch, {}).get(found.commitment)
        return found.key or (same.key if same is not None else None)


def _boxed(found: NewEpoch, maker: DeviceId) -> Boxed:
    readers = frozenset(DeviceId(reader) for reader in found.shape.readers)
    return Boxed(found.key, maker, readers, found.shape.commitment)


def _first(of: Brought, epoch: EpochId) -> Boxed | None:
    return next(iter(of.get(epoch, {}).values()), None)


def _put(into: Brought, epoch: EpochId, found: Boxed) -> None:
    said = into.setdefault(epoch, {})
    before = said.setdefault(found.commitment, found)
    said[found.commitment] = before._replace(key=before.key or found.key, readers=before.readers | found.readers)


def _in_order(older: Brought, newer: Brought) -> Brought:
    merged: Brought = {}
    for page in (older, newer):
        for epoch, said in page.items():
            for found in said.values():
                _put(merged, epoch, found)
    return merged


class Reading:
    """One space's revisions on their way from bytes to values."""

    def __init__(self, vault: Vault, author: Author, directory: Directory, space: SpaceId) -> None:
        self._vault = vault
        self._author = author
        self._directory = directory
        self._space = space

    def page(self, arrived: Iterable[Numbered], catch_up: CatchUp) -> tuple[list[OpenedRevision], Keys]:
        """Return what arrived, opened or with the reason why not, and the keys of the page."""
        numbered = list(arrived)
        keys, is_caught_up, early = self.keys(), False, self._early(one.revision for _, one in numbered)
        new = [one for _, one in numbered if one.revision not in early]
        held = {new[place].frame for place in genuine(new, self._directory.members)}
        page = []
        for seq, one in numbered:
            is_genuine = one.frame in held
            taken = (
                _seen_before(one, seq) if one.revision in early else self.take(one, seq, keys, is_genuine=is_genuine)
            )
            if taken.reason == Reason.UNKNOWN_DIRECTORY.value and not is_caught_up:
                # Once for a page: whatever its writers claim to have seen, it costs one question.
                is_caught_up = True
                catch_up()
                taken = self.take(one, seq, keys)
            page.append(taken)
        return page, keys

    def _early(self, revisions: Iterable[bytes]) -> frozenset[bytes]:
        with self._vault.read() as tx:
            # There are none but while older notes are arriving.
            return tx.pictures.early(revisions) if tx.pictures.get(self._space) is not None else frozenset()

    def take(self, arrived: Arrived, seq: int, keys: Keys, *, is_genuine: bool = False) -> OpenedRevision:
        """Return one revision, opened or with the reason why not."""
        try:
            known = verified(arrived, wire_ids.SpaceId(self._space), self._directory, is_genuine=is_genuine)
            said = self._content(known, keys)
        except SetAsideError as aside:
            header = header_of_unread(arrived.shape, wire_ids.SpaceId(self._space))
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
            record_kind=said.kind if said is not None and known.header.kind is Kind.DATA else None,
            head=said.head if said is not None and known.header.kind is Kind.DATA else None,
            frame=known.frame,
            previous=said.previous if said is not None else None,
        )

    def keys(self) -> Keys:
        """Return the keys of the space that are in the vault."""
        with self._vault.read() as tx:
            kept = {EpochId(one.epoch): one.key for one in tx.epochs.all(self._space)}

        def find(epoch: EpochId) -> EpochKey | None:
            key = kept.get(epoch)
            return EpochKey(epoch=epoch, key=key) if key is not None else None

        return Keys(find, frozenset(kept))

    @property
    def _shared(self) -> frozenset[RecordKind]:
        """What others may say here, too: two peers nothing that a supervisor does, unless one became one."""
        members, space = self._directory.members, wire_ids.SpaceId(self._space)
        if space in members.drops:
            return IN_DROP_SPACE
        if are_both(members, space):
            return IN_PAIR_SPACE
        return IN_PEERS_SPACE if are_peers(members, space) else IN_SUPERVISION

    def _content(self, known: Verified, keys: Keys) -> Opened | None:
        match known.header.kind:
            case Kind.EPOCH:
                epoch = opened_epoch(known, self._author, self._directory)
                keys.add(known.header.epoch, epoch, DeviceId(known.header.device))
            case Kind.DATA:
                return opened(known, keys.get, shared=self._shared)
            case Kind.ERASE:
                # What it does stands in its signed header. Inside it may only say which run was before.
                with suppress(SetAsideError):
                    return opened(known, keys.get, shared=self._shared)
            case _:
                # A void says everything in its signed header.
                pass
        return None


def _seen_before(arrived: Arrived, seq: int) -> OpenedRevision:
    """Return what was checked and opened when it was shown early: its id names the bytes, and only its place is new."""
    return OpenedRevision(
        revision=RevisionId(arrived.revision),
        seq=seq,
        header=parse_header(arrived.shape.header),
        record_kind=None,
        head=None,
        frame=arrived.frame,
    )


def unwrapped(frames: Iterable[bytes]) -> list[Arrived]:
    """Return the revisions in the frames of a reply. Raises NotPeerDeskServerError."""
    try:
        return [unwrap(frame) for frame in frames]
    except WireError:
        # Without an id there is no chain: this is no log of a PeerDesk server.
        raise NotPeerDeskServerError from None
