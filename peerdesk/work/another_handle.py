"""Another handle for somebody. The one they had before goes on finding them, so nobody gets around what they asked.

A computer that has not heard of it yet writes under the old handle, and so does whoever types it from habit. Both write
about the same person, whatever was asked before or is asked later, here or there.
"""

from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.individual import name_individual
from peerdesk.domain.one_person import called_before
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.individuals import individual_called, refresh_copies
from peerdesk.work.withdrawing import heed


def rename_individual(vault: Vault, handle: str, other: str, now: datetime, rng: Rng) -> Changes:
    """Give an individual another handle, on all their notes. A colleague who reads a note sees the new one as well.

    The old one is never free again: it goes on finding them.

    Raises NotFoundError, an InputRefusedError for the new handle, or NotAllowedError: in a supervisor's vault, and for
    a handle that somebody has or had, since that would make one person of two without asking.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        record = individual_called(tx, handle)
        taken = tx.individuals.by_handle(other)
        if taken is not None and taken.id not in tx.consents.same(record):
            raise NotAllowedError("handle_taken")
        shown = tx.individuals.behind(record).handle
        # Of the records of this person, those that bear the handle which is shown.
        bearing = tx.individuals.bearing(shown)
        for one in bearing:
            tx.individuals.put(name_individual(one, other))
        changes = Changes.of(RecordKind.INDIVIDUAL, *bearing)
        if folded(shown) != folded(other):
            # The new one as well: another computer may give them a third one meanwhile, and only one of those is shown.
            for name in (shown, other):
                changes |= _finds_them(tx, name, bearing[0], now, rng)
        return changes | heed(tx, record, now) | refresh_copies(tx, record)


def _finds_them(tx: Transaction, handle: str, record: RecordId, now: datetime, rng: Rng) -> Changes:
    named = name_individual(new_record_id(now, rng), handle)
    said = called_before(kept=record, other=named.id)
    tx.individuals.put(named)
    tx.individuals.join(said)
    return Changes.of(RecordKind.INDIVIDUAL, named.id) | Changes.of(RecordKind.ONE_PERSON, said.id)
