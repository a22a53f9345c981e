"""Saying yes or no to what a removed computer of this person's wrote: to one item, or to all that is left.

A yes to one takes it up as an edit of the person's own that names the removed computer's version as its parent. So it
needs nobody's leave, travels like any edit, and tells every other computer that it was decided. A no leaves it apart,
on this computer. A yes to all lets everything count as it is (`peerdesk.work.removed_work`), unless the person has said
no to some of it: then only the rest is taken up, one by one.
"""

from collections.abc import Iterable
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import RevisionId, Rng, new_record_id
from peerdesk.sync.copies_due import copies_are_due
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.deleting import erase_in
from peerdesk.work.kept_anew import keep_anew
from peerdesk.work.removed_items import (
    SHOWN,
    Became,
    RemovedItem,
    goes_with,
    items_among,
    waiting_of_removed,
)
from peerdesk.work.removed_work import take_in_removed


def take_item(vault: Vault, key: RevisionId, now: datetime, rng: Rng) -> Changes:
    """Take up one item, with what it speaks of and what goes with it. Raises NotFoundError when it waits no more.

    Raises NotAllowedError for one that cannot be opened here.
    """
    with vault.write() as tx:
        changes = _take(tx, _together(vault, tx, key), now, rng)
        _leave_if_nothing_is_left(vault, tx)
    return changes


def drop_item(vault: Vault, key: RevisionId) -> Changes:
    """Leave one item apart with what goes with it, and say nothing of it any more on this computer.

    Raises NotFoundError when it waits no more.
    """
    with vault.write() as tx:
        together = _together(vault, tx, key)
        (item,) = (one for one in together if one.key == key)
        others = [one for one in together if one.kind is not RecordKind.INDIVIDUAL]
        beside = [one for one in others if goes_with(one, item)]
        # And what lies beside those: how a follow-up was to be done goes with the follow-up, and that with its note.
        further = [one for one in others if any(goes_with(one, other) for other in beside)]
        tx.heaps.one_by_one.decide((one.key for one in (item, *beside, *further)), yes=False)
        _leave_if_nothing_is_left(vault, tx)
    return Changes(outbox=True)


def take_all(vault: Vault, now: datetime, rng: Rng) -> Changes:
    """Take up everything that is left."""
    with vault.read() as tx:
        is_split = tx.heaps.one_by_one.has_no(tx.heaps.left_at(OF_REMOVED))
        records = tuple(dict.fromkeys(one.record for one in waiting_of_removed(tx))) if is_split else ()
    if not is_split:
        return take_in_removed(vault)
    changes = Changes(outbox=True)
    for start in range(0, len(records), SHOWN):
        some = records[start : start + SHOWN]
        with vault.write() as tx:
            items = items_among(vault, tx, [one for one in waiting_of_removed(tx) if one.record in some])
            changes |= _take(tx, [one for one in items if one.became is not Became.UNREAD], now, rng)
            _leave_if_nothing_is_left(vault, tx)
    return changes


def _together(vault: Vault, tx: Transaction, key: RevisionId) -> list[RemovedItem]:
    """Return an item with those that it speaks of and those that go with it; a note would have nobody in it without.

    Raises NotFoundError.
    """
    waiting = waiting_of_removed(tx)
    wanted = {one.record for one in waiting if one.revision == key}
    newest, found, is_whole = waiting[:SHOWN], list[RemovedItem](), False
    while not is_whole:
        among = [one for one in waiting if one in newest or one.record in wanted]
        items = items_among(vault, tx, among)
        found = [one for one in items if one.key == key or (one.record in wanted and one.became is not Became.UNREAD)]
        named = {record for one in found for record in one.names}
        beside = {one.record for one in items if any(goes_with(one, other) for other in found)}
        more = {one.record for one in waiting} & (named | beside)
        is_whole = more <= wanted
        wanted |= more
    record = next((one.record for one in found if one.key == key), None)
    if record is None:
        raise NotFoundError("item")
    # Another version of the same record is a choice of its own.
    return [one for one in found if one.key == key or one.record != record]


def _take(tx: Transaction, items: Iterable[RemovedItem], now: datetime, rng: Rng) -> Changes:
    changes, done = Changes(), list[RevisionId]()
    # Individuals first: a note shows the handle of whom it is about.
    for one in sorted(items, key=lambda item: item.kind is not RecordKind.INDIVIDUAL):
        changes |= _take_one(tx, one, now, rng)
        done.append(one.key)
    tx.heaps.one_by_one.decide(done, yes=True)
    if changes:
        copies_are_due(tx, changes)
    return changes


def _take_one(tx: Transaction, item: RemovedItem, now: datetime, rng: Rng) -> Changes:
    if item.became is Became.ERASED:
        return erase_in(tx, item.record, now)
    if item.kind is None or item.head is None:
        raise NotAllowedError("unread_item")
    if tx.deleted.is_erased(item.record):
        # What was erased stays erased; its words come back as something new, which only this person reads.
        return keep_anew(tx, item.kind, item.fields, new_record_id(now, rng))
    if not tx.histories.take_up(item.kind, item.space, item.record, item.head):
        raise NotAllowedError("unread_item")
    if item.kind is RecordKind.ENCOUNTER:
        tx.change_times.put(item.record, now)
    return Changes.of(item.kind, item.record)


def _leave_if_nothing_is_left(vault: Vault, tx: Transaction) -> None:
    waiting = waiting_of_removed(tx)
    if not waiting or (len(waiting) <= SHOWN and not items_among(vault, tx, waiting)):
        _leave(tx)


def _leave(tx: Transaction) -> None:
    for heap in tx.heaps.set_apart():
        if heap.reason == OF_REMOVED:
            tx.heaps.leave(heap)
