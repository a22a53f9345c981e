"""The organisation's public file: what the server is started with, so that it knows whose server it is.

A small JSON file that anybody may read. It holds the first entries of the directory, signed by the root:
the organisation itself and its officers. It is written once, when the organisation is made.
"""

import base64
from typing import Annotated

import msgspec
from msgspec import Meta

from peerdesk.wire.errors import MalformedError, TooLargeError
from peerdesk.wire.limits import KIB, MAX_NAME_BYTES, MAX_ROOT_ENTRY_BYTES

FORMAT = "PeerDesk organisation 1"
MAX_FILE_BYTES = 256 * KIB
MAX_ENTRIES = 16

_ENTRY_TEXT_BYTES = MAX_ROOT_ENTRY_BYTES * 4 // 3 + 4


class PublicFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`root` is the fingerprint in hexadecimal; `entries` are the chain's first, in base64, from number 1."""

    format: Annotated[str, Meta(max_length=64)]
    name: Annotated[str, Meta(max_length=MAX_NAME_BYTES)]
    root: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    entries: Annotated[
        tuple[Annotated[str, Meta(max_length=_ENTRY_TEXT_BYTES)], ...],
        Meta(min_length=1, max_length=MAX_ENTRIES),
    ]


def write_public_file(name: str, root: bytes, entries: tuple[bytes, ...]) -> bytes:
    """Return the file's bytes. `entries` are the directory's first, as they travel."""
    texts = tuple(base64.b64encode(entry).decode("ascii") for entry in entries)
    made = PublicFile(format=FORMAT, name=name, root=root.hex(), entries=texts)
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def read_public_file(raw: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Return the root's fingerprint and the entries. Raises TooLargeError or MalformedError."""
    if len(raw) > MAX_FILE_BYTES:
        raise TooLargeError("public file", len(raw), MAX_FILE_BYTES)
    try:
        read = msgspec.json.decode(raw, type=PublicFile)
        entries = tuple(base64.b64decode(text, validate=True) for text in read.entries)
    except (msgspec.DecodeError, RecursionError, ValueError) as e:
        # Letters that are none of base64's are a ValueError, and binascii.Error and UnicodeDecodeError are of its kind.
        raise MalformedError("not the public file of an organisation") from e
    if read.format != FORMAT:
        raise MalformedError("not the public file of an organisation")
    return bytes.fromhex(read.root), entries
