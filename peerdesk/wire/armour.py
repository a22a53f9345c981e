"""Bytes as text that a person can read aloud, type and scan: base32 in groups, with a checksum.

The alphabet is that of RFC 4648 (A-Z and 2-7). Reading forgives lower case, spaces, dashes, line breaks
and the marks of a quoted mail, and takes the digits 0, 1 and 8, which are not in the alphabet, for the
letters they look like.
"""

import base64
import binascii
import hashlib

from peerdesk.wire.errors import ChecksumError, MalformedError, TooLargeError

CHECKSUM_BYTES = 4
GROUP_LETTERS = 5
GROUPS_PER_LINE = 10
_LOOKALIKES = str.maketrans("018", "OIB", " \t\r\n-·>")


def compact(raw: bytes) -> str:
    """Return the text without groups: only letters that a QR code stores in its short alphanumeric mode."""
    sealed = raw + _checksum(raw)
    return base64.b32encode(sealed).decode().rstrip("=")


def armoured(raw: bytes) -> str:
    """Return the text in groups of five letters, ten groups to a line."""
    letters = compact(raw)
    groups = [letters[i : i + GROUP_LETTERS] for i in range(0, len(letters), GROUP_LETTERS)]
    lines = [groups[i : i + GROUPS_PER_LINE] for i in range(0, len(groups), GROUPS_PER_LINE)]
    return "\n".join(" ".join(line) for line in lines)


def unarmoured(text: str, cap: int) -> bytes:
    """Return the bytes in `text`, at most `cap` of them.

    Raises TooLargeError, MalformedError for letters that are none of ours, ChecksumError for a slip.
    """
    if len(text) > 4 * cap + 64:
        raise TooLargeError("text", len(text), 4 * cap + 64)
    letters = text.translate(_LOOKALIKES).upper()
    try:
        sealed = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError) as e:
        raise MalformedError("not the letters of an invite or a code") from e
    raw, check = sealed[:-CHECKSUM_BYTES], sealed[-CHECKSUM_BYTES:]
    if check != _checksum(raw):
        raise ChecksumError("the letters do not fit together")
    return raw


def _checksum(raw: bytes) -> bytes:
    return hashlib.sha256(b"PD1 checksum" + raw).digest()[:CHECKSUM_BYTES]
