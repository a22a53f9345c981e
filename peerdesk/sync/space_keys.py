"""Which key a space is written with: one whose boxes are for exactly the live devices and papers of its people."""

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.ids import DeviceId, RevisionId, SpaceId
from peerdesk.sync.sealing import Author, Standpoint, seal_new_epoch
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory


def standpoint(tx: Transaction, space: SpaceId, directory: Directory) -> Standpoint:
    """Return how far this computer has come in the space and in the directory."""
    cursor = tx.spaces.get(space).cursor
    n, newest = directory.head
    return Standpoint(
        space=wire_ids.SpaceId(space), seq=cursor.seq, chain=cursor.chain, directory_n=n, directory_hash=newest
    )


def usable_key(tx: Transaction, author: Author, space: SpaceId, members: Members) -> EpochKey | None:
    """Return the newest key of our own making whose readers are those of today, or None: then a new one is made.

    The hospital's recovery key is one of them for as long as the person agrees to it, and not a day longer.

    Whoever made a key knows it, and a sibling that hands one on does not say who that was.
    """
    readers = who_is_told(space, members)
    for kept in reversed(tx.epochs.all(space)):
        if kept.key is not None and kept.readers == readers and kept.maker == DeviceId(author.device):
            return EpochKey(epoch=wire_ids.EpochId(kept.epoch), key=kept.key)
    return None


def new_key(tx: Transaction, author: Author, space: SpaceId, directory: Directory) -> EpochKey:
    """Make a key, keep it, and put the revision that brings it to its readers before everything that will use it."""
    key = EpochKey.generate()
    readers = directory.members.readers_of(wire_ids.SpaceId(space))
    at = standpoint(tx, space, directory)
    sealed = seal_new_epoch(author, at, key, readers, tx.counters.next_n(space))
    tx.epochs.put(
        KeptEpoch(
            space=space,
            epoch=key.epoch,
            key=key.key,
            maker=DeviceId(author.device),
            readers=who_is_told(space, directory.members),
        )
    )
    tx.outbox.attempt_other(RevisionId(sealed.revision), sealed.frame, sealed.header)
    hospital = directory.members.recovery.reader_of(wire_ids.SpaceId(space))
    if hospital is not None:
        also = seal_new_epoch(author, at, key, (hospital,), tx.counters.next_n(space))
        tx.outbox.attempt_other(RevisionId(also.revision), also.frame, also.header)
    return key


def who_is_told(space: SpaceId, members: Members) -> tuple[DeviceId, ...]:
    """Return everybody who knows a new key of the space, ascending."""
    at = wire_ids.SpaceId(space)
    hospital = members.recovery.reader_of(at)
    everybody = [reader.id for reader in members.readers_of(at)] + ([hospital.id] if hospital is not None else [])
    return tuple(DeviceId(one) for one in sorted(everybody))
