"""The directory's entries: who is who, one signed line at a time.

Every entry names the hash of the one before it, so whoever signs vouches for all that came before. This
module only knows the shapes; `peerdesk.wire.membership` decides what they mean.
"""

import hashlib
from enum import IntEnum
from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message, decode, decode_suited, encode
from peerdesk.wire.directory_body import KIND_OF, SHAPES, Body, Revoked
from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.ids import (
    Bytes16,
    Bytes32,
    Counter,
    Positive,
)
from peerdesk.wire.limits import (
    MAX_ENTRY_BYTES,
    MAX_ROOT_ENTRY_BYTES,
)
from peerdesk.wire.statement import ENTRY, SUITE, statement

NO_ENTRY = bytes(32)
"""The `prev` of the first entry."""

ROOT_FINGERPRINT_SHORT = 16


class SignerRole(IntEnum):
    """Whose key signed. The id is the root's short fingerprint, or an officer, device or invite id."""

    ROOT = 1
    OFFICER = 2
    DEVICE = 3  # a computer or a paper
    NEWCOMER = 4

    @property
    def needs_clock(self) -> bool:
        """Whether rights of this role run out with time, so that its claims of the time matter."""
        return self in {SignerRole.OFFICER, SignerRole.NEWCOMER}


class Signer(Message, frozen=True):
    """Who signed an entry. The ids are hashes of the keys they stand for."""

    role: SignerRole
    id: Bytes16


class Entry(Message, frozen=True):
    """One line of the directory. `at` is the signer's claim of the time, in seconds since 1970.

    `signatures` is one Ed25519 signature; the root adds one by ML-DSA-65.
    """

    suite: Annotated[int, Meta(ge=SUITE, le=SUITE)]
    n: Positive
    prev: Bytes32
    at: Counter
    kind: Annotated[int, Meta(ge=1, le=0xFFFF)]
    body: Annotated[bytes, Meta(max_length=MAX_ROOT_ENTRY_BYTES)]
    signer: Signer
    signatures: Annotated[
        tuple[Annotated[bytes, Meta(max_length=MAX_ROOT_ENTRY_BYTES)], ...], Meta(min_length=1, max_length=2)
    ]


def draft_entry(body: Body, signer: Signer, head: tuple[int, bytes], at: int) -> Entry:
    """Return the entry that follows `head` (number and hash), still without a signature that holds."""
    n, prev = head
    return Entry(
        suite=SUITE,
        n=n + 1,
        prev=prev,
        at=at,
        kind=KIND_OF[type(body)],
        body=encode(body),
        signer=signer,
        signatures=(b"",),
    )


def entry_statement(entry: Entry) -> bytes:
    """Return what the signer signs: everything but the signatures."""
    return statement(
        ENTRY,
        entry.n.to_bytes(8),
        entry.prev,
        entry.at.to_bytes(8),
        entry.kind.to_bytes(2),
        entry.signer.role.to_bytes(1),
        entry.signer.id,
        entry.body,
    )


def entry_hash(raw: bytes) -> bytes:
    """Return the 32 bytes by which the next entry names this one: over the bytes as they travel."""
    return hashlib.sha256(b"PD1 entry hash" + raw).digest()


def parse_entry(raw: bytes) -> Entry:
    """Return the entry in `raw`. Raises TooLargeError, UnknownSuiteError or MalformedError."""
    entry = decode_suited(raw, Entry, MAX_ROOT_ENTRY_BYTES)
    if entry.signer.role is not SignerRole.ROOT and len(raw) > MAX_ENTRY_BYTES:
        raise TooLargeError("entry", len(raw), MAX_ENTRY_BYTES)
    if encode(entry) != raw:
        # The next one names these bytes by their hash, and the signature does not cover how lengths are written.
        raise MalformedError("an entry is written in one way only")
    return entry


def parse_body(entry: Entry) -> Body | None:
    """Return what the entry says, or None if its kind is newer than this version."""
    shape = SHAPES.get(entry.kind)
    if shape is None:
        return None
    body = decode(entry.body, shape, MAX_ROOT_ENTRY_BYTES)
    if isinstance(body, Revoked) and (body.device is None) == (body.person is None):
        raise MalformedError("a revocation names a device or a person")
    return body
