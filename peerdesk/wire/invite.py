"""An invite: what the officer hands to a newcomer, by file, by a printed QR code or read aloud.

It carries secrets (the one-time key, the organisation's name key), so only its certificate is ever shown
to the server. Nothing in it needs a second step by the officer.
"""

from typing import Annotated

from msgspec import Meta

from peerdesk.wire.armour import armoured, compact, unarmoured
from peerdesk.wire.codec import Message, decode_suited, encode
from peerdesk.wire.errors import MalformedError
from peerdesk.wire.ids import Bytes32, Bytes64
from peerdesk.wire.invite_certificate import InviteCertificate, parse_certificate
from peerdesk.wire.limits import MAX_ADDRESS_BYTES, MAX_INVITE_BYTES, MAX_NAME_BYTES
from peerdesk.wire.statement import SUITE

BEGIN = "-----BEGIN PEERDESK INVITE-----"
END = "-----END PEERDESK INVITE-----"

Name = Annotated[str, Meta(max_length=MAX_NAME_BYTES)]


class Invite(Message, frozen=True):
    """Everything a newcomer needs. `pin` is the SHA-256 of the server's certificate (DER), or empty.

    With an empty pin the certificate is checked against the certificates of the operating system.
    """

    suite: Annotated[int, Meta(ge=SUITE, le=SUITE)]
    certificate: Annotated[bytes, Meta(max_length=MAX_INVITE_BYTES)]
    signature: Bytes64
    one_time_seed: Bytes32
    name_key: Bytes32
    organisation: Name
    server: Annotated[str, Meta(max_length=MAX_ADDRESS_BYTES)]
    pin: Annotated[bytes, Meta(max_length=32)]
    person_name: Name
    supervisor_name: Name

    def read_certificate(self) -> InviteCertificate:
        """Return the certificate's fields. Nothing is verified by reading."""
        return parse_certificate(self.certificate)

    def __repr__(self) -> str:
        return "Invite(...)"


def invite_bytes(invite: Invite) -> bytes:
    """Return the compact bytes."""
    return encode(invite)


def invite_qr(invite: Invite) -> str:
    """Return what a QR code shows: capitals and digits only, which it stores in 5.5 bits each."""
    return compact(encode(invite))


def invite_text(invite: Invite, sentence: str) -> str:
    """Return the invite as a small text file that opens with a sentence for people."""
    first = " ".join(sentence.split())
    return f"{first}\n\n{BEGIN}\n{armoured(encode(invite))}\n{END}\n"


def parse_invite(text: str) -> Invite:
    """Return the invite in a file, in a scanned code or in typed letters.

    Raises ChecksumError for a slip of the pen, MalformedError for anything else that is no invite,
    TooLargeError, and UnknownSuiteError for one made by a newer PeerDesk.
    """
    if BEGIN in text:
        text = text.partition(BEGIN)[2]
        text, end, _ = text.partition(END)
        if not end:
            raise MalformedError("the end of the invite is missing")
    return parse_invite_bytes(unarmoured(text, MAX_INVITE_BYTES))


def parse_invite_bytes(raw: bytes) -> Invite:
    """Return the invite in its compact bytes. Raises like `parse_invite`."""
    invite = decode_suited(raw, Invite, MAX_INVITE_BYTES)
    if len(invite.pin) not in {0, 32}:
        raise MalformedError("a certificate pin has 32 bytes")
    invite.read_certificate()
    return invite
