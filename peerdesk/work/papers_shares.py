"""Who has the permission papers of an individual, changed within a transaction that has asked whether it may be.

Every change writes its line of the ledger and brings the copies up to it in the same commit.
"""

from collections.abc import Iterable
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.papers import PapersShare
from peerdesk.domain.sharing import Grant, stopped, widened
from peerdesk.sync.papers_copies import papers_id, refresh_papers, share_id
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import supervisors_of
from peerdesk.work.ledger import papers_given, papers_taken_back
from peerdesk.work.membership import known_members


def readers_of_papers(tx: Transaction, individual: RecordId) -> frozenset[PersonId]:
    """Return who has the papers of an individual now, or has been told that they ended."""
    return frozenset(one for share in _shares(tx, individual) for one in share.readers if _is_on(share, one))


def give_papers(tx: Transaction, individual: RecordId, person: PersonId, now: datetime) -> Changes:
    """Give a reader the papers of an individual. Where they have them nothing is given anew.

    Raises NotFoundError in a vault of no hospital.
    """
    seed = tx.space_seed.get()
    if seed is None:
        raise NotFoundError("individual")
    known = next((one for one in _shares(tx, individual) if _is_on(one, person)), None)
    whose = known.individual if known else min(tx.individuals.alone(individual).records)
    if known is not None:
        now_on = (whose, person, known.readers[person].generation)
        whole, ending = (papers_id(tx, seed, now_on, ending=last) for last in (False, True))
        if ending not in tx.papers.given() and not tx.papers.is_withdrawn(whole):
            return refresh_papers(tx, individual)
    share = known or next((one for one in _shares(tx, individual) if one.individual == whose), None)
    before, highest = (share.readers, share.highest) if share else ({}, 0)
    given = widened(before, person, highest, include_memory=False)
    record = share_id(seed, whose)
    tx.papers.put_share(record, whose, given)
    changes = Changes.of(RecordKind.PAPERS_SHARE, record) | refresh_papers(tx, individual)
    return changes | papers_given(tx, whose, person, given[person].generation, now)


def stop_papers_within(tx: Transaction, individual: RecordId, ending: Iterable[PersonId], now: datetime) -> Changes:
    """Take somebody's papers back from some readers, or at least what they have of them."""
    seed, changes, leaving = tx.space_seed.get(), Changes(), frozenset(ending)
    if seed is None:
        return changes
    for share in _shares(tx, individual):
        readers = dict(share.readers)
        for reader in sorted(leaving):
            if _is_on(share, reader):
                changes |= papers_taken_back(tx, share.individual, reader, readers[reader].generation, now)
                readers = stopped(readers, reader)
        if readers != share.readers:
            record = share_id(seed, share.individual)
            tx.papers.put_share(record, share.individual, readers)
            changes |= Changes.of(RecordKind.PAPERS_SHARE, record)
    return changes | refresh_papers(tx, individual)


def end_papers(tx: Transaction, individual: RecordId, now: datetime) -> Changes:
    """Somebody changed their mind: their papers are taken back, and a supervisor who had them hears that they ended.

    Whoever supervises no more hears nothing; theirs are simply taken back.
    """
    having = readers_of_papers(tx, individual)
    if not having:
        return Changes()
    changes = stop_papers_within(tx, individual, having - _supervisors(tx, now), now)
    for share in _shares(tx, individual):
        for reader, grant in sorted(share.readers.items()):
            if grant.is_on:
                changes |= papers_taken_back(tx, share.individual, reader, grant.generation, now)
    return changes | refresh_papers(tx, individual, settles=True)


def _supervisors(tx: Transaction, now: datetime) -> frozenset[PersonId]:
    links = supervisors_of(known_members(tx), wire_ids.PersonId(tx.person), int(now.timestamp()))
    return frozenset(PersonId(link.supervisor) for link in links)


def _shares(tx: Transaction, individual: RecordId) -> tuple[PapersShare, ...]:
    same = tx.individuals.alone(individual).records
    return tuple(one for one in tx.papers.shares() if one.individual in same)


def _is_on(share: PapersShare, reader: PersonId) -> bool:
    return share.readers.get(reader, Grant(generation=0)).is_on
