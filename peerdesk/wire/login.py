"""Saying hello and logging in: a signed answer to the server's question, never a password.

What is signed names the host, the pinned certificate, who asks and when. So an answer given to one server
is worth nothing at another, and a proxy with another certificate gets an answer that does not fit.
"""

from enum import IntEnum
from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.ids import Bytes16, Bytes32, Counter, Positive
from peerdesk.wire.limits import MAX_INVITE_BYTES
from peerdesk.wire.statement import LOGIN, statement

PROTOCOL_VERSION = 1
PROTOCOL_VERSIONS = (1,)
PRODUCT = "PeerDesk"

PUSH = "push"
PULL = "pull"
HEADS = "heads"
HAVE = "have"
WAKE = "wake"
DIRECTORY = "directory"
LOOK = "look"
HAND_IN = "hand_in"
DROPS = "drops"
SIGN_IN = "sign_in"
"""Named by a server only where an enrolment needs the hospital's own log-in."""
CAPABILITIES = (PUSH, PULL, HEADS, HAVE, WAKE, DIRECTORY, LOOK, HAND_IN, DROPS)

CapabilityName = Annotated[str, Meta(max_length=32)]


class LoginKind(IntEnum):
    """Who knocks. `who` of the messages below is then a device id, an invite id or an officer id."""

    DEVICE = 1
    INVITE = 2  # a newcomer: may read the directory and post one `joined` entry
    OFFICER = 3
    ROOT = 4  # the organisation's root, whose `who` is the first 16 bytes of its fingerprint
    REMOVED = 5  # a computer that is off the list: may hand in what it had not sent, and nothing else


class Hello(Message, frozen=True):
    """What anybody may ask first; it tells a PeerDesk server from the page of a hotel's Wi-Fi."""

    product: Annotated[str, Meta(max_length=32)]
    versions: Annotated[tuple[int, ...], Meta(min_length=1, max_length=8)]
    capabilities: Annotated[tuple[CapabilityName, ...], Meta(max_length=64)]
    root: Bytes32
    at: Counter  # the server's clock, in seconds since 1970


class ChallengeRequest(Message, frozen=True):
    """Ask for a nonce to sign."""

    kind: LoginKind
    who: Bytes16


class Challenge(Message, frozen=True):
    """A nonce for one login within a short time. `at` is the server's clock, in seconds since 1970."""

    nonce: Bytes32
    at: Counter


class LoginRequest(Message, frozen=True):
    """The answer. `person` is empty for officer and root; `certificate` is only there for an invite.

    `signatures` holds one Ed25519 signature, or for the root Ed25519 and ML-DSA-65.
    """

    kind: LoginKind
    who: Bytes16
    person: Annotated[bytes, Meta(max_length=16)]
    nonce: Bytes32
    at: Counter
    signatures: Annotated[tuple[Annotated[bytes, Meta(max_length=4096)], ...], Meta(min_length=1, max_length=2)]
    certificate: Annotated[bytes, Meta(max_length=MAX_INVITE_BYTES)] = b""
    certificate_signature: Annotated[bytes, Meta(max_length=64)] = b""


class LoginReply(Message, frozen=True):
    """A token for `Authorization: Bearer ...`, how long it lasts, and where the directory stands."""

    token: Annotated[str, Meta(min_length=16, max_length=256)]
    lasts_seconds: Positive
    at: Counter
    directory_n: Counter
    directory_hash: Bytes32


def login_statement(host: str, pin: bytes, request: LoginRequest) -> bytes:
    """Return what is signed at login.

    `host` is the authority of the address that the client used, in lower case, with the port where one is
    written; `pin` is the SHA-256 of the server's certificate in DER, or empty without TLS (loopback only).
    """
    return statement(
        LOGIN,
        request.kind.to_bytes(1),
        host.lower().encode(),
        pin,
        request.person,
        request.who,
        request.nonce,
        request.at.to_bytes(8),
        request.certificate,
    )
