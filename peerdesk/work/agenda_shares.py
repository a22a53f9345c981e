"""What supervisors read of a peer's agenda, worked out within a transaction: who has which entry, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerdesk.domain.agenda import AgendaEntry, AgendaItem
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.guide_use import GuideSaid
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.sharing import OFF, Grant
from peerdesk.sync.agenda_copies import entries_ever, entry_id, has_ended, item_id
from peerdesk.vault.shelves.agenda_entries import Ticks
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.work.copies import Around, ShareState, around, state_of_share
from peerdesk.work.membership import known_members


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reader of an item, past or present. `entry` is what they read now.

    `has_changed` says that the item says something else since. `talked_on` is the day of the reader's own tick.
    """

    share: ShareState
    entry: AgendaEntry | None
    has_changed: bool
    talked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What is asked once, however many items are looked at."""

    seed: bytes
    people: Around
    persons: tuple[PersonId, ...]
    given: Mapping[RecordId, AgendaEntry]
    ticks: Ticks


def readers_of(tx: Transaction) -> Readers | None:
    """Return whom a peer may have added anything for, None in a vault of no hospital."""
    seed = tx.space_seed.get()
    if seed is None or tx.identity.get().organisation is None:
        return None
    people, spaces = around(tx), frozenset(tx.spaces.known())
    linked = {
        PersonId(link.supervisor) for link in known_members(tx).links if link.peer == wire_ids.PersonId(tx.person)
    }
    known = (one for one in people.names if one != tx.person and pair_space(tx.person, one) in spaces)
    return Readers(
        seed=seed,
        people=people,
        persons=tuple(sorted(linked | set(known))),
        given=tx.agenda_entries.given(),
        ticks=tx.agenda_entries.ticks(),
    )


def entry_of_item(tx: Transaction, item: AgendaItem, reader: PersonId) -> AgendaEntry:
    """Return exactly what a reader sees of an item. Raises NotFoundError for a guide that is on no list any more."""
    note = None
    if item.origin is not None:
        given = (one.item.id for one in tx.shared_items.given(item.origin) if one.reader == reader)
        note = next(given, None)
    return AgendaEntry(
        topic=item.topic,
        line=line_of(tx, item),
        note=note,
        guide=guide_of(tx, item),
        position=item.position,
        talked_on=item.talked_on,
    )


def line_of(tx: Transaction, item: AgendaItem) -> str:
    """Return what an item says: its own line, or else what the note that it came from wants to ask."""
    if item.line or item.origin is None or item.topic in {AgendaTopic.GUIDE, AgendaTopic.TALK}:
        return item.line
    try:
        return tx.encounters.get(item.origin).prompt
    except NotFoundError:
        return ""


def guide_of(tx: Transaction, item: AgendaItem) -> GuideSaid | None:
    """Return the guide that an item came from. Raises NotFoundError where it is on no list any more."""
    if item.topic is not AgendaTopic.GUIDE or item.origin is None:
        return None
    return tx.guide_uses.get(item.origin).said


def give_entry(tx: Transaction, item: AgendaItem, reader: PersonId, entry: AgendaEntry) -> Changes:
    """Let a reader see an entry, new or in place of what they had of the item. Raises NotFoundError."""
    readers = readers_of(tx)
    if readers is None:
        raise NotFoundError("item")
    ever, current = entries_ever(tx, readers.seed, readers.given, item.id, reader)
    record = current or entry_id(tx, readers.seed, item.id, reader, len(ever) + 1)
    tx.agenda_entries.give(record, reader, entry)
    return Changes.of(RecordKind.AGENDA_ENTRY, record)


def take_entries_back(tx: Transaction, item: RecordId, person: PersonId | None) -> Changes:
    """Take an item's entry back from one reader, or from all who have it."""
    readers = readers_of(tx)
    if readers is None:
        return Changes()
    having = (one for one in readers.persons if person in {None, one})
    now = (entries_ever(tx, readers.seed, readers.given, item, one)[1] for one in having)
    gone = [current for current in now if current is not None]
    for current in gone:
        tx.agenda_entries.take_back(current)
    return Changes.of(RecordKind.AGENDA_ENTRY, *gone) if gone else Changes()


def take_brought_back(tx: Transaction, origin: RecordId) -> Changes:
    """Take back what was brought from a record of the peer's own that goes for good."""
    item = item_id(tx, origin)
    return take_entries_back(tx, item, None) if item is not None and tx.agenda_entries.spaces() else Changes()


def refuse_ended(tx: Transaction, item: AgendaItem) -> None:
    """Raise NotAllowedError for what came from a note of which nothing is shared any more.

    Raises NotFoundError for what was taken off the list, and for a guide that was.
    """
    if tx.agenda.is_off(item.id):
        raise NotFoundError("item")
    guide_of(tx, item)
    if has_ended(tx, item):
        raise NotAllowedError("withdrawn")


def given_entries(tx: Transaction) -> Mapping[PersonId, frozenset[RecordId]]:
    """Return the items that each reader reads something of."""
    readers = readers_of(tx)
    if readers is None or not readers.given:
        return {}
    items = [one.item.id for one in tx.agenda.items()]
    found = {
        reader: frozenset(
            item for item in items if entries_ever(tx, readers.seed, readers.given, item, reader)[1] is not None
        )
        for reader in readers.persons
    }
    return {reader: read for reader, read in found.items() if read}


def readings_of(tx: Transaction, readers: Readers, item: AgendaItem) -> tuple[Reading, ...]:
    """Return who reads an item, or did."""
    found = []
    for reader in readers.persons:
        ever, current = entries_ever(tx, readers.seed, readers.given, item.id, reader)
        if ever:
            found.append(_reading(tx, readers, item, reader, ever, current))
    return tuple(found)


def same_words(one: AgendaEntry, other: AgendaEntry) -> bool:
    """Say whether two entries say the same, wherever they stand on the list and whether talked about or not."""
    return replace(one, position=0, talked_on=None) == replace(other, position=0, talked_on=None)


def _reading(
    tx: Transaction,
    readers: Readers,
    item: AgendaItem,
    reader: PersonId,
    ever: tuple[RecordId, ...],
    current: RecordId | None,
) -> Reading:
    grant = Grant(generation=len(ever) if current else OFF)
    entry = readers.given[current] if current else None
    ticks = readers.ticks.get((current, pair_space(tx.person, reader)), ()) if current else ()
    try:
        # Whether a note can be read is a matter of the note's own share.
        has_changed = entry is not None and not same_words(
            entry, replace(entry_of_item(tx, item, reader), note=entry.note)
        )
    except NotFoundError:
        has_changed = False
    return Reading(
        share=state_of_share(tx, ever, reader, readers.people, grant, current),
        entry=entry,
        has_changed=has_changed,
        talked_on=min((one.talked_on for one in ticks if one.author == reader), default=None),
    )
