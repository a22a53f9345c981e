"""Who has copies of what a peer keeps, and what a new supervisor could be given: one by one, never all at once.

A change of supervisor shares nothing. What the former one has stays until it is taken back, all of it in one act if the
peer wants that; what the new one receives is offered one note, or one individual's papers, at a time, each with its own
preview.
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import SHORTEST_PREFIX, PersonId, RecordId
from peerdesk.domain.text import folded
from peerdesk.sync.papers_copies import given_papers
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import supervisors_of
from peerdesk.work.agenda_shares import given_entries, take_entries_back
from peerdesk.work.consents import handle_of
from peerdesk.work.membership import known_members
from peerdesk.work.papers_shares import readers_of_papers, stop_papers_within
from peerdesk.work.sharing import stop_within


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPapers:
    """Permission papers of somebody, in a list of what others have or could be given."""

    individual: RecordId
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with copies. `supervises`: more may be shared with them now. `notes` are theirs, the newest first.

    `papers` are the permission papers they have, by handle; `agenda` is how many topics they read.
    """

    person: PersonId
    name: str
    supervises: bool
    notes: tuple[EncounterRow, ...]
    papers: tuple[HeldPapers, ...] = ()
    agenda: int = 0


def holders(vault: Vault, now: datetime) -> tuple[Holder, ...]:
    """Return everybody who has a copy of anything of this person's, former supervisors first."""
    with vault.read() as tx:
        return holders_within(tx, now)


def holders_within(tx: Transaction, now: datetime) -> tuple[Holder, ...]:
    """Return the same within a transaction."""
    if tx.identity.get().organisation is None:
        return ()
    current, names = _supervisors(tx, now), tx.identity.names()
    held: dict[PersonId, set[RecordId]] = {}
    for one in tx.shared_items.all_given():
        held.setdefault(one.reader, set()).add(one.original)
    papers: dict[PersonId, set[RecordId]] = {}
    for given in given_papers(tx):
        papers.setdefault(given.reader, set()).add(given.individual)
    agendas = given_entries(tx)
    found = (
        Holder(
            person=who,
            name=names.get(who, ""),
            supervises=who in current,
            notes=_rows(tx, held.get(who, set())),
            papers=_papers(tx, papers.get(who, set())),
            agenda=len(agendas.get(who, ())),
        )
        for who in held.keys() | papers.keys() | agendas.keys()
    )
    return tuple(sorted(found, key=lambda one: (one.supervises, folded(one.name), one.person)))


def find_holder(vault: Vault, who: str, now: datetime) -> Holder:
    """Return the one holder meant by a name or the beginning of an id. Raises NotFoundError or AmbiguousIdError."""
    wanted = folded(who)
    found = [
        one
        for one in holders(vault, now)
        if folded(one.name) == wanted or (len(wanted) >= SHORTEST_PREFIX and one.person.hex().startswith(wanted))
    ]
    if len(found) > 1:
        raise AmbiguousIdError("person")
    if not found:
        raise NotFoundError("person")
    return found[0]


def take_all_back(vault: Vault, person: PersonId, now: datetime) -> Changes:
    """Take back every copy that somebody has: all of it, or nothing. Works offline. Raises NotFoundError for none."""
    with vault.write() as tx:
        notes = {one.original for one in tx.shared_items.all_given() if one.reader == person}
        on = [note for note in sorted(notes) if (grant := tx.encounters.grants(note).get(person)) and grant.is_on]
        papers = {one.individual for one in given_papers(tx) if one.reader == person}
        items = given_entries(tx).get(person, frozenset())
        if not on and not papers and not items:
            raise NotFoundError("person")
        changes = Changes()
        for item in sorted(items):
            changes |= take_entries_back(tx, item, person)
        for individual in sorted(papers):
            changes |= stop_papers_within(tx, individual, (person,), now)
        for note in on:
            changes |= stop_within(tx, note, (person,), now)
        return changes


def offers(vault: Vault, person: PersonId, now: datetime) -> tuple[EncounterRow, ...]:
    """Return the notes that a former supervisor has or had and this one has not, the newest day first.

    It is a list to choose from, one by one. Nobody is given anything by it.
    """
    with vault.read() as tx:
        return offers_within(tx, person, now)


def offers_within(tx: Transaction, person: PersonId, now: datetime) -> tuple[EncounterRow, ...]:
    """Return the same within a transaction."""
    current = _supervisors(tx, now)
    chosen: set[RecordId] = set()
    for note in tx.disclosures.notes():
        grants = tx.encounters.grants(note)
        has_it = person in grants and grants[person].is_on
        if not has_it and any(reader not in current for reader in grants):
            chosen.add(note)
    return tuple(row for row in _rows(tx, chosen) if not _is_withdrawn(tx, row.id))


def offered_papers(vault: Vault, person: PersonId, now: datetime) -> tuple[HeldPapers, ...]:
    """Return whose permission papers a former supervisor has or had and this one has not. Nobody is given anything."""
    with vault.read() as tx:
        current = _supervisors(tx, now)
        return _papers(
            tx,
            {
                share.individual
                for share in tx.papers.shares()
                if any(reader not in current for reader in share.readers)
                and person not in readers_of_papers(tx, share.individual)
                and not tx.consents.sharing_is_withdrawn(share.individual)
            },
        )


def _supervisors(tx: Transaction, now: datetime) -> frozenset[PersonId]:
    me = wire_ids.PersonId(tx.person)
    return frozenset(PersonId(link.supervisor) for link in supervisors_of(known_members(tx), me, int(now.timestamp())))


def _rows(tx: Transaction, notes: set[RecordId]) -> tuple[EncounterRow, ...]:
    rows = (tx.encounters.row(note) for note in notes)
    return tuple(sorted((row for row in rows if not row.hidden), key=lambda row: row.cursor, reverse=True))


def _papers(tx: Transaction, individuals: set[RecordId]) -> tuple[HeldPapers, ...]:
    found = (HeldPapers(individual=one, handle=handle_of(tx, one)) for one in individuals)
    return tuple(sorted(found, key=lambda one: (folded(one.handle), one.individual)))


def _is_withdrawn(tx: Transaction, note: RecordId) -> bool:
    return tx.consents.sharing_is_withdrawn(tx.encounters.get(note).individual)
