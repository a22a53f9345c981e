"""Receipts for copies that were withdrawn before this person had ever fetched them.

Whoever had a copy signs in the commit that removes it, each of a person's computers for itself. Where nobody had it,
its owner would wait for ever; so one of them signs that nothing of it is there: at the head of the log, where it is
known whether another computer has done so.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId, Rng, SpaceId, new_record_id
from peerdesk.domain.supervision import Removed
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.revision import Kind

_DUE: Final = "receipts due "
_MOST: Final = 1000
"""So many wait at once in a space. Whoever withdraws more of what nobody had fetched hears of the rest as asked."""


def remember_withdrawn(tx: Transaction, space: SpaceId, opened: Iterable[OpenedRevision]) -> None:
    """Remember, in the commit that takes them in, what others withdrew in a space."""
    due = _due(tx, space)
    if new := [copy for copy in _withdrawn(tx, opened) if copy not in due]:
        tx.settings.put(_DUE + space.hex(), b"".join((*due, *new)[:_MOST]))


def has_due(tx: Transaction, space: SpaceId) -> bool:
    """Say whether something was withdrawn that may be signed for now.

    Not while a key is missing: it may be that of another computer's word, or of a copy that a lost computer still has.
    """
    return bool(_due(tx, space)) and all(epoch.key is not None for epoch in tx.epochs.all(space))


def sign_due(tx: Transaction, space: SpaceId, now: datetime, rng: Rng) -> Changes:
    """At the head of the log, sign for what was withdrawn and what no computer of this person has signed for."""
    changes = Changes()
    for copy in _due(tx, space):
        if not any(one.author == tx.person for one in tx.removed.about(copy, space)):
            receipt = new_record_id(now, rng)
            tx.removed.put(Removed(id=receipt, author=tx.person, about=copy, removed_at=now), space)
            changes |= Changes.of(RecordKind.REMOVED, receipt)
    forget_due(tx, space)
    return changes


def forget_due(tx: Transaction, space: SpaceId) -> None:
    """Leave it at what was signed when something was removed here."""
    tx.settings.put(_DUE + space.hex(), b"")


def _withdrawn(tx: Transaction, page: Iterable[OpenedRevision]) -> Iterator[RecordId]:
    for one in page:
        if one.header.kind is Kind.ERASE and not one.reason and PersonId(one.header.owner) != tx.person:
            yield RecordId(one.header.record)


def _due(tx: Transaction, space: SpaceId) -> list[RecordId]:
    kept = tx.settings.get(_DUE + space.hex()) or b""
    return [RecordId(kept[at : at + ID_BYTES]) for at in range(0, len(kept), ID_BYTES)]
