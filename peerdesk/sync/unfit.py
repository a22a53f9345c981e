"""What stays here because a value in it may not travel: nobody would take it, and nothing else waits for it.

It still waits, so that nothing says all of it is on the server. Each round looks at it again, and once it was said in
another way it goes.
"""

from collections.abc import Collection
from typing import Final

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import ID_BYTES, RecordId, SpaceId
from peerdesk.domain.merge import Head
from peerdesk.sync.payload import check_head
from peerdesk.sync.reasons import SetAsideError
from peerdesk.sync.shape_checks import check_values
from peerdesk.vault.fields import Values
from peerdesk.vault.transaction import Transaction

_UNFIT: Final = "unfit "
_MOST: Final = 100_000


def fits(kind: RecordKind, values: Values, head: Head | None) -> bool:
    """Say whether what a record says may travel. Without a head its values count: it was never sealed."""
    try:
        if head is None:
            check_values(kind, values)
        else:
            check_head(kind, head)
    except SetAsideError:
        return False
    return True


def note_unfit(tx: Transaction, space: SpaceId, records: Collection[RecordId]) -> None:
    """Remember what stays in a space, in place of what stayed in the round before."""
    if set(unfit_in(tx, space)) != set(records):
        tx.settings.put(_UNFIT + space.hex(), b"".join(sorted(records)))


def unfit_in(tx: Transaction, space: SpaceId) -> tuple[RecordId, ...]:
    """Return what stayed in a space in the last round."""
    kept = tx.settings.get(_UNFIT + space.hex()) or b""
    return tuple(RecordId(kept[at : at + ID_BYTES]) for at in range(0, len(kept), ID_BYTES))


def unfit(tx: Transaction) -> tuple[RecordId, ...]:
    """Return what stays here, of every space, as far as it still waits."""
    return tuple(
        intent.record
        for space in tx.outbox.spaces()
        if (stayed := set(unfit_in(tx, space)))
        for intent in tx.outbox.fresh(space, _MOST)
        if intent.record in stayed and not intent.is_erase
    )
