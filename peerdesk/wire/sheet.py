"""A recovery sheet as a scanner or a file gives it: everything that a second computer needs, in one text.

It holds the code itself, so it is as secret as the paper that it stands on, and no server is ever shown it.
"""

from typing import Annotated

from msgspec import Meta

from peerdesk.wire.armour import armoured, compact, unarmoured
from peerdesk.wire.codec import Message, decode_suited, encode
from peerdesk.wire.errors import MalformedError
from peerdesk.wire.ids import Bytes32
from peerdesk.wire.limits import MAX_ADDRESS_BYTES, MAX_INVITE_BYTES, MAX_NAME_BYTES
from peerdesk.wire.statement import SUITE

BEGIN = "-----BEGIN PEERDESK RECOVERY SHEET-----"
END = "-----END PEERDESK RECOVERY SHEET-----"

Name = Annotated[str, Meta(max_length=MAX_NAME_BYTES)]


class Sheet(Message, frozen=True):
    """`pin` is the SHA-256 of the server's certificate (DER), or empty; `root` names the hospital."""

    suite: Annotated[int, Meta(ge=SUITE, le=SUITE)]
    code: Annotated[bytes, Meta(min_length=20, max_length=20)]
    root: Bytes32
    server: Annotated[str, Meta(max_length=MAX_ADDRESS_BYTES)]
    pin: Annotated[bytes, Meta(max_length=32)]
    organisation: Name
    name: Name

    def __repr__(self) -> str:
        return "Sheet(...)"


def sheet_qr(sheet: Sheet) -> str:
    """Return what the QR code shows: capitals and digits only."""
    return compact(encode(sheet))


def sheet_block(sheet: Sheet) -> str:
    """Return the same as lines between two marks, for a file."""
    return f"{BEGIN}\n{armoured(encode(sheet))}\n{END}"


def parse_sheet(text: str) -> Sheet:
    """Return the sheet in a file or in a scanned code.

    Raises ChecksumError for a slip, MalformedError for what is no sheet, TooLargeError, and UnknownSuiteError for one
    that a newer PeerDesk made.
    """
    if BEGIN in text:
        text, end, _ = text.partition(BEGIN)[2].partition(END)
        if not end:
            raise MalformedError("the end of the sheet is missing")
    sheet = decode_suited(unarmoured(text, MAX_INVITE_BYTES), Sheet, MAX_INVITE_BYTES)
    if len(sheet.pin) not in {0, 32}:
        raise MalformedError("a certificate pin has 32 bytes")
    return sheet
