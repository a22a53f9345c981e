"""What would hide something waits for the last page of those that belong together: it is taken in then, or asked about.

So a server that cuts its pages small gets nothing past the question that whole pages would not.
"""

from collections.abc import Collection

from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId, SpaceId
from peerdesk.sync.opening import unwrap
from peerdesk.sync.reading import Reading
from peerdesk.vault.guard import Beat
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault


def unjudged(vault: Vault, reading: Reading, space: SpaceId) -> list[OpenedRevision]:
    """Return what was held in a space only until its last page is here, opened once more."""
    with vault.read() as tx:
        waiting = tx.guard.unjudged(space)
    if not waiting:
        return []
    keys = reading.keys()
    return [reading.take(unwrap(frame), seq, keys) for frame, seq in waiting]


def take_unjudged(tx: Transaction, opened: Collection[OpenedRevision], beat: Beat) -> Changes:
    """Take it in, in the commit of the last page; nothing of it where the person is asked by now."""
    if not opened or tx.guard.is_asking:
        return Changes()
    changes = Changes(outbox=True)
    for one in opened:
        changes |= tx.inbox.take_held(one)
    tx.guard.let_through({RecordId(one.header.record) for one in opened}, beat)
    return changes
