"""Two handles that are one person: what it would mean, putting them together, and taking them apart.

Nothing that was kept is written again (`peerdesk.domain.one_person`). What either of them asked not to be done holds
for both at once, and what was asked while they were one holds for each afterwards (`peerdesk.work.withdrawing`).
"""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.one_person import OnePerson
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.individuals import ListedIndividual, individual_called, listed_individual, refresh_copies
from peerdesk.work.withdrawing import heed


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What it would mean that two are one person: each as they stand now.

    `ends_contact`: one of them asked not to be contacted, so it holds for both. `ends_sharing`: one of them took back
    what may be told, so copies of the other's notes are withdrawn; they stay so if the two are taken apart. `readers`
    have copies of notes with either, and will read the handle that stays on them.
    """

    kept: ListedIndividual
    other: ListedIndividual
    ends_contact: bool
    ends_sharing: bool
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two that are one person now. `record` is what to take back."""

    record: RecordId
    handle: str
    changes: Changes


def preview_joining(vault: Vault, kept: str, other: str) -> Together:
    """Return what it would mean. Raises NotFoundError, or NotAllowedError where they are one person already."""
    with vault.read() as tx:
        return _together(tx, *_two(tx, kept, other))


def join_individuals(vault: Vault, kept: str, other: str, now: datetime, rng: Rng) -> Joined:
    """Make one person of two, who goes by the handle `kept`. Raises like `preview_joining`."""
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        first, second = _two(tx, kept, other)
        said = OnePerson(id=new_record_id(now, rng), kept=first, other=second)
        tx.individuals.join(said)
        changes = _changes(tx, said) | heed(tx, first, now) | refresh_copies(tx, first)
        return Joined(record=said.id, handle=tx.individuals.behind(first).handle, changes=changes)


def part_individuals(vault: Vault, record: RecordId, now: datetime) -> Changes:
    """Take back that two are one person. Taking it back again changes nothing."""
    with vault.write() as tx:
        return _part(tx, [one for one in tx.individuals.joined() if one.id == record], now)


def part_handle(vault: Vault, handle: str, now: datetime) -> Changes:
    """Let a handle that was put under another one stand by itself again.

    Raises NotFoundError, and NotAllowedError for one that was put under none, or is only what they were called before.
    """
    with vault.write() as tx:
        alone = tx.individuals.alone(individual_called(tx, handle)).records
        under = [one for one in tx.individuals.joined() if one.other in alone]
        said = [one for one in under if not one.is_before]
        if not said:
            raise NotAllowedError("called_before" if under else "not_joined")
        return _part(tx, said, now)


def _part(tx: Transaction, said: list[OnePerson], now: datetime) -> Changes:
    changes = Changes()
    for one in said:
        tx.individuals.join(one, parted=True)
        changes |= _changes(tx, one)
    # What one of them signed does not lift the no of the other any more, so that one holds again.
    for alone in (end for one in said for end in (one.kept, one.other)):
        changes |= heed(tx, alone, now) | refresh_copies(tx, alone)
    return changes


def _changes(tx: Transaction, one: OnePerson) -> Changes:
    people = tx.consents.same(one.kept) | tx.consents.same(one.other)
    return Changes.of(RecordKind.ONE_PERSON, one.id) | Changes.of(RecordKind.INDIVIDUAL, *people)


def _two(tx: Transaction, kept: str, other: str) -> tuple[RecordId, RecordId]:
    first, second = _going_by(tx, kept), _going_by(tx, other)
    if second in tx.consents.same(first):
        raise NotAllowedError("one_already")
    return first, second


def _going_by(tx: Transaction, handle: str) -> RecordId:
    """Return the record whose handle somebody goes by, also where another handle of theirs was typed."""
    found = individual_called(tx, handle)
    return next(iter(tx.individuals.bearing(tx.individuals.behind(found).handle)), found)


def _together(tx: Transaction, first: RecordId, second: RecordId) -> Together:
    one, two = listed_individual(tx, first), listed_individual(tx, second)
    notes = tx.disclosures.about(tx.consents.same(first) | tx.consents.same(second))
    readers = {reader for note in notes for reader, grant in tx.encounters.grants(note).items() if grant.is_on}
    names = tx.identity.names() if readers else {}
    ended = [tx.consents.sharing_is_withdrawn(record) for record in (first, second)]
    return Together(
        kept=one,
        other=two,
        ends_contact=one.no_contact is not two.no_contact,
        ends_sharing=ended[0] is not ended[1],
        readers=tuple(sorted(names.get(reader, "") for reader in readers)),
    )
