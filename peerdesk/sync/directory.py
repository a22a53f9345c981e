"""Following the hospital's directory: from the pinned root, one entry after another, never backwards, never aside."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from peerdesk.crypto.signing import verify_all
from peerdesk.domain.errors import DirectoryForkedError, NotPeerDeskServerError, ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import endpoints
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import Entry, Signer, draft_entry, entry_hash, entry_statement
from peerdesk.wire.directory_body import Body
from peerdesk.wire.errors import UnknownSuiteError, WireError, WrongRootError
from peerdesk.wire.exchange import (
    AppendReply,
    AppendRequest,
    DirectoryReply,
    DirectoryRequest,
    ProblemCode,
)
from peerdesk.wire.ids import PersonId
from peerdesk.wire.membership import Directory

_MOST_TRIES: Final = 8


class DirectoryTakenBackError(DirectoryForkedError):
    """The server shows fewer entries than it has shown before; up to its head `n` they are the same."""

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.n = n


class OtherDirectoryError(DirectoryForkedError):
    """The server shows another entry, or another head, where this computer has one. `entry` is empty for a head."""

    def __init__(self, n: int, entry_hash: bytes, entry: bytes = b"") -> None:
        super().__init__(n)
        self.n = n
        self.entry_hash = entry_hash
        self.entry = entry


def remembered(root_fingerprint: bytes, entries: Iterable[bytes]) -> Directory:
    """Return the directory as far as this vault has verified it before. Signatures are not checked a second time."""
    directory = Directory.empty(root_fingerprint)
    for raw in entries:
        directory.apply(raw, _checked_before)
    return directory


def known_here(tx: Transaction, root_fingerprint: bytes, read: Directory | None) -> Directory:
    """Return the directory as the vault has it, on from one that was `read` before where that is the beginning of it.

    It may have grown since, by another use of the vault; or not, because what was read could not be kept.
    """
    head = tx.directory.head()
    if read is None or head is None or read.head[0] > head[0]:
        return remembered(root_fingerprint, (kept.entry for kept in tx.directory.after(0)))
    try:
        for kept in tx.directory.after(read.head[0]):
            read.apply(kept.entry, _checked_before)
    except WireError:
        return known_here(tx, root_fingerprint, None)
    return read if read.head == head else known_here(tx, root_fingerprint, None)


def _checked_before(publics: tuple[bytes, ...], message: bytes, signatures: tuple[bytes, ...], /) -> None:
    """Accept: the entry comes out of the sealed vault, where only verified ones are put."""


def follow(transport: Transport, directory: Directory) -> tuple[bytes, ...]:
    """Bring the directory up to the server's head and return the new entries, each verified.

    Raises OtherDirectoryError when the server shows another past, DirectoryTakenBackError for a shorter one, or
    NotPeerDeskServerError when what it shows is not signed by the pinned root or does not end.
    """
    new: list[bytes] = []
    while True:
        reply = transport.ask(endpoints.DIRECTORY, DirectoryRequest(after=directory.head[0]), DirectoryReply)
        for raw in reply.entries:
            _take(directory, raw)
            new.append(raw)
        n, known = directory.head
        if reply.head_n < n and reply.head_hash == directory.hash_at(reply.head_n):
            raise DirectoryTakenBackError(reply.head_n)
        if reply.head_n < n or (reply.head_n == n and reply.head_hash != known):
            raise OtherDirectoryError(reply.head_n, reply.head_hash)
        if reply.head_n == n:
            return tuple(new)
        if not reply.entries:
            raise NotPeerDeskServerError


def _take(directory: Directory, raw: bytes) -> None:
    try:
        directory.apply(raw, verify_all)
    except UnknownSuiteError:
        raise ServerRefusedError(ProblemCode.UNKNOWN_SUITE.value) from None
    except WrongRootError:
        raise NotPeerDeskServerError from None
    except WireError:
        if _is_known(directory, raw):
            # An answer to an older question: out of place, and no other history.
            raise NotPeerDeskServerError from None
        # Every entry vouches for all before it; one that does not fit, or is not genuine, means another history.
        raise OtherDirectoryError(directory.head[0] + 1, entry_hash(raw), raw) from None


def _is_known(directory: Directory, raw: bytes) -> bool:
    known = entry_hash(raw)
    return any(directory.hash_at(n) == known for n in range(1, directory.head[0] + 1))


def spaces_met(directory: Directory, person: PersonId) -> tuple[SpaceId, ...]:
    """Return the spaces of a person in which there is somebody to write to: in a pair, the other half has joined."""
    members = directory.members
    mine = members.spaces_of(person)
    return tuple(SpaceId(s) for s in mine if all(members.person(other) for other in members.people_of(s)))


def hand_back(transport: Transport, entries: Iterable[bytes]) -> None:
    """Give the server entries that it has lost, in their order. Anybody may: who signed them is inside.

    Raises OfflineError, or ServerRefusedError for an entry that it does not take.
    """
    for raw in entries:
        try:
            transport.ask(endpoints.APPEND, AppendRequest(entry=raw), AppendReply)
        except ServerRefusedError as refusal:
            # Another computer was quicker, or an entry counts for nothing and is kept all the same.
            if not any(is_refusal(refusal, code) for code in (ProblemCode.HEAD_MOVED, ProblemCode.INVITE_USED)):
                raise


def append(
    transport: Transport,
    directory: Directory,
    body: Body,
    signer: Signer,
    sign: Callable[[bytes], tuple[bytes, ...]],
    at: int,
) -> tuple[bytes, ...]:
    """Sign `body` onto the head of the directory, again if somebody was quicker, and return all entries that are new.

    `at` is the time in seconds since 1970. Raises ServerRefusedError or OfflineError; after an OfflineError the entry
    may be there all the same, so look before trying again.
    """
    new = follow(transport, directory)
    for _ in range(_MOST_TRIES):
        raw = _signed(draft_entry(body, signer, directory.head, at), sign)
        try:
            transport.ask(endpoints.APPEND, AppendRequest(entry=raw), AppendReply)
        except ServerRefusedError as refusal:
            if not is_refusal(refusal, ProblemCode.HEAD_MOVED):
                raise
            new += follow(transport, directory)
            continue
        return new + follow(transport, directory)
    raise ServerRefusedError(ProblemCode.HEAD_MOVED.value)


def _signed(entry: Entry, sign: Callable[[bytes], tuple[bytes, ...]]) -> bytes:
    return encode(msgspec.structs.replace(entry, signatures=sign(entry_statement(entry))))
