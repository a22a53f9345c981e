"""Display names and computers' names, sealed under the organisation's name key that travels in invites.

The server holds them for everybody and reads none. Padding hides how long a name is.
"""

from peerdesk.crypto.derivation import expand, info
from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.sealed import open_sealed, seal
from peerdesk.wire.errors import TooLargeError
from peerdesk.wire.limits import MAX_NAME_BYTES

_STEP_BYTES = 64


def seal_name(name: str, name_key: bytes, context: bytes) -> bytes:
    """Return `name` sealed for whoever has the name key. `context` is the id of the person or device it names.

    Raises TooLargeError beyond 256 bytes of UTF-8.
    """
    raw = name.encode()
    if len(raw) > MAX_NAME_BYTES:
        raise TooLargeError("name", len(raw), MAX_NAME_BYTES)
    marked = raw + b"\x80"
    padded = marked.ljust(-(-len(marked) // _STEP_BYTES) * _STEP_BYTES, b"\x00")
    return seal(padded, expand(name_key, b"PD1 name"), info(b"PD1 name", (context,)))


def open_name(sealed: bytes, name_key: bytes, context: bytes) -> str:
    """Return the name. Raises CannotOpenError."""
    padded = open_sealed(sealed, expand(name_key, b"PD1 name"), info(b"PD1 name", (context,)))
    marked = padded.rstrip(b"\x00")
    try:
        return marked.removesuffix(b"\x80").decode()
    except UnicodeDecodeError as e:
        raise CannotOpenError("not a name") from e
