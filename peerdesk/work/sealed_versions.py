"""Opening a sealed revision that is kept here, for whoever wants to know what it says."""

from collections.abc import Callable

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.ids import SpaceId
from peerdesk.sync.opening import Verified, opened
from peerdesk.sync.payload import Opened
from peerdesk.sync.reasons import SetAsideError
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.revision import parse_header, parse_revision

KeyOf = Callable[[SpaceId, wire_ids.EpochId], EpochKey | None]


def said_in(tx: Transaction, revision: bytes, frame: bytes, otherwise: KeyOf | None = None) -> Opened | None:
    """Return what a sealed version says, None where its key is not here or its words are gone.

    `otherwise` is asked for a key that the vault does not have.
    """
    shape = parse_revision(frame)
    header = parse_header(shape.header)
    known = Verified(wire_ids.RevisionId(revision), header, shape, frame)
    space = SpaceId(header.space)
    try:
        return opened(known, lambda epoch: _key(tx, space, epoch) or (otherwise(space, epoch) if otherwise else None))
    except SetAsideError:
        return None


def _key(tx: Transaction, space: SpaceId, epoch: wire_ids.EpochId) -> EpochKey | None:
    kept = tx.epochs.get(space, epoch)
    return EpochKey(epoch=epoch, key=kept.key) if kept is not None and kept.key is not None else None
