"""What comes in at a bus is somebody's: no message of theirs takes much memory, nor keeps the next from being read."""

import os
import socket
import struct
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress

import pytest
from jeepney import FileDescriptor, MessageType

from peerdesk.desktop.lock_triggers.messages import MOST_BYTES, received
from tests.desktop.lock_triggers.a_daemon import COVERED, SAVER, message

Ends = tuple[socket.socket, socket.socket]
LONG = message(MessageType.signal, SAVER, "s", "x" * MOST_BYTES)


def made(fields: bytes, body: bytes = b"", kind: int = 4) -> bytes:
    """Return a message from the bytes of its fields, whether they are any or not."""
    head = struct.pack("<cBBBIII", b"l", kind, 0, 1, len(body), 1, len(fields))
    return head + fields + bytes(-len(fields) % 8) + body


NO_MESSAGE = {
    "a field that nobody knows": made(b"\x2a\x01y\0\0"),
    "a kind that nobody knows": made(b"", kind=9),
    "a string past the end": made(b"\x01\x01o\0\xff\xff\xff\x7f/\0"),
    "words in no writing": made(b"\x01\x01o\0\x01\0\0\0\xff\0"),
    "a signature that does not end": made(b"\x08\x01g\0\x04a(yy\0", b"\0" * 8),
    "a field of another kind": made(b"\x09\x01s\0\x01\0\0\0x\0"),
    "files that did not come": made(b"\x08\x01g\0\x01h\0\0" + b"\x09\x01u\0\x01\0\0\0", b"\0\0\0\0"),
    "a list of nothings": made(b"\x08\x01g\0\x03a()\0", b"\x08\0\0\0\0\0\0\0" + bytes(8)),
    "variants in variants": made(b"\x08\x01g\0\x01v\0", b"\x01v\0" * 10_000),
    "one that is too long": LONG,
}


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(10)
        yield ours, theirs


def send(theirs: socket.socket, *messages: bytes) -> None:
    def do() -> None:
        with suppress(OSError):
            for one in messages:
                theirs.sendall(one)
            theirs.shutdown(socket.SHUT_WR)

    threading.Thread(target=do, daemon=True).start()


@pytest.mark.parametrize("how", NO_MESSAGE)
def test_what_is_no_message_is_passed_over_and_the_next_one_is_read(ends: Ends, how: str) -> None:
    ours, theirs = ends
    send(theirs, NO_MESSAGE[how], COVERED)
    with received(ours) as first:
        assert first is None
    with received(ours) as second:
        assert second.body == (True,)


def test_the_longest_message_is_read(ends: Ends) -> None:
    ours, theirs = ends
    spare = len(LONG) - MOST_BYTES - 16
    send(theirs, message(MessageType.signal, SAVER, "s", "x" * (MOST_BYTES - spare)))
    with received(ours) as read:
        assert read is not None


@pytest.mark.parametrize("how", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"l\x04\0", made(b"", b"12345")[:-1], b""])
def test_where_no_next_message_can_be_found_it_ends_as_a_lost_line_does(ends: Ends, how: bytes) -> None:
    ours, theirs = ends
    send(theirs, how)
    with pytest.raises(ConnectionError), received(ours):
        pass


def test_a_huge_message_takes_little_memory(ends: Ends) -> None:
    ours, theirs = ends
    sent = made(b"", bytes(32 * 1024 * 1024))
    send(theirs, sent)
    tracemalloc.start()
    try:
        with received(ours) as huge:
            assert huge is None
        assert tracemalloc.get_traced_memory()[1] < 8 * MOST_BYTES
    finally:
        tracemalloc.stop()


def test_files_that_come_along_are_closed_and_no_other_program_gets_them(ends: Ends) -> None:
    ours, theirs = ends
    read, write = os.pipe()
    one_file = made(b"\x08\x01g\0\x01h\0\0" + b"\x09\x01u\0\x01\0\0\0", b"\0\0\0\0")
    # One more than the message tells of.
    socket.send_fds(theirs, [one_file], [write, write])
    os.close(write)
    with received(ours) as came:
        (held,) = came.body
        assert isinstance(held, FileDescriptor)
        assert not os.get_inheritable(held.fileno())
    assert os.read(read, 1) == b""
    os.close(read)
