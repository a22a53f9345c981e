"""A revision: one save of one record, sealed, signed, and never changed afterwards.

The signature and the id cover the header and a digest of the body. So when a record is erased its
payload can be blanked everywhere, and the revision that stays behind still has its id and still verifies.
"""

import hashlib
import itertools
from enum import IntEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from peerdesk.wire.codec import Message, decode, decode_suited
from peerdesk.wire.codec import encode as encode_message
from peerdesk.wire.errors import MalformedError
from peerdesk.wire.ids import (
    Bytes8,
    Bytes16,
    Bytes64,
    Counter,
    DeviceField,
    EpochField,
    PersonField,
    Positive,
    RecordField,
    RevisionField,
    RevisionId,
    RunField,
    SpaceField,
)
from peerdesk.wire.limits import MAX_FRAME_BYTES, MAX_HEADER_BYTES, MAX_PARENTS, MAX_PAYLOAD_BYTES
from peerdesk.wire.padding import LAST_BUCKET, size_of
from peerdesk.wire.statement import REVISION, SUITE, statement

NONCE_BYTES = 12
TAG_BYTES = 16


class Kind(IntEnum):
    """What a revision does to its record."""

    DATA = 1
    ERASE = 2  # final for the record: the payloads of all its revisions are blanked
    VOID = 3  # takes the counter and the parents of a revision that the server may never take
    EPOCH = 4  # brings a new space key, boxed to every reader; its body is in clear
    SETTLED = 5  # a live device decided what becomes of a revoked device's unsent work


class Header(Message, frozen=True):
    """What the post office may read. `parents` are revision ids, ascending, each once.

    `directory_n` and `directory_hash` (first 16 bytes) say which directory the writer had seen; `seen_seq`
    and `seen_chain` (first 8 bytes) which point of this space's log. `n` counts from 1 per (run, space).
    """

    suite: Annotated[int, Meta(ge=SUITE, le=SUITE)]
    space: SpaceField
    owner: PersonField
    record: RecordField
    kind: Kind
    parents: Annotated[tuple[RevisionField, ...], Meta(max_length=MAX_PARENTS)]
    device: DeviceField
    run: RunField
    n: Positive
    directory_n: Positive
    directory_hash: Bytes16
    seen_seq: Counter
    seen_chain: Bytes8
    epoch: EpochField
    bucket: Annotated[int, Meta(ge=0, le=LAST_BUCKET)]


class Revision(Message, frozen=True):
    """A header and its sealed body, both verbatim. `digest` is only there once the body has been blanked."""

    header: Annotated[bytes, Meta(max_length=MAX_HEADER_BYTES)]
    nonce: Annotated[bytes, Meta(max_length=NONCE_BYTES)]
    ciphertext: Annotated[bytes, Meta(max_length=MAX_PAYLOAD_BYTES + TAG_BYTES)]
    signature: Bytes64
    digest: Annotated[bytes, Meta(max_length=32)] = b""


def body_digest(revision: Revision) -> bytes:
    """Return SHA-256(nonce || ciphertext), also of a revision whose body is gone."""
    return revision.digest or hashlib.sha256(revision.nonce + revision.ciphertext).digest()


def revision_id(revision: Revision, digest: bytes = b"") -> RevisionId:
    """Return the 32 bytes that name this revision everywhere. `digest` is of its body, where it is known already."""
    header = revision.header
    named = b"".join((b"PD1 revision id", len(header).to_bytes(4), header, digest or body_digest(revision)))
    return RevisionId(hashlib.sha256(named).digest())


def signed_bytes(revision: Revision, digest: bytes = b"") -> bytes:
    """Return what the writing device signs: the header as it travels, and the digest of the body."""
    return statement(REVISION, revision.header, digest or body_digest(revision))


def encode(message: Header | Revision) -> bytes:
    """Return the bytes of a header or of a whole revision."""
    return encode_message(message)


def parse_header(raw: bytes) -> Header:
    """Return the header in `raw`. Raises TooLargeError, UnknownSuiteError or MalformedError."""
    header = decode_suited(raw, Header, MAX_HEADER_BYTES)
    parents = header.parents
    if len(parents) > 1 and any(a >= b for a, b in itertools.pairwise(parents)):
        raise MalformedError("parents are not ascending")
    return header


def parse_revision(raw: bytes) -> Revision:
    """Return the revision in `raw` without looking into its header, which may be of a newer suite."""
    revision = decode(raw, Revision, MAX_FRAME_BYTES)
    if revision.digest and (len(revision.digest) != 32 or revision.nonce or revision.ciphertext):
        raise MalformedError("a blanked revision carries a digest and nothing else")
    return revision


def read_revision(raw: bytes) -> tuple[Header, Revision]:
    """Return header and revision, having checked that the body has the size its header promises."""
    revision = parse_revision(raw)
    header = parse_header(revision.header)
    check_body(header, revision)
    return header, revision


def check_body(header: Header, revision: Revision) -> None:
    """Raise MalformedError unless the body's size is what kind and bucket say, or it has been blanked."""
    if is_blanked(revision):
        if header.kind is not Kind.DATA:
            raise MalformedError("only notes are blanked")
        return
    if header.kind is Kind.EPOCH:
        if revision.nonce or header.bucket:
            raise MalformedError("an epoch is not sealed")
    elif len(revision.nonce) != NONCE_BYTES or len(revision.ciphertext) != size_of(header.bucket) + TAG_BYTES:
        raise MalformedError("the body is not as long as its bucket says")


def is_blanked(revision: Revision) -> bool:
    """Tell whether the body is gone and only its digest is left."""
    return bool(revision.digest)


def blanked(revision: Revision) -> Revision:
    """Return the revision without its body: same id, same signature, nothing left to open."""
    return msgspec.structs.replace(revision, nonce=b"", ciphertext=b"", digest=body_digest(revision))
