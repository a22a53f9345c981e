"""The individuals a peer supports: who is called how, and the list of them.

Two handles that are one person are put together in `peerdesk.work.one_person`; another handle for somebody is given in
`peerdesk.work.another_handle`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.individual import made_handle, name_individual
from peerdesk.domain.text import folded
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

_TRIES: Final = 50


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


def free_handle(tx: Transaction, rng: Rng) -> str:
    """Return a made-up handle that nobody has here. Where that takes too long, one that somebody may have."""
    made = made_handle(rng)
    for _ in range(_TRIES):
        if tx.individuals.by_handle(made) is None:
            break
        made = made_handle(rng)
    return made


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


def refresh_copies(tx: Transaction, record: RecordId) -> Changes:
    """Let the copies of all notes with somebody say what the notes say now."""
    changes = Changes()
    for note in sorted(tx.disclosures.about(tx.consents.same(record))):
        changes |= refresh_one(tx, note)
    return changes
