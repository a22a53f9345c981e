"""The copies of a note, past and present, and what their readers did with them."""

from dataclasses import dataclass, replace
from datetime import datetime

from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.sharing import Grant
from peerdesk.sync.projections import projection_id
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.key_changes import paused_readers


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareState:
    """One reader of a note. `is_on` False: it was shared once. Times are UTC and come from the reader's own computer.

    `copy` is the id of the copy they have now. `opened_at` is when they first opened any copy of this note;
    `removed_at` is their receipt for the last one that was withdrawn. `is_paused` says that nothing new goes to them,
    because they have new keys.
    """

    person: PersonId
    name: str
    is_on: bool
    include_memory: bool
    copy: RecordId | None
    opened_at: datetime | None
    removed_at: datetime | None
    is_paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One line of the ledger: a note, and one reader it was given to."""

    note: RecordId
    share: ShareState


def copies_for(tx: Transaction, record: RecordId, reader: PersonId) -> tuple[RecordId, ...]:
    """Return the ids of every copy of a note that this reader may ever have had, the newest last."""
    seed = tx.space_seed.get()
    if seed is None:
        return ()
    space = pair_space(tx.person, reader)
    newest = tx.encounters.highest_generation(record)
    return tuple(projection_id(seed, record, space, generation) for generation in range(1, newest + 1))


def share_states(tx: Transaction, record: RecordId) -> tuple[ShareState, ...]:
    """Return everybody a note is or was shared with. Raises NotFoundError."""
    names, grants = tx.identity.names(), tx.encounters.grants(record)
    paused = paused_readers(tx) if any(grant.is_on for grant in grants.values()) else frozenset()
    here = {one.reader: one.item.id for one in tx.shared_items.given(record)}
    return tuple(
        replace(
            _state(tx, record, reader, names.get(reader, ""), grant, here.get(reader)),
            is_paused=grant.is_on and reader in paused,
        )
        for reader, grant in sorted(grants.items())
    )


def disclosures(vault: Vault, record: RecordId | None = None) -> tuple[Disclosure, ...]:
    """Return who was ever given what: of one note, or of all, those deleted since included. Raises NotFoundError."""
    with vault.read() as tx:
        notes = tx.disclosures.notes() if record is None else (record,)
        return tuple(Disclosure(note=note, share=share) for note in notes for share in share_states(tx, note))


def _state(
    tx: Transaction, record: RecordId, reader: PersonId, name: str, grant: Grant, copy: RecordId | None
) -> ShareState:
    ever, space = copies_for(tx, record, reader), pair_space(tx.person, reader)
    opened = [one.opened_at for each in ever for one in tx.opened.about(each, space) if one.author == reader]
    removed = [one.removed_at for each in ever for one in tx.removed.about(each, space) if one.author == reader]
    return ShareState(
        person=reader,
        name=name,
        is_on=grant.is_on,
        include_memory=grant.include_memory,
        copy=copy if grant.is_on else None,
        opened_at=min(opened, default=None),
        removed_at=max(removed, default=None),
    )
