"""Keys of somebody else that changed: the person is told, and says whether sharing with them goes on.

Nothing is decided for them: until they have compared six words, or said that they know who it is, what is for that
person waits here. Taking back works at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError, WordsFirstError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.sharing import widened
from peerdesk.domain.sharing_errors import KeysChangedError
from peerdesk.sync.new_keys import are_words_demanded, changed_at, is_paused, take_for_known
from peerdesk.sync.papers_copies import given_papers
from peerdesk.sync.projections import original_of, refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import supervisors_of
from peerdesk.work.ledger import note_given, note_taken_back
from peerdesk.work.membership import known_members
from peerdesk.work.papers_shares import give_papers, stop_papers_within


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """Somebody with whom this person has a space and whose new keys they have said nothing about.

    `changed_n` is the entry that brought the keys, 0 for those of another computer that the person signed for
    themselves. `copies`: how many notes they were given. `must_compare`: the hospital demands the six words.
    """

    person: PersonId
    name: str
    changed_n: int
    copies: int
    must_compare: bool


def key_changes(tx: Transaction) -> Iterator[KeyChange]:
    """Yield everybody with whom sharing is paused. Nothing in a vault of no hospital."""
    if tx.identity.get().organisation is None or tx.directory.head() is None:
        return
    members, me = known_members(tx), wire_ids.PersonId(tx.person)
    others = {other for space in members.spaces_of(me) for other in members.people_of(space) if other != me}
    for other in map(PersonId, sorted(others)):
        known = members.person(wire_ids.PersonId(other))
        if known is not None and known.is_active and is_paused(tx, members, other):
            yield KeyChange(
                person=other,
                name=tx.identity.name_of(other),
                changed_n=changed_at(tx, members, other),
                copies=sum(one.reader == other for one in tx.shared_items.all_given()),
                must_compare=are_words_demanded(members),
            )


def paused_readers(tx: Transaction) -> frozenset[PersonId]:
    """Return the people with whom sharing is paused."""
    return frozenset(change.person for change in key_changes(tx))


def take_keys(tx: Transaction, person: PersonId, changed_n: int, now: datetime) -> Changes:
    """Note that somebody is who they were, with the keys of entry `changed_n`, and let go on what was shared with them.

    Their new computer can open nothing that was sealed for the keys before. So what is shared with them is taken back
    and given anew, note by note exactly as before; a share that ended stays ended.
    """
    take_for_known(tx, person, changed_n)
    if not changed_n or changed_at(tx, known_members(tx), person):
        return Changes(directory=True)
    return _given_anew(tx, person, now) | Changes(directory=True)


def take_keys_untold(tx: Transaction, change: KeyChange, now: datetime) -> Changes:
    """Do the same on this person's word alone. Raises WordsFirstError where the hospital demands the words."""
    if change.must_compare:
        raise WordsFirstError("share")
    return take_keys(tx, change.person, change.changed_n, now)


def refuse_paused(tx: Transaction, person: PersonId) -> None:
    """Raise KeysChangedError when sharing with somebody is paused."""
    if is_paused(tx, known_members(tx), person):
        raise KeysChangedError("share")


def _given_anew(tx: Transaction, person: PersonId, now: datetime) -> Changes:
    members, me = known_members(tx), wire_ids.PersonId(tx.person)
    if person not in {PersonId(link.supervisor) for link in supervisors_of(members, me, int(now.timestamp()))}:
        return Changes()
    changes = Changes()
    for note in sorted({one.original for one in tx.shared_items.all_given() if one.reader == person}):
        changes |= _note_anew(tx, note, person, now)
    for papers in given_papers(tx):
        # Of somebody who changed their mind nothing is given anew.
        if papers.reader == person and not papers.papers.has_ended:
            changes |= stop_papers_within(tx, papers.individual, (person,), now)
            changes |= give_papers(tx, papers.individual, person, now)
    return changes


def _note_anew(tx: Transaction, note: RecordId, person: PersonId, now: datetime) -> Changes:
    try:
        grant = tx.encounters.grants(note).get(person)
    except NotFoundError:
        return Changes()
    if grant is None or not grant.is_on or tx.encounters.row(note).hidden:
        return Changes()
    changes = note_taken_back(tx, note, person, grant.generation, now)
    highest = tx.encounters.highest_generation(note)
    given = widened(tx.encounters.grants(note), person, highest, include_memory=grant.include_memory)
    tx.encounters.put(tx.encounters.get(note), given)
    tx.change_times.put(note, now)
    changes |= Changes.of(RecordKind.ENCOUNTER, note) | refresh_one(tx, note)
    shown = original_of(tx, note).copy(include_memory=grant.include_memory)
    return changes | note_given(tx, note, person, shown, now)
