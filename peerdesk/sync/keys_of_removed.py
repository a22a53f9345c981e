"""Keys that a removed computer had made: a new one needs them, whatever of that computer's own words counts.

Who took it off the list may have seen nothing of it. So its keys lie beyond its cut-off with all the rest, boxed to the
sheet and to computers that are gone. They are taken for opening only: nobody ever seals with a key of another's
making, and what such a key opens still has to count by itself. Such a key never stands for one that counts, and what it
says of its readers is believed of itself alone.
"""

from collections.abc import Iterable
from contextlib import suppress

from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.opening import Verified, opened_epoch
from peerdesk.sync.reading import Keys
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Author
from peerdesk.vault.opened_revision import OpenedRevision
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.errors import ForkError, WireError
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind, parse_header, parse_revision


def add_keys_of_removed(page: Iterable[OpenedRevision], keys: Keys, author: Author, directory: Directory) -> None:
    """Take up the keys in a page that were set apart only because a computer of this person's is off the list."""
    for one in page:
        if one.reason == Reason.REVOKED_DEVICE.value:
            with suppress(WireError, SignatureError, ForkError, SetAsideError):
                _add(one, keys, author, directory)


def _add(one: OpenedRevision, keys: Keys, author: Author, directory: Directory) -> None:
    shape = parse_revision(one.frame)
    header = parse_header(shape.header)
    device = directory.members.device(header.device)
    if header.kind is not Kind.EPOCH or device is None or device.person != author.person:
        return
    verify_revision(shape, device.sign_public)
    directory.check_seen(header.directory_n, header.directory_hash)
    if not directory.members_at(header.directory_n).is_live(header.device):
        return
    known = Verified(wire_ids.RevisionId(one.revision), header, shape, one.frame)
    keys.add_apart(header.epoch, opened_epoch(known, author, directory), DeviceId(header.device))
