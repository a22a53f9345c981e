"""Keeping what a reader sees equal to what the peer's note says now: one copy for each grant that is on, and no other.

The id of a copy is computed from the note, the space of the two people and the grant's generation, so all computers of
a peer write the same record and none is ever there twice.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.errors import BugError, NotFoundError
from peerdesk.domain.follow_up import FollowUp, current
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId, SpaceId
from peerdesk.domain.sharing import Projection, SharedItem, project
from peerdesk.sync.agenda_copies import refresh_agenda, refresh_agenda_of
from peerdesk.sync.copies_due import are_copies_due, take_due
from peerdesk.sync.held import held_back
from peerdesk.sync.offers_back import take_unwanted_back
from peerdesk.sync.papers_copies import refresh_all_papers
from peerdesk.sync.unfit import unfit
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.transaction import Transaction

_LABEL: Final = b"PD1 projection"
_MOST_SHARED: Final = 100_000
_STEP: Final = 64
"""So many generations are looked through at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A note with what a copy of it takes from beside it."""

    encounter: Encounter
    handle: str
    follow_up: FollowUp | None

    def copy(self, *, include_memory: bool) -> Projection:
        """Return exactly what a reader is shown."""
        return project(self.encounter, handle=self.handle, follow_up=self.follow_up, include_memory=include_memory)


def original_of(tx: Transaction, record: RecordId) -> Original:
    """Return a note as copies are made from it. Raises NotFoundError."""
    return Original(
        encounter=tx.encounters.get(record),
        handle=tx.encounters.row(record).handle,
        follow_up=current(tx.follow_ups.of(record)),
    )


def projection_id(seed: bytes, original: RecordId, space: SpaceId, generation: int) -> RecordId:
    """Return the id of the copy of a note in a space. `seed` is the secret of the peer's own space."""
    said = _LABEL + original + space + generation.to_bytes(8, "big")
    return RecordId(hmac.digest(seed, said, "sha256")[:ID_BYTES])


def refresh_one(tx: Transaction, record: RecordId) -> Changes:
    """Make the copies of one note what its grants say: written where missing or stale, withdrawn where off.

    A note that was deleted has no copies, and neither has one about somebody who withdrew. Writes nothing where all is
    as it should be. Raises NotFoundError.
    """
    seed = tx.space_seed.get()
    if seed is None:
        return Changes()
    original = original_of(tx, record)
    ended = tx.encounters.row(record).hidden or tx.consents.sharing_is_withdrawn(original.encounter.individual)
    grants = {} if ended else {r: g for r, g in tx.encounters.grants(record).items() if g.is_on}
    wanted = {(reader, grant.generation) for reader, grant in grants.items()}
    given = {(one.reader, one.generation): one for one in tx.shared_items.given(record)}
    touched: set[RecordId] = set()
    for (reader, generation), copy in given.items():
        if (reader, generation) not in wanted and generation <= tx.encounters.highest_generation(record):
            tx.shared_items.remove(copy.item.id)
            touched.add(copy.item.id)
    for reader, grant in grants.items():
        projection = original.copy(include_memory=grant.include_memory)
        known = given.get((reader, grant.generation))
        if known is None or known.item.projection != projection:
            item = _item(tx, seed, record, reader, grant.generation, projection)
            if tx.shared_items.is_withdrawn(item.id):
                # Another computer of this peer's has stopped it. Sharing again is another generation.
                continue
            tx.shared_items.put_own(item, original=record, reader=reader, generation=grant.generation)
            touched.add(item.id)
    changes = Changes.of(RecordKind.SHARED_ENCOUNTER, *touched) if touched else Changes()
    return changes | refresh_agenda_of(tx, record)


def is_dead(tx: Transaction, record: RecordId, reader: PersonId, generation: int) -> bool:
    """Say whether a copy was withdrawn for good, also where the note still says that it is shared."""
    seed = tx.space_seed.get()
    return seed is not None and tx.shared_items.is_withdrawn(
        projection_id(seed, record, pair_space(tx.person, reader), generation)
    )


def _item(
    tx: Transaction, seed: bytes, record: RecordId, reader: PersonId, generation: int, projection: Projection
) -> SharedItem:
    if reader == tx.person:
        raise BugError("a share with oneself")
    copy = projection_id(seed, record, pair_space(tx.person, reader), generation)
    return SharedItem(id=copy, owner=tx.person, projection=projection)


def refresh_due(tx: Transaction, run: bytes) -> Changes:
    """Bring the copies up to date if something of the peer's own has come from another computer of theirs.

    Only at the head of every space with nothing of one's own unsent: there every computer computes the same, so it ends
    after one round. Until then it stays due, also over a crash. `run` names this opening of the vault.
    """
    # What is kept back may wait for long: it is as it should be, and nothing else waits for it.
    if not are_copies_due(tx) or tx.outbox.waiting() > len(held_back(tx)) + len(unfit(tx)):
        return Changes()
    notes = take_due(tx, run)
    placed, done = _place(tx)
    done |= take_unwanted_back(tx)
    done |= refresh_all_papers(tx) | refresh_agenda(tx)
    for record in _all_shared(tx) if notes is None else notes | placed:
        try:
            done |= refresh_one(tx, record)
        except NotFoundError:
            done |= _withdraw_of_erased(tx, record)
    return done


def _all_shared(tx: Transaction) -> set[RecordId]:
    shared = (row.id for row in tx.encounters.page(limit=_MOST_SHARED, wanted=Wanted(shared=True)))
    return {*shared, *(one.original for one in tx.shared_items.all_given())}


def _withdraw_of_erased(tx: Transaction, record: RecordId) -> Changes:
    """Withdraw the copies that were made here while another computer of the peer erased their note.

    A note that only has not come yet is no reason: absence is never deletion.
    """
    if not tx.deleted.is_erased(record):
        return Changes()
    return _withdraw(tx, (one.item.id for one in tx.shared_items.given(record)))


def _place(tx: Transaction) -> tuple[set[RecordId], Changes]:
    """Find the notes of copies that another computer made, or this one before its vault was put back from a copy.

    They may be of a share that has ended since: those notes are returned. Of a note that was erased since they are
    withdrawn now.
    """
    unplaced = {item.id for item in tx.shared_items.unplaced()}
    seed = tx.space_seed.get()
    found: set[RecordId] = set()
    if not unplaced or seed is None:
        return found, Changes()
    for record in tx.disclosures.notes():
        for reader in tx.encounters.grants(record):
            for generation in range(1, tx.encounters.highest_generation(record) + 1):
                copy = projection_id(seed, record, pair_space(tx.person, reader), generation)
                if copy in unplaced:
                    tx.shared_items.place(copy, original=record, reader=reader, generation=generation)
                    unplaced.remove(copy)
                    found.add(record)
    return found, _withdraw(tx, _copies_of_erased(tx, seed, unplaced))


def _copies_of_erased(tx: Transaction, seed: bytes, copies: set[RecordId]) -> set[RecordId]:
    """Return which of some copies are of erased notes.

    How often such a note was shared is not known any more: it is looked for as long as there was any of it.
    """
    found, erased = set[RecordId](), tx.deleted.erased()
    for space in {tx.shared_items.space_of(copy) for copy in copies}:
        ever = copies.union(tx.deleted.erased(space))
        for note in erased:
            for first in count(1, _STEP):
                some = {projection_id(seed, note, space, number) for number in range(first, first + _STEP)}
                found |= some & copies
                if not some & ever:
                    break
    return found


def _withdraw(tx: Transaction, copies: Iterable[RecordId]) -> Changes:
    gone = tuple(copies)
    for copy in gone:
        tx.shared_items.remove(copy)
    return Changes.of(RecordKind.SHARED_ENCOUNTER, *gone) if gone else Changes()
