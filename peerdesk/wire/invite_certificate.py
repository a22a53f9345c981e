"""The part of an invite that everybody may read: what the officer promised, and signed.

The invite itself, with its secrets, is in `peerdesk.wire.invite`; the server never sees that one.
"""

from enum import IntEnum
from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message, decode_suited
from peerdesk.wire.ids import Bytes16, Bytes32, Counter, OfficerField, PersonField, Positive
from peerdesk.wire.limits import MAX_INVITE_BYTES
from peerdesk.wire.statement import INVITE, SUITE, statement


class Role(IntEnum):
    """What a person is here for. Somebody who is both has two invites and two vaults."""

    PEER = 1
    SUPERVISOR = 2


class InviteCertificate(Message, frozen=True):
    """Who may join as what, until when, and which directory the officer saw when promising it.

    `supervisor` is only there for a peer and makes the two of them a pair. `directory_hash` holds the first
    16 bytes of the hash of entry `directory_n`. The invite's id is the hash of `one_time_public`.
    """

    suite: Annotated[int, Meta(ge=SUITE, le=SUITE)]
    root: Bytes32
    person: PersonField
    role: Role
    supervisor: PersonField | None
    expires: Counter
    one_time_public: Bytes32
    directory_n: Positive
    directory_hash: Bytes16
    officer: OfficerField


def parse_certificate(raw: bytes) -> InviteCertificate:
    """Return the certificate in `raw`. Raises TooLargeError, UnknownSuiteError or MalformedError."""
    return decode_suited(raw, InviteCertificate, MAX_INVITE_BYTES)


def certificate_statement(raw: bytes) -> bytes:
    """Return what the officer signs: the certificate's bytes as they travel."""
    return statement(INVITE, raw)
