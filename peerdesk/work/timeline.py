"""Everything about one person in one list, the newest day first, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import Introduction
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.shelves.overview import Placed
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.individuals import ListedIndividual, individual_called, listed_individual

PAGE: Final = 60

Entry = EncounterRow | FollowUp | Introduction | Consent | Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing about somebody, and where it lies."""

    place: Placed
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """A page of it, and whom it is about. `next` asks for the page after; without one this was the last."""

    person: ListedIndividual
    moments: tuple[Moment, ...]
    next: Placed | None


def timeline(vault: Vault, handle: str, *, limit: int = PAGE, after: Placed | None = None) -> TimelinePage:
    """Return a page of what there is about the individual with a handle. Raises NotFoundError."""
    with vault.read() as tx:
        return timeline_page(tx, individual_called(tx, handle), limit, after)


def timeline_of(vault: Vault, individual: RecordId, *, limit: int = PAGE, after: Placed | None = None) -> TimelinePage:
    """Return the same of an individual that is known. Raises NotFoundError."""
    with vault.read() as tx:
        tx.individuals.get(individual)
        return timeline_page(tx, individual, limit, after)


def timeline_page(tx: Transaction, individual: RecordId, limit: int, after: Placed | None) -> TimelinePage:
    """Return the same inside a transaction."""
    same = tx.consents.same(individual)
    found = tx.overview.timeline(same, limit + 1, after)
    shown = found[:limit]
    said = {one.id: one for one in tx.consents.withdrawals(individual)}
    readers: dict[RecordKind, Callable[[RecordId], Entry]] = {
        RecordKind.ENCOUNTER: tx.encounters.row,
        RecordKind.FOLLOW_UP: tx.follow_ups.get,
        RecordKind.INTRODUCTION: tx.introductions.get,
        RecordKind.CONSENT: tx.consents.get,
        RecordKind.WITHDRAWAL: said.__getitem__,
    }
    return TimelinePage(
        person=listed_individual(tx, individual),
        moments=tuple(Moment(place=one, entry=readers[one.kind](one.record)) for one in shown),
        next=shown[-1] if len(found) > limit else None,
    )
