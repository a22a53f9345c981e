"""Follow-ups from a list: done, or another day. Overdue is never a reproach, so neither asks why."""

from dataclasses import replace
from datetime import date

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


def finish_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that the two of them were in touch. Copies of its note follow in the same commit. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        tx.follow_ups.put(known.reached())
        return Changes.of(RecordKind.FOLLOW_UP, record) | _copies(tx, known.encounter)


def move_follow_up(vault: Vault, record: RecordId, due: date) -> Changes:
    """Let a follow-up wait until another day. Copies of its note follow in the same commit. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        tx.follow_ups.put(known.moved(due))
        return Changes.of(RecordKind.FOLLOW_UP, record) | _copies(tx, known.encounter)


def reopen_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Take back that it was done. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        tx.follow_ups.put(replace(known, state=FollowUpState.PLANNED))
        return Changes.of(RecordKind.FOLLOW_UP, record) | _copies(tx, known.encounter)


def _copies(tx: Transaction, note: RecordId | None) -> Changes:
    return refresh_one(tx, note) if note is not None else Changes()
