"""From bytes that arrived to a value that may be kept. Every check stands here, in the order of the protocol.

Caps and shape, suite, space, directory, device, owner, signature, key, content. Whatever fails is set aside by itself,
with a reason, and the revisions beside it go on.
"""

from collections.abc import Callable
from typing import NamedTuple

from peerdesk.crypto.envelope import open_revision
from peerdesk.crypto.epoch_key import EpochKey, unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Stamp
from peerdesk.sync.drops import is_of_its_week
from peerdesk.sync.payload import Opened, from_plain
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.sealing import Author
from peerdesk.sync.shapes import IN_OWN_SPACE, IN_SUPERVISION
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.drops import writers_of
from peerdesk.wire.epoch import EpochObject, parse_epoch
from peerdesk.wire.errors import ForkError, TooLargeError, UnknownSuiteError, WireError
from peerdesk.wire.ids import EpochId, RevisionId, SpaceId, own_space
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import (
    Header,
    Kind,
    Revision,
    check_body,
    is_blanked,
    parse_header,
    parse_revision,
    revision_id,
)

KeyOf = Callable[[EpochId], EpochKey | None]


class Arrived(NamedTuple):
    """A revision whose bytes have their shape: its id counts for the chain, whatever else is wrong with it."""

    revision: RevisionId
    shape: Revision
    frame: bytes


class Verified(NamedTuple):
    """A genuine revision by somebody who may write it. Nothing is opened yet."""

    revision: RevisionId
    header: Header
    shape: Revision
    frame: bytes


def unwrap(frame: bytes) -> Arrived:
    """Return the revision in a frame, and its id. Raises WireError for bytes that are no revision at all."""
    shape = parse_revision(frame)
    return Arrived(revision_id(shape), shape, frame)


def verified(arrived: Arrived, space: SpaceId, directory: Directory, *, is_genuine: bool = False) -> Verified:
    """Return the revision once everything that needs no key has been checked. Raises SetAsideError.

    `is_genuine` says that its signature was found to hold before; a device's id is a hash of its key.
    """
    header = _header(arrived.shape)
    if header.space != space:
        raise SetAsideError(Reason.WRONG_SPACE)
    if header.directory_n > directory.head[0]:
        raise SetAsideError(Reason.UNKNOWN_DIRECTORY)
    device = _writer(header, directory)
    try:
        if not is_genuine:
            verify_revision(arrived.shape, device.sign_public)
    except SignatureError:
        raise SetAsideError(Reason.BAD_SIGNATURE) from None
    # Only what somebody signed is evidence of another directory; unsigned bytes may be anybody's.
    _check_directory(header, directory)
    return Verified(arrived.revision, header, arrived.shape, arrived.frame)


def opened(known: Verified, key_of: KeyOf, *, shared: frozenset[RecordKind] = IN_SUPERVISION) -> Opened | None:
    """Return what a revision says, or None if its text has been erased. Raises SetAsideError.

    `shared` is what may be said in its space, if that is one of two people.
    """
    header = known.header
    if is_blanked(known.shape):
        return None
    key = key_of(header.epoch)
    if key is None:
        raise SetAsideError(Reason.NO_KEY)
    try:
        plain = open_revision(header, known.shape, key)
    except CannotOpenError:
        raise SetAsideError(Reason.CANNOT_OPEN) from None
    stamp = Stamp(header.device, header.run, header.n)
    said = from_plain(plain, revision=known.revision, parents=header.parents, stamp=stamp)
    allowed = IN_OWN_SPACE if header.space == own_space(header.owner) else shared
    if said.kind not in allowed or not is_of_its_week(header, said):
        raise SetAsideError(Reason.BAD_CONTENT)
    return said


class NewEpoch(NamedTuple):
    """An epoch that arrived. `key` is None when there is no box for this computer yet, which is no alarm."""

    shape: EpochObject
    key: EpochKey | None


def opened_epoch(known: Verified, author: Author, directory: Directory) -> NewEpoch:
    """Return the epoch a revision brings, having checked that it is for exactly the people of the space."""
    header = known.header
    try:
        epoch = parse_epoch(known.shape.ciphertext)
    except WireError:
        raise SetAsideError(Reason.MALFORMED) from None
    if epoch.epoch != header.epoch or bytes(epoch.epoch) != bytes(header.record):
        raise SetAsideError(Reason.MALFORMED)
    members = directory.members_at(header.directory_n)
    readers = tuple(reader.id for reader in members.readers_of(header.space))
    # A key is given to the hospital's recovery key in a revision of its own, so that an older PeerDesk, which sets that
    # one aside, still reads what the key seals.
    hospital = members.recovery.reader_of(header.space)
    is_meant = epoch.readers == readers or (hospital is not None and epoch.readers == (hospital.id,))
    if not is_meant or header.device not in readers:
        raise SetAsideError(Reason.BAD_READERS)
    try:
        key = unbox_epoch(epoch, header.space, author.device, author.keys)
    except NoBoxError:
        return NewEpoch(epoch, None)
    except CannotOpenError:
        raise SetAsideError(Reason.CANNOT_OPEN) from None
    return NewEpoch(epoch, key)


def _header(shape: Revision) -> Header:
    try:
        header = parse_header(shape.header)
        check_body(header, shape)
    except UnknownSuiteError:
        raise SetAsideError(Reason.NEWER) from None
    except TooLargeError:
        raise SetAsideError(Reason.TOO_LARGE) from None
    except WireError:
        raise SetAsideError(Reason.MALFORMED) from None
    if header.kind is Kind.SETTLED:
        raise SetAsideError(Reason.NEWER)
    return header


def _check_directory(header: Header, directory: Directory) -> None:
    try:
        directory.check_seen(header.directory_n, header.directory_hash)
    except ForkError:
        raise SetAsideError(Reason.OTHER_DIRECTORY) from None


def _writer(header: Header, directory: Directory) -> KnownDevice:
    members = directory.members
    device = members.device(header.device)
    if device is None or not device.vouched:
        # Keys that nobody of that person has signed for were never a computer of theirs.
        raise SetAsideError(Reason.UNKNOWN_DEVICE)
    if device.is_paper or device.person not in writers_of(members, header.space):
        # A sheet signs a computer in, in everybody's sight, and writes nothing by itself.
        raise SetAsideError(Reason.NOT_WRITER)
    if not members.counts(header.device, header.space, header.run, header.n) or not _was_live(header, directory):
        raise SetAsideError(Reason.REVOKED_DEVICE)
    if device.person != header.owner:
        raise SetAsideError(Reason.NOT_OWNER)
    return device


def _was_live(header: Header, directory: Directory) -> bool:
    """Say whether the device may speak now, or might when it wrote: by the directory that it says it had seen."""
    if directory.members.is_live(header.device):
        return True
    return directory.members_at(header.directory_n).is_live(header.device)
