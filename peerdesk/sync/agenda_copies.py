"""Which entries of an agenda there are, worked out within a transaction, and keeping their order the peer's.

The id of an entry is computed from the item, the space of the two people and how often it was added before, so all
computers of a peer write the same entry once. Nothing is remembered beside the entries themselves: an item is on
somebody's agenda while its entry is there. What was taken back stays gone; adding the item again is another entry.
"""

import hmac
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import count
from typing import Final

from peerdesk.domain.agenda import AgendaEntry, AgendaItem
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction

_ENTRY: Final = b"PD1 agenda entry"
_ITEM: Final = b"PD1 agenda item"


def item_id(tx: Transaction, origin: RecordId) -> RecordId | None:
    """Return the id of the item that comes from a record of the peer's own, None where no secret is there yet.

    All computers of a peer compute the same, so what both put on the list is there once.
    """
    seed = tx.space_seed.get()
    return None if seed is None else _named(seed, _ITEM + origin)


def entry_id(tx: Transaction, seed: bytes, item: RecordId, reader: PersonId, generation: int) -> RecordId:
    """Return the id of an item's entry for a reader. `seed` is the peer's secret, `generation` counts from 1."""
    return _named(seed, _ENTRY + item + pair_space(tx.person, reader) + generation.to_bytes(8, "big"))


def entries_ever(
    tx: Transaction, seed: bytes, given: Collection[RecordId], item: RecordId, reader: PersonId
) -> tuple[tuple[RecordId, ...], RecordId | None]:
    """Return the ids of everything a reader may ever have had of an item, the oldest first, and which is there now.

    `given` are the entries that are here. There is no bound but the first that never was: an entry behind a bound could
    be added and not be taken back.
    """
    ever: list[RecordId] = []
    space = pair_space(tx.person, reader)
    for generation in count(1):
        record = entry_id(tx, seed, item, reader, generation)
        if record in given:
            return (*ever, record), record
        if not tx.removed.is_asked_for(record, space):
            break
        ever.append(record)
    return tuple(ever), None


def refresh_agenda(tx: Transaction, items: Iterable[AgendaItem] | None = None) -> Changes:
    """Bring the place and the tick of items to their entries; without `items`, of all. Says nothing else of them.

    Two computers of a peer may have ordered them at once: then both come to what the list says now. What was taken off
    the list, came from a guide that was, from a note that was deleted, or is about somebody who changed their mind is
    taken back, also where another computer had added it before it heard of that.
    """
    seed = tx.space_seed.get()
    given = tx.agenda_entries.given() if seed is not None else {}
    if seed is None or not given:
        return Changes()
    spaces, moved = tx.agenda_entries.spaces(), set[RecordId]()
    readers = [one for one in tx.identity.names() if one != tx.person and pair_space(tx.person, one) in spaces]
    for item in (one.item for one in tx.agenda.items()) if items is None else items:
        for reader in readers:
            current = entries_ever(tx, seed, given, item.id, reader)[1]
            if current is not None and _brought_up(tx, current, reader, given[current], item):
                moved.add(current)
    return Changes.of(RecordKind.AGENDA_ENTRY, *moved) if moved else Changes()


def refresh_agenda_of(tx: Transaction, note: RecordId) -> Changes:
    """Do that for what came from one note."""
    item = item_id(tx, note)
    if item is None or not tx.agenda_entries.spaces():
        return Changes()
    try:
        return refresh_agenda(tx, (tx.agenda.get(item),))
    except NotFoundError:
        return Changes()


def has_ended(tx: Transaction, item: AgendaItem) -> bool:
    """Say whether nobody is to read an item any more: it was taken off the list, or what it came from has ended.

    What it came from is asked, and not its topic: that can be changed.
    """
    if tx.agenda.is_off(item.id):
        return True
    return item.origin is not None and (tx.guide_uses.is_off(item.origin) or _has_note_ended(tx, item.origin))


def _has_note_ended(tx: Transaction, origin: RecordId) -> bool:
    if tx.deleted.is_erased(origin):
        return True
    try:
        row, note = tx.encounters.row(origin), tx.encounters.get(origin)
    except NotFoundError:
        # It came from something else, or only has not come yet: absence is never deletion.
        return False
    return row.hidden or tx.consents.sharing_is_withdrawn(note.individual)


def _brought_up(tx: Transaction, record: RecordId, reader: PersonId, known: AgendaEntry, item: AgendaItem) -> bool:
    """Bring one entry up to its item, and say whether that changed anything."""
    if has_ended(tx, item):
        tx.agenda_entries.take_back(record)
        return True
    entry = replace(known, position=item.position, talked_on=item.talked_on)
    if entry != known:
        tx.agenda_entries.give(record, reader, entry)
    return entry != known


def _named(seed: bytes, said: bytes) -> RecordId:
    return RecordId(hmac.digest(seed, said, "sha256")[:ID_BYTES])
