"""They changed their mind: one act, one commit, without a network and without anybody's leave.

What was allowed is taken back, every copy of their notes is withdrawn, and nothing about them is shared again until
they sign anew. Doing it again takes nothing more back, so whoever was cut short does it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.consent_vocabulary import LedgerAct, RevokedHow
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.agenda_copies import refresh_agenda
from peerdesk.sync.offers_back import take_unwanted_back
from peerdesk.sync.papers_copies import refresh_papers
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import handle_of, local_day
from peerdesk.work.ledger import LedgerLine, all_taken_back, lines_of
from peerdesk.work.papers_shares import end_papers, readers_of_papers
from peerdesk.work.unfinished import forget_unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody said it, and what else they ask for. No more contact ends the follow-ups, too."""

    how: RevokedHow = RevokedHow.SAID
    do_not_contact: bool = False
    stop_follow_ups: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What was done. `told` are the earlier lines of the ledger: what was read there cannot be recalled.

    `revoked` are the permissions that ended now, `copies` how many copies were taken back now; `papers` counts whoever
    had their permission papers, and has only that they ended now.
    """

    individual: RecordId
    handle: str
    revoked: tuple[RecordId, ...]
    copies: int
    papers: int
    follow_ups: int
    told: tuple[LedgerLine, ...]
    changes: Changes


def withdraw(vault: Vault, individual: RecordId, wish: Wish, now: datetime, rng: Rng) -> Withdrawn:
    """Take back everything an individual had allowed, and everything that was shared about them.

    Raises NotAllowedError in a supervisor's vault, NotFoundError for somebody who is not here.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        tx.individuals.get(individual)
        revoked = tuple(one for one in tx.consents.of(individual) if not one.is_revoked)
        changes = _revoke(tx, revoked, wish, now, rng)
        handles = tx.individuals.each_handle(individual)
        for one in handles:
            changes |= _say(tx, one, wish, now, rng)
        papers = len(frozenset[PersonId]().union(*(readers_of_papers(tx, one) for one in handles)))
        ended = _end_follow_ups(tx, individual) if _ends_follow_ups(wish) else Changes()
        forget_unfinished(tx, individual)
        taken = heed(tx, individual, now)
        return Withdrawn(
            individual=individual,
            handle=handle_of(tx, individual),
            revoked=tuple(one.id for one in revoked),
            copies=len(taken.ids(RecordKind.SHARED_ENCOUNTER)),
            papers=papers,
            follow_ups=len(ended.ids(RecordKind.FOLLOW_UP)),
            told=tuple(line for line in lines_of(tx, individual=individual) if line.entry.left),
            changes=changes | taken | ended,
        )


def revoke_one(vault: Vault, consent: RecordId, how: RevokedHow, now: datetime, rng: Rng) -> Changes:
    """Take back one permission. Where it was the one that lifted a no, that no holds again. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.consents.get(consent)
        if known.is_revoked:
            return Changes()
        return _revoke(tx, (known,), Wish(how=how), now, rng) | heed(tx, known.individual, now)


def heed(tx: Transaction, individual: RecordId, now: datetime) -> Changes:
    """Bring all that others have about an individual up to what they wish now.

    While sharing is withdrawn nothing of theirs stays with anybody: no copy, no papers, no topic and no offer. Whatever
    lets a no hold, or hold again, asks here.
    """
    changes = take_unwanted_back(tx) | refresh_agenda(tx)
    if tx.consents.sharing_is_withdrawn(individual):
        return changes | _take_back(tx, individual, now) | _end_all_papers(tx, individual, now)
    for one in tx.individuals.each_handle(individual):
        changes |= refresh_papers(tx, one)
    return changes


def _revoke(tx: Transaction, consents: Iterable[Consent], wish: Wish, now: datetime, rng: Rng) -> Changes:
    changes = Changes()
    for consent in consents:
        tx.consents.put(consent.revoked(local_day(now), wish.how))
        line = LedgerEntry(
            id=new_record_id(now, rng),
            act=LedgerAct.WITHDRAWN,
            done_on=local_day(now),
            recipient=consent.recipients[0] if len(consent.recipients) == 1 else "",
            individual=consent.individual,
            consent=consent.id,
        )
        tx.ledger.add(line)
        changes |= Changes.of(RecordKind.CONSENT, consent.id) | Changes.of(RecordKind.DISCLOSURE, line.id)
    return changes


def _say(tx: Transaction, individual: RecordId, wish: Wish, now: datetime, rng: Rng) -> Changes:
    """Keep the withdrawal, also where one stands: a release signed elsewhere may name that one and not this."""
    said = Withdrawal(
        id=new_record_id(now, rng),
        individual=individual,
        said_on=local_day(now),
        how=wish.how,
        do_not_contact=wish.do_not_contact,
    )
    tx.consents.withdraw(said)
    return Changes.of(RecordKind.WITHDRAWAL, said.id)


def _end_all_papers(tx: Transaction, individual: RecordId, now: datetime) -> Changes:
    """End the permission papers of somebody who changed their mind, under each of their handles."""
    changes = Changes()
    for one in tx.individuals.each_handle(individual):
        changes |= end_papers(tx, one, now)
    return changes


def _take_back(tx: Transaction, individual: RecordId, now: datetime) -> Changes:
    """Withdraw every copy of their notes. What is withdrawn already is left as it is."""
    changes = Changes()
    for note in sorted(tx.disclosures.about(tx.consents.same(individual))):
        ended = all_taken_back(tx, note, now)
        if ended:
            tx.change_times.put(note, now)
        changes |= ended | refresh_one(tx, note)
    return changes


def _end_follow_ups(tx: Transaction, individual: RecordId) -> Changes:
    planned = tx.follow_ups.waiting_about(tx.consents.same(individual))
    for one in planned:
        tx.follow_ups.put(one.stopped())
        tx.follow_up_plans.forget_phone(one.id)
    return Changes.of(RecordKind.FOLLOW_UP, *(one.id for one in planned)) if planned else Changes()


def _ends_follow_ups(wish: Wish) -> bool:
    return wish.do_not_contact or wish.stop_follow_ups
