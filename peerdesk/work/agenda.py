"""What a peer brings to supervision: their own list, in their order, and what they let a supervisor read of it.

An item is the peer's own until they add it to the agenda. A note that is marked to be brought stands on the same list,
and becomes an item once something is done with it there. What a supervisor reads changes only when the peer adds the
item anew; the order, and that it was talked about, follow by themselves.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from peerdesk.domain.agenda import AgendaDraft, AgendaItem, NextMeeting, make_item, make_meeting
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.agenda_copies import item_id, refresh_agenda
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda_shares import line_of, take_entries_back
from peerdesk.work.encounters import local_day

_ITEM: Final = RecordKind.AGENDA_ITEM


def add_item(
    vault: Vault, draft: AgendaDraft, now: datetime, rng: Rng, *, note: RecordId | None = None
) -> tuple[RecordId, Changes]:
    """Put something on the list, at its end, and return its id. Nobody else sees it. `note` is what it is about.

    Raises NotAllowedError in a supervisor's vault, NotFoundError for a note that is not here, or an InputRefusedError
    that names the field.
    """
    with vault.write() as tx:
        if note is not None:
            tx.encounters.get(note)
        return put_item(tx, draft, now, rng, origin=note)


def put_item(
    tx: Transaction, draft: AgendaDraft, now: datetime, rng: Rng, *, origin: RecordId | None = None
) -> tuple[RecordId, Changes]:
    """Do that within a transaction. `origin` is a record of the peer's own that the item comes from; it never leaves.

    What comes from one record is one item, whichever computer puts it on the list.
    """
    if tx.role is Role.SUPERVISOR:
        raise NotAllowedError("keep")
    record = (item_id(tx, origin) if origin is not None else None) or new_record_id(now, rng)
    tx.agenda.put(_made(tx, draft, record=record, origin=origin, position=_after_last(tx)))
    tx.agenda.hide(record, hidden=False)
    return record, Changes.of(_ITEM, record)


def change_item(vault: Vault, record: RecordId, draft: AgendaDraft, now: datetime, rng: Rng) -> Changes:
    """Say anew what an item is about. Whoever reads it reads what they read, until it is added anew.

    Raises NotFoundError or an InputRefusedError that names the field.
    """
    with vault.write() as tx:
        item = taken_up(tx, record, now, rng)
        new = _made(tx, draft, record=item.id, origin=item.origin, position=item.position)
        tx.agenda.put(replace(new, talked_on=item.talked_on))
        return Changes.of(_ITEM, item.id)


def remove_item(vault: Vault, record: RecordId, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Take an item off the list, and back from whoever reads it. Return its id. Raises NotFoundError."""
    with vault.write() as tx:
        item = taken_up(tx, record, now, rng)
        tx.agenda.hide(item.id, hidden=True)
        return item.id, Changes.of(_ITEM, item.id) | take_entries_back(tx, item.id, None)


def put_back(vault: Vault, record: RecordId) -> Changes:
    """Put an item back on the list. Nobody reads it until it is added anew. Raises NotFoundError."""
    with vault.write() as tx:
        tx.agenda.hide(tx.agenda.get(record).id, hidden=False)
        return Changes.of(_ITEM, record)


def order_items(vault: Vault, order: Sequence[RecordId], now: datetime, rng: Rng) -> Changes:
    """Put items into an order; what is not named stays behind them, as it was. Supervisors see the same order.

    Raises NotFoundError.
    """
    with vault.write() as tx:
        named = [taken_up(tx, record, now, rng) for record in order]
        rest = (one.item for one in tx.agenda.items() if one.item.id not in {item.id for item in named})
        changes = Changes()
        for position, item in enumerate((*named, *rest), start=1):
            if item.position != position:
                changes |= _follow(tx, replace(item, position=position))
        return changes


def mark_talked(vault: Vault, record: RecordId, now: datetime, rng: Rng, *, talked: bool = True) -> Changes:
    """Say that an item was talked about, or that it was not. Whoever reads it sees that. Raises NotFoundError."""
    with vault.write() as tx:
        item = taken_up(tx, record, now, rng)
        return _follow(tx, replace(item, talked_on=local_day(now) if talked else None))


def taken_up(tx: Transaction, record: RecordId, now: datetime, rng: Rng) -> AgendaItem:
    """Return an item, which is made where it stood on the list only because its note is marked.

    Raises NotFoundError.
    """
    try:
        return tx.agenda.get(record)
    except NotFoundError:
        item = as_item(tx, record)
        item = replace(item, id=item_id(tx, record) or new_record_id(now, rng), position=_after_last(tx))
        tx.agenda.put(item)
        return item


def as_item(tx: Transaction, record: RecordId) -> AgendaItem:
    """Return an item, or what would be made of a marked note, which has the note's id. Raises NotFoundError."""
    try:
        return tx.agenda.get(record)
    except NotFoundError:
        if record not in {one.note for one in tx.agenda.to_bring()}:
            raise
        return AgendaItem(id=record, topic=AgendaTopic.ENCOUNTER, origin=record)


def next_meeting(vault: Vault) -> NextMeeting:
    """Return when the peer and their supervisor meet next, as the peer wrote it for themselves."""
    with vault.read() as tx:
        return tx.agenda.meeting()


def set_meeting(vault: Vault, on: str, words: str, now: datetime, rng: Rng) -> Changes:
    """Write down when they meet next; nothing takes it away. It stays with the peer. Raises an InputRefusedError."""
    meeting = make_meeting(on, words)
    with vault.write() as tx:
        record = new_record_id(now, rng)
        tx.agenda.put_meeting(record, meeting)
        return Changes.of(RecordKind.NEXT_MEETING, record)


def _made(
    tx: Transaction, draft: AgendaDraft, *, record: RecordId, origin: RecordId | None, position: int
) -> AgendaItem:
    is_guide = origin is not None and tx.guide_uses.has(origin)
    item = make_item(draft, record=record, origin=origin, position=position, is_guide=is_guide)
    # What the note itself wants to ask is not said in the item once more, where it would outlive the note.
    without = replace(item, line="")
    return without if item.line == line_of(tx, without).replace("\n", " ") else item


def _follow(tx: Transaction, item: AgendaItem) -> Changes:
    tx.agenda.put(item)
    return Changes.of(_ITEM, item.id) | refresh_agenda(tx, (item,))


def _after_last(tx: Transaction) -> int:
    return tx.agenda.last_position() + 1
