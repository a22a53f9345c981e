"""Keys that a removed computer had made: a new one needs them, whatever of that computer's own words counts.

Who took it off the list may have seen nothing of it. So its keys lie beyond its cut-off with all the rest, boxed to the
sheet and to computers that are gone. They are taken for opening only: nobody ever seals with a key of another's
making, and what such a key opens still has to count by itself. Such a key never stands for one that counts, and what it
says of its readers is believed of itself alone.
"""

from collections.abc import Iterable
from contextlib import suppress

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.opening import NewEpoch, Verified, opened_epoch
from peerdesk.sync.reading import Keys
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Author
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.wire.errors import ForkError, WireError
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, parse_header, parse_revision, revision_id


def add_keys_of_removed(page: Iterable[OpenedRevision], keys: Keys, author: Author, directory: Directory) -> None:
    """Take up the keys in a page that were set apart only because a computer of this person's is off the list."""
    for one in page:
        if one.reason == Reason.REVOKED_DEVICE.value:
            with suppress(WireError, SignatureError, ForkError, SetAsideError):
                header, found = _brought(one.frame, author, directory)
                keys.add_apart(header.epoch, found, DeviceId(header.device))


def key_of_removed(frame: bytes, author: Author, directory: Directory) -> EpochKey | None:
    """Return the key in a frame that was set apart so, None where it cannot be believed or has no box for this one."""
    with suppress(WireError, SignatureError, ForkError, SetAsideError):
        return _brought(frame, author, directory)[1].key
    return None


def _brought(frame: bytes, author: Author, directory: Directory) -> tuple[Header, NewEpoch]:
    shape = parse_revision(frame)
    header = parse_header(shape.header)
    device = directory.members.device(header.device)
    if header.kind is not Kind.EPOCH or device is None or device.person != author.person:
        raise SetAsideError(Reason.REVOKED_DEVICE)
    verify_revision(shape, device.sign_public)
    directory.check_seen(header.directory_n, header.directory_hash)
    if not directory.members_at(header.directory_n).is_live(header.device):
        raise SetAsideError(Reason.REVOKED_DEVICE)
    known = Verified(revision_id(shape), header, shape, frame)
    return header, opened_epoch(known, author, directory)
