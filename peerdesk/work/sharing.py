"""Sharing a note with a supervisor, and stopping. What leaves is exactly what the preview shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.encounter import Encounter
from peerdesk.domain.errors import (
    AmbiguousIdError,
    DirectoryForkedError,
    NotAllowedError,
    NotEnrolledError,
    NotFoundError,
    WordsFirstError,
)
from peerdesk.domain.ids import SHORTEST_PREFIX, PersonId, RecordId
from peerdesk.domain.sharing import Projection, stopped, widened
from peerdesk.domain.text import folded
from peerdesk.sync.new_keys import is_paused
from peerdesk.sync.projections import is_dead, original_of, refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import awaited_supervisors_of, supervisors_of
from peerdesk.work.key_changes import refuse_paused
from peerdesk.work.ledger import note_given, note_taken_back
from peerdesk.work.membership import known_members
from peerdesk.work.policy import Words, policy_of

STAYS: Final = ("memory", "words", "supplies", "mattered", "length", "language", "interpreter", "written_with")
"""The answers that a copy never holds (the memory note: unless it was ticked), in the order a preview names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody a note may be shared with. `awaited`: the officer named them, and they have not joined yet.

    `met` says that their safety words were compared; `confirmed` that the officer has confirmed who they are;
    `is_paused` that they have new keys, and that nothing new goes to them until this person has said it is them.
    """

    person: PersonId
    name: str
    awaited: bool
    confirmed: bool
    met: bool
    is_paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a reader would see, and the names of the answers that are there and stay with the peer."""

    reader: Reader
    projection: Projection
    stays: tuple[str, ...]


def readers(vault: Vault, now: datetime) -> tuple[Reader, ...]:
    """Return the people this peer may share with at `now`. Raises NotEnrolledError for a vault of no hospital."""
    with vault.read() as tx:
        return _readers(tx, now)


def find_reader(vault: Vault, who: str, now: datetime) -> PersonId:
    """Return the one person meant by a name or the beginning of an id.

    Raises NotFoundError, AmbiguousIdError or NotEnrolledError.
    """
    wanted = folded(who)
    found = [
        reader.person
        for reader in readers(vault, now)
        if folded(reader.name) == wanted or (len(wanted) >= SHORTEST_PREFIX and reader.person.hex().startswith(wanted))
    ]
    if not found:
        raise NotFoundError("person")
    if len(found) > 1:
        raise AmbiguousIdError("person")
    return found[0]


def preview(
    vault: Vault, record: RecordId, person: PersonId, now: datetime, *, include_memory: bool = False
) -> Preview:
    """Return exactly what would leave. Nothing is shared by looking. Raises what `share` raises."""
    with vault.read() as tx:
        reader = allowed_reader(tx, person, now)
        refuse_withdrawn(tx, record)
        original = original_of(tx, record)
        return Preview(
            reader=reader,
            projection=original.copy(include_memory=include_memory),
            stays=_stays(original.encounter, include_memory=include_memory),
        )


def what_would_leave(
    vault: Vault, record: RecordId, *, include_memory: bool = False
) -> tuple[Projection, tuple[str, ...]]:
    """Return what a supervisor would see of a note, and the names of what stays, where there is no supervisor yet."""
    with vault.read() as tx:
        original = original_of(tx, record)
        return original.copy(include_memory=include_memory), _stays(original.encounter, include_memory=include_memory)


def share(vault: Vault, record: RecordId, person: PersonId, now: datetime, *, include_memory: bool = False) -> Changes:
    """Give a reader a copy of a note. Sharing again with another tick replaces the copy.

    Raises NotFoundError, KeysChangedError while sharing with this person is paused, WordsFirstError where the
    hospital's policy demands that safety words were compared, NotAllowedError for a person who is not this peer's
    supervisor now or a note about somebody who changed their mind, NotEnrolledError, or DirectoryForkedError while the
    hospital's directory is in doubt.
    """
    with vault.write() as tx:
        reader = allowed_reader(tx, person, now)
        if tx.encounters.row(record).hidden:
            raise NotFoundError("note")
        refuse_withdrawn(tx, record)
        grants = tx.encounters.grants(record)
        before = grants.get(person)
        same = before is not None and before.is_on and before.include_memory == include_memory
        if same and not is_dead(tx, record, person, grants[person].generation):
            return refresh_one(tx, record)
        refuse_untold(tx, reader)
        highest = tx.encounters.highest_generation(record)
        given = widened(grants, person, highest, include_memory=include_memory)
        tx.encounters.put(tx.encounters.get(record), given)
        tx.change_times.put(record, now)
        touched = Changes.of(RecordKind.ENCOUNTER, record) | refresh_one(tx, record)
        shown = original_of(tx, record).copy(include_memory=include_memory)
        return touched | note_given(tx, record, person, shown, now)


def stop_sharing(
    vault: Vault, record: RecordId, person: PersonId | None = None, now: datetime | None = None
) -> Changes:
    """Take a note's copy back from one reader, or from all. Works offline and without anybody's leave.

    `now` is for the ledger, which says on which day that was. Raises NotFoundError for a note that is not here, or a
    person it is not shared with.
    """
    with vault.write() as tx:
        grants = tx.encounters.grants(record)
        ending = [reader for reader, grant in grants.items() if grant.is_on and person in {None, reader}]
        if person is not None and not ending:
            raise NotFoundError("person")
        return stop_within(tx, record, ending, now) if ending else Changes()


def stop_within(tx: Transaction, record: RecordId, ending: Iterable[PersonId], now: datetime | None) -> Changes:
    """Take a note's copies back from some who have one, within a transaction. Raises NotFoundError."""
    grants, touched = tx.encounters.grants(record), Changes()
    for reader in ending:
        touched |= note_taken_back(tx, record, reader, grants[reader].generation, now) if now else Changes()
        grants = stopped(grants, reader)
    tx.encounters.put(tx.encounters.get(record), grants)
    return touched | Changes.of(RecordKind.ENCOUNTER, record) | refresh_one(tx, record)


def refuse_withdrawn(tx: Transaction, record: RecordId) -> None:
    """Raise NotAllowedError where whom a note is about has changed their mind, and not signed anew since."""
    if tx.consents.sharing_is_withdrawn(tx.encounters.get(record).individual):
        raise NotAllowedError("withdrawn")


def refuse_untold(tx: Transaction, reader: Reader) -> None:
    """Raise KeysChangedError or WordsFirstError where this person has to say first that it is them."""
    refuse_paused(tx, reader.person)
    if not reader.met and policy_of(known_members(tx)).words is Words.DEMANDED:
        raise WordsFirstError("share")


def allowed_reader(tx: Transaction, person: PersonId, now: datetime) -> Reader:
    """Return somebody whom something may be shared with now.

    Raises NotAllowedError, NotEnrolledError or DirectoryForkedError.
    """
    if tx.directory.forks():
        raise DirectoryForkedError
    for reader in _readers(tx, now):
        if reader.person == person and not reader.awaited:
            return reader
    raise NotAllowedError("share")


def _readers(tx: Transaction, now: datetime) -> tuple[Reader, ...]:
    identity = tx.identity.get()
    if identity.organisation is None:
        raise NotEnrolledError
    members, at = known_members(tx), int(now.timestamp())
    me = wire_ids.PersonId(identity.person)
    names, met = tx.identity.names(), tx.identity.met()
    links = [(link, False) for link in supervisors_of(members, me, at)]
    links += [(link, True) for link in awaited_supervisors_of(members, me, at)]
    found = []
    for link, awaited in links:
        person, known = PersonId(link.supervisor), members.person(link.supervisor)
        found.append(
            Reader(
                person=person,
                name=names.get(person, ""),
                awaited=awaited,
                confirmed=known is not None and known.confirmed_n is not None,
                met=person in met,
                is_paused=is_paused(tx, members, person),
            )
        )
    return tuple(found)


def _stays(encounter: Encounter, *, include_memory: bool) -> tuple[str, ...]:
    return tuple(name for name in STAYS if getattr(encounter, name) and not (name == "memory" and include_memory))
