"""The copies of a note, past and present, and what their readers did with them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from peerdesk.domain.ids import DeviceId, PersonId, RecordId
from peerdesk.domain.sharing import Grant, Grants
from peerdesk.sync.projections import projection_id
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.key_changes import paused_readers
from peerdesk.work.membership import known_members


class TakenBack(StrEnum):
    """How far a share that ended is. Nothing but a signed receipt of the reader's own makes it CONFIRMED."""

    NEVER_LEFT = "never_left"
    """It was stopped before anything had been sealed for the reader."""
    ASKED = "asked"
    """Their computer was asked to remove the copy, and has not said yet that it has."""
    CONFIRMED = "confirmed"
    """A computer of theirs has signed that nothing of it is there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareState:
    """One reader of a note. `is_on` False: it was shared once. Times are UTC and come from the reader's own computer.

    `copy` is the id of the copy they have now. `openings` are the first of each day on which they opened any copy of
    this note, the oldest first. `taken_back` says how far a share that ended is; `removed_at` is the last receipt for
    what was withdrawn, `confirmed_by` how many of their computers have signed for all of it, and `computers` how many
    they have. `is_paused` says that nothing new goes to them, because they have new keys.
    """

    person: PersonId
    name: str
    is_on: bool
    include_memory: bool
    copy: RecordId | None
    opened_at: datetime | None
    removed_at: datetime | None
    is_paused: bool = False
    openings: tuple[datetime, ...] = ()
    taken_back: TakenBack | None = None
    confirmed_by: int = 0
    computers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One line of the ledger: a note, and one reader it was given to."""

    note: RecordId
    share: ShareState


def copies_for(tx: Transaction, record: RecordId, reader: PersonId) -> tuple[RecordId, ...]:
    """Return the ids of every copy of a note that this reader may ever have had, the newest last."""
    seed = tx.space_seed.get()
    if seed is None:
        return ()
    space = pair_space(tx.person, reader)
    newest = tx.encounters.highest_generation(record)
    return tuple(projection_id(seed, record, space, generation) for generation in range(1, newest + 1))


def share_states(tx: Transaction, record: RecordId) -> tuple[ShareState, ...]:
    """Return everybody a note is or was shared with. Raises NotFoundError."""
    return _states(tx, record, around(tx)) if tx.encounters.grants(record) else ()


def disclosures(vault: Vault, record: RecordId | None = None) -> tuple[Disclosure, ...]:
    """Return who was ever given what: of one note, or of all, those deleted since included. Raises NotFoundError."""
    with vault.read() as tx:
        notes = tx.disclosures.notes() if record is None else (record,)
        people = around(tx)
        return tuple(Disclosure(note=note, share=share) for note in notes for share in _states(tx, note, people))


def asked_back(vault: Vault) -> frozenset[RecordId]:
    """Return the notes that nobody may read any more and of which a copy may still be somewhere: not confirmed yet."""
    with vault.read() as tx:
        people = around(tx)
        ended = (note for note in tx.disclosures.notes() if _is_over(tx.encounters.grants(note)))
        return frozenset(
            note for note in ended if any(one.taken_back is TakenBack.ASKED for one in _states(tx, note, people))
        )


def _is_over(grants: Grants) -> bool:
    return not any(grant.is_on for grant in grants.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is asked of the directory once, however many shares are looked at."""

    names: dict[PersonId, str]
    paused: frozenset[PersonId]
    computers: dict[PersonId, int]


def around(tx: Transaction) -> Around:
    """Return the names of people, whom sharing is paused with, and how many computers each has."""
    names, computers = tx.identity.names(), dict[PersonId, int]()
    if tx.identity.get().organisation is not None:
        members = known_members(tx)
        for person in members.people:
            live = (one for one in members.devices_of(person.id) if not one.is_paper and members.is_live(one.id))
            computers[PersonId(person.id)] = sum(1 for _ in live)
    return Around(names=names, paused=paused_readers(tx), computers=computers)


def _states(tx: Transaction, record: RecordId, people: Around) -> tuple[ShareState, ...]:
    here = {one.reader: one.item.id for one in tx.shared_items.given(record)}
    grants = sorted(tx.encounters.grants(record).items())
    return tuple(
        state_of_share(tx, copies_for(tx, record, reader), reader, people, grant, here.get(reader))
        for reader, grant in grants
    )


def state_of_share(
    tx: Transaction,
    ever: tuple[RecordId, ...],
    reader: PersonId,
    people: Around,
    grant: Grant,
    copy: RecordId | None,
) -> ShareState:
    """Return how a share stands. `ever` are all copies the reader may have had, the newest last; `copy` is here now."""
    space = pair_space(tx.person, reader)
    opened = [one.opened_at for each in ever for one in tx.opened.about(each, space) if one.author == reader]
    removed = [one.removed_at for each in ever for one in tx.removed.about(each, space) if one.author == reader]
    withdrawn = [each for each in ever if tx.removed.is_asked_for(each, space)]
    signed = [tx.removed.computers(each, space) for each in withdrawn]
    return ShareState(
        person=reader,
        name=people.names.get(reader, ""),
        is_on=grant.is_on,
        include_memory=grant.include_memory,
        copy=copy if grant.is_on else None,
        opened_at=min(opened, default=None),
        removed_at=max(removed, default=None),
        openings=tuple(sorted(opened)),
        taken_back=None if grant.is_on else _taken_back(signed),
        confirmed_by=len(signed[-1]) if signed else 0,
        computers=0 if grant.is_on else people.computers.get(reader, 0),
        is_paused=grant.is_on and reader in people.paused,
    )


def _taken_back(signed: list[frozenset[DeviceId]]) -> TakenBack:
    if not signed:
        return TakenBack.NEVER_LEFT
    return TakenBack.CONFIRMED if all(signed) else TakenBack.ASKED
