"""Follow-ups from a list: done, or another day. Overdue is never a reproach, so neither asks why."""

from collections.abc import Callable
from datetime import date

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import RecordId
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.vault import Vault


def finish_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that the two of them were in touch. Raises NotFoundError."""
    return _change(vault, record, FollowUp.reached)


def move_follow_up(vault: Vault, record: RecordId, due: date) -> Changes:
    """Let a follow-up wait until another day. Raises NotFoundError."""
    return _change(vault, record, lambda known: known.moved(due))


def reopen_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Take back that it was done. Raises NotFoundError."""
    return _change(vault, record, FollowUp.reopened)


def _change(vault: Vault, record: RecordId, changed: Callable[[FollowUp], FollowUp]) -> Changes:
    """Keep a follow-up changed. Copies of its note follow in the same commit."""
    with vault.write() as tx:
        known = tx.follow_ups.get(record)
        tx.follow_ups.put(changed(known))
        touched = Changes.of(RecordKind.FOLLOW_UP, record)
        return touched if known.encounter is None else touched | refresh_one(tx, known.encounter)
