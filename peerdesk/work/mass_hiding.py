"""Deciding about many records that another of this person's computers deleted at once: let them go, or keep them all.

Until then nothing of it is hidden here. Both answers need no network, and both end with the same history everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import DeviceId, RecordId, Rng, SpaceId, new_record_id
from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.copies_due import copies_are_due
from peerdesk.sync.opening import unwrap
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.reading import Reading
from peerdesk.vault.guard import KEPT_BY_HAND
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.kept_anew import keep_anew
from peerdesk.work.membership import known_directory


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldHiding:
    """How many records wait for the decision, and on which computers they were deleted."""

    records: int
    devices: tuple[DeviceId, ...]


def held_hiding(vault: Vault) -> HeldHiding | None:
    """Return what waits for the decision, None when nothing does."""
    with vault.read() as tx:
        held = tx.guard.held() if tx.guard.is_asking else ()
    if not held:
        return None
    devices = tuple(DeviceId(device) for device in sorted({one.device for one in held}))
    return HeldHiding(records=len({one.record for one in held}), devices=devices)


def accept_hiding(vault: Vault) -> Changes:
    """Delete here, too, what the other computer has deleted."""
    opened = _opened(vault)
    with vault.write() as tx:
        return _taken(tx, opened)


def keep_everything(vault: Vault, now: datetime, rng: Rng) -> Changes:
    """Bring back everything that the other computer has deleted lately; what it has erased is kept as something new."""
    opened = _opened(vault)
    with vault.write() as tx:
        recent = tx.guard.recent() | {RecordId(one.header.record) for one in opened}
        before = {key: fields for key in _here(tx, recent) if (fields := tx.guard.fields_of(*key)) is not None}
        known_asides = {one.id for one in tx.asides.all()}
        changes = _taken(tx, opened)
        for (kind, record), fields in before.items():
            if tx.guard.fields_of(kind, record) is None:
                changes |= keep_anew(tx, kind, fields, new_record_id(now, rng))
        for aside in tx.asides.all():
            if aside.id not in known_asides and (aside.kind, aside.record) in before:
                # Its words are in what was just kept.
                tx.asides.forget(aside)
        for kind, record in _here(tx, recent):
            changes |= tx.guard.bring_back(kind, record)
    return changes


def _here(tx: Transaction, records: Iterable[RecordId]) -> list[tuple[RecordKind, RecordId]]:
    keys = [(kind, record) for record in sorted(records) for kind in KEPT_BY_HAND]
    return [key for key in keys if tx.guard.fields_of(*key) is not None]


def _opened(vault: Vault) -> list[OpenedRevision]:
    with vault.read() as tx:
        held, identity, directory = tx.guard.held(), tx.identity.get(), known_directory(tx)
        space = tx.own_space
    author = author_of(identity, vault.run, vault.subkey("device-keys"))
    reading = Reading(vault, author, directory, SpaceId(space))
    keys = reading.keys()
    return [reading.take(unwrap(one.frame), one.seq, keys) for one in held]


def _taken(tx: Transaction, opened: Iterable[OpenedRevision]) -> Changes:
    changes = Changes(outbox=True)
    for one in opened:
        changes |= tx.inbox.take_held(one)
    copies_are_due(tx, changes)
    tx.guard.forget()
    tx.notices.withdraw(NoticeKind.MASS_HIDING)
    return changes
