"""Giving the keys of a space to a computer that came later: a box that is missing is added by a sibling.

A key was boxed to those who were readers when it was made. A computer of the same person that joins later cannot open
what was sealed before. So each of its siblings that has a key brings it once more, boxed to the readers of today, in a
revision like that of a new key. Whoever knew the key before counts among its readers for ever: a key that a revoked
computer knows is given on, so that old notes can be read, and nothing is sealed with it any more.
"""

from dataclasses import replace
from typing import Final

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.ids import DeviceId, RevisionId, SpaceId
from peerdesk.sync.sealing import Author, seal_new_epoch
from peerdesk.sync.space_keys import standpoint
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.drops import writers_of
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory

KEYS_AT_ONCE: Final = 25
"""So many keys in one commit. At a box of a sixth of a millisecond for each reader, other saves hardly wait for it."""


def lacking_boxes(tx: Transaction, author: Author, space: SpaceId, members: Members) -> tuple[KeptEpoch, ...]:
    """Return the keys of a space that some live device or paper of the author's person was never given.

    Without those that the other person of a pair has on none of today's computers: to let somebody whose keys are all
    new read what was shared before is for the peer to decide, and not for the directory.
    """
    mine = _live(members, author.person)
    if DeviceId(author.device) not in mine:
        return ()
    if wire_ids.SpaceId(space) in members.drops:
        return _lacking_in_drop(tx, author, space, members)
    others = [
        _live(members, person) for person in members.people_of(wire_ids.SpaceId(space)) if person != author.person
    ]
    return tuple(
        one
        for one in tx.epochs.all(space)
        if one.key is not None
        and not mine.issubset(one.readers)
        and all(not theirs or theirs.intersection(one.readers) for theirs in others)
    )


def _lacking_in_drop(tx: Transaction, author: Author, space: SpaceId, members: Members) -> tuple[KeptEpoch, ...]:
    """Return the keys of this peer's weekly counts that somebody who reads them today was never given.

    Whoever comes to be a supervisor reads what left before. Once the peer has taken back the yes, nobody is given more.
    """
    if author.person not in writers_of(members, wire_ids.SpaceId(space)) or tx.weekly.agreement() is None:
        return ()
    today = {DeviceId(reader.id) for reader in members.readers_of(wire_ids.SpaceId(space))}
    return tuple(one for one in tx.epochs.all(space) if one.key is not None and not today.issubset(one.readers))


def _live(members: Members, person: wire_ids.PersonId) -> frozenset[DeviceId]:
    return frozenset(DeviceId(one.id) for one in members.devices_of(person) if members.is_live(one.id))


def add_boxes(tx: Transaction, author: Author, space: SpaceId, directory: Directory) -> None:
    """Put a revision for the next `KEYS_AT_ONCE` of those keys before what waits, boxed to all readers of today."""
    readers = directory.members.readers_of(wire_ids.SpaceId(space))
    at = standpoint(tx, space, directory)
    for kept in lacking_boxes(tx, author, space, directory.members)[:KEYS_AT_ONCE]:
        key = EpochKey(epoch=wire_ids.EpochId(kept.epoch), key=kept.key or b"")
        sealed = seal_new_epoch(author, at, key, readers, tx.counters.next_n(space))
        tx.epochs.put(replace(kept, readers=tuple(DeviceId(reader.id) for reader in readers)))
        tx.outbox.attempt_other(RevisionId(sealed.revision), sealed.frame, sealed.header)
