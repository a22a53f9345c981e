"""The individuals a peer supports: who is called how, the list of them, and another handle for one.

Two handles that are one person are put together in `peerdesk.work.one_person`.
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.individual import name_individual
from peerdesk.domain.one_person import OnePerson
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIndividual:
    """An individual on a list. `others` are handles that were put under this one; `no_contact`: they asked for none."""

    id: RecordId
    handle: str
    others: tuple[str, ...]
    notes: int
    follow_ups: int
    no_contact: bool


def called(
    tx: Transaction, handle: str, now: datetime, rng: Rng, before: RecordId | None = None
) -> tuple[RecordId | None, Changes]:
    """Return the individual of a handle, made if there is none; no handle is nobody in particular.

    `before` is whom it was about until now. While it is called the same it stays about that record, so that two that
    were put together can be taken apart again.
    """
    if not handle.strip():
        return None, Changes()
    named = name_individual(new_record_id(now, rng), handle)
    if before is not None and folded(tx.individuals.behind(before).handle) == folded(named.handle):
        return before, Changes()
    known = tx.individuals.by_handle(named.handle)
    if known is not None:
        return known.id, Changes()
    tx.individuals.put(named)
    return named.id, Changes.of(RecordKind.INDIVIDUAL, named.id)


def individual_list(vault: Vault) -> tuple[ListedIndividual, ...]:
    """Return every individual once, by handle."""
    with vault.read() as tx:
        return tuple(listed_individual(tx, one.id) for one in tx.individuals.all())


def one_individual(vault: Vault, handle: str) -> ListedIndividual:
    """Return the individual with this handle, or with a handle that was put under theirs. Raises NotFoundError."""
    with vault.read() as tx:
        return listed_individual(tx, individual_called(tx, handle))


def individual_called(tx: Transaction, handle: str) -> RecordId:
    """Return the record with this handle. Raises NotFoundError."""
    found = tx.individuals.by_handle(handle)
    if found is None:
        raise NotFoundError("individual")
    return found.id


def listed_individual(tx: Transaction, record: RecordId) -> ListedIndividual:
    """Return one of them as a list shows them."""
    behind, same = tx.individuals.behind(record), tx.consents.same(record)
    return ListedIndividual(
        id=record,
        handle=behind.handle,
        others=behind.others,
        notes=tx.overview.notes_with(same),
        follow_ups=len(tx.follow_ups.waiting_about(same)),
        no_contact=tx.consents.contact_is_withdrawn(record),
    )


def rename_individual(vault: Vault, handle: str, other: str, now: datetime, rng: Rng) -> Changes:
    """Give an individual another handle, on all their notes. A colleague who reads a note sees the new one as well.

    The old one is free again, unless they asked not to be contacted: then it goes on finding them, so that nobody
    plans to contact them by typing what they were called before.

    Raises NotFoundError, an InputRefusedError for the new handle, or NotAllowedError: in a supervisor's vault, and for
    a handle that somebody has, since that would make one person of two without asking.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        record = individual_called(tx, handle)
        taken = tx.individuals.by_handle(other)
        if taken is not None and taken.id not in tx.consents.same(record):
            raise NotAllowedError("handle_taken")
        shown = tx.individuals.behind(record).handle
        # Of the records of this person, those that bear the handle which is shown.
        bearing = tx.individuals.bearing(shown)
        for one in bearing:
            tx.individuals.put(name_individual(one, other))
        changes = Changes.of(RecordKind.INDIVIDUAL, *bearing)
        if tx.consents.contact_is_withdrawn(record) and folded(shown) != folded(other):
            changes |= _still_found(tx, shown, bearing[0], now, rng)
        return changes | refresh_copies(tx, record)


def _still_found(tx: Transaction, handle: str, record: RecordId, now: datetime, rng: Rng) -> Changes:
    before = name_individual(new_record_id(now, rng), handle)
    said = OnePerson(id=new_record_id(now, rng), kept=record, other=before.id)
    tx.individuals.put(before)
    tx.individuals.join(said)
    return Changes.of(RecordKind.INDIVIDUAL, before.id) | Changes.of(RecordKind.ONE_PERSON, said.id)


def refresh_copies(tx: Transaction, record: RecordId) -> Changes:
    """Let the copies of all notes with somebody say what the notes say now."""
    changes = Changes()
    for note in sorted(tx.disclosures.about(tx.consents.same(record))):
        changes |= refresh_one(tx, note)
    return changes
