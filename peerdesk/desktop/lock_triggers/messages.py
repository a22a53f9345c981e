"""Messages of D-Bus as they come in at a socket, from whoever is there: never more of one than fits in a little memory.

Anybody on a bus may send to anybody else on it. So what is too long or cannot be read is passed over, and the listening
goes on: otherwise another person of this computer could end it with one message, and with it the lock before sleep.
Only where it is not known any more where the next message begins, nothing more is read.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from jeepney import FileDescriptor, Message, Parser

MOST_BYTES: Final = 64 * 1024
"""Of one message. What is listened for takes a few hundred; the protocol allows 128 MiB."""

_MOST_FILES: Final = 253
"""As many as Linux hands over with one message."""

_ROOM_FOR_FILES: Final = socket.CMSG_SPACE(_MOST_FILES * struct.calcsize("i"))

_HEAD: Final = 16
"""The bytes of a message that tell how long it is."""

_UNREADABLE: Final = (ValueError, LookupError, TypeError, AssertionError, RecursionError, struct.error)
"""What the library raises about bytes that are no message: it holds what comes for well made."""


@contextmanager
def received(line: socket.socket) -> Iterator[Message | None]:
    """Wait for the next message and give it, None for one that is passed over.

    Open files that came with it are closed afterwards. Raises OSError when nothing comes any more.
    """
    files: list[FileDescriptor] = []
    try:
        yield _next(line, files)
    finally:
        for file in files:
            file.close()


def _next(line: socket.socket, files: list[FileDescriptor]) -> Message | None:
    parser = Parser()
    parser.add_data(_exactly(line, _HEAD, files))
    try:
        size = parser.bytes_desired()
    except LookupError as trouble:
        raise ConnectionError from trouble
    if size > MOST_BYTES:
        _pass_over(line, size, files)
        return None
    rest = _exactly(line, size, files)
    # A list of nothings: the library would read on in the same place for ever. No daemon passes one on.
    if b"()" in rest:
        return None
    parser.add_data(rest, files)
    try:
        return parser.get_next_message()
    except _UNREADABLE:
        return None


def _exactly(line: socket.socket, size: int, files: list[FileDescriptor]) -> bytes:
    """Return the next bytes. Files that came with them are added to `files`, and no program started later has them."""
    found = bytearray()
    while len(found) < size:
        # Not the standard library's `recv_fds`: it forgets the flags that it is given.
        data, beside, _, _ = line.recvmsg(size - len(found), _ROOM_FOR_FILES, socket.MSG_CMSG_CLOEXEC)
        files += FileDescriptor.from_ancdata(beside)
        if not data or len(files) > _MOST_FILES:
            raise ConnectionError
        found += data
    return bytes(found)


def _pass_over(line: socket.socket, size: int, files: list[FileDescriptor]) -> None:
    while size > 0:
        size -= len(_exactly(line, min(size, MOST_BYTES), files))
