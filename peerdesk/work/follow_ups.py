"""Follow-ups from a list: done, or another day. Overdue is never a reproach, so neither asks why."""

from collections.abc import Callable
from datetime import date

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.ids import RecordId
from peerdesk.sync.projections import refresh_one
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


def finish_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Note that the two of them were in touch. Raises NotFoundError."""
    return _change(vault, record, FollowUp.reached)


def move_follow_up(vault: Vault, record: RecordId, due: date) -> Changes:
    """Let a follow-up wait until another day. Raises NotFoundError."""
    return _change(vault, record, lambda known: known.moved(due))


def reopen_follow_up(vault: Vault, record: RecordId) -> Changes:
    """Take back that it was done. Raises NotFoundError, or NotAllowedError once they asked not to be contacted."""
    with vault.write() as tx:
        if tx.consents.contact_is_withdrawn(tx.follow_ups.get(record).individual):
            raise NotAllowedError("contact")
        return _changed(tx, record, FollowUp.reopened)


def _change(vault: Vault, record: RecordId, changed: Callable[[FollowUp], FollowUp]) -> Changes:
    with vault.write() as tx:
        return _changed(tx, record, changed)


def _changed(tx: Transaction, record: RecordId, changed: Callable[[FollowUp], FollowUp]) -> Changes:
    """Keep a follow-up changed. Copies of its note follow in the same commit."""
    known = tx.follow_ups.get(record)
    tx.follow_ups.put(changed(known))
    touched = Changes.of(RecordKind.FOLLOW_UP, record)
    return touched if known.encounter is None else touched | refresh_one(tx, known.encounter)
