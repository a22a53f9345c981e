"""A daemon of a bus that is none: it says what a test has it say."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jeepney import Endianness, Header, HeaderFields, Message, MessageType

LONGER_THAN_ANY_DESK = 120.0
"""Seconds, after which the daemon hangs up: a window that waits for it would wait for good, and this test with it."""

KNOWS_US = b"OK 0123456789abcdef0123456789abcdef\r\n"
LETS_US_BEGIN = {b"AUTH": KNOWS_US, b"NEGOTIATE_UNIX_FD": b"AGREE_UNIX_FD\r\n"}
SAVER = {HeaderFields.path: "/", HeaderFields.interface: "org.gnome.ScreenSaver", HeaderFields.member: "ActiveChanged"}


def message(kind: MessageType, fields: dict[HeaderFields, object], signature: str, *values: object) -> bytes:
    """Return the bytes of a well made message."""
    header = Header(Endianness.little, kind, 0, 1, 0, 1, {**fields, HeaderFields.signature: signature})
    return Message(header, values).serialise(1)


GREETING = message(MessageType.method_return, {HeaderFields.reply_serial: 1}, "s", ":1.7")
COVERED = message(MessageType.signal, SAVER, "b", True)
"""A screen saver says that it covers the screen."""


@contextmanager
def daemon(folder: Path, talk: dict[bytes, bytes]) -> Iterator[tuple[str, list[socket.socket]]]:
    """Take each connection at a socket, and answer only what `talk` has. Gives the address, and who came."""
    path, came = folder / "bus", []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen(8)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    came.append(line)
                    threading.Thread(target=answer, args=(line,), daemon=True).start()

        def answer(line: socket.socket) -> None:
            with suppress(OSError):
                while heard := line.recv(4096):
                    for word, reply in talk.items():
                        if word in heard:
                            line.sendall(reply) if reply else line.close()

        def hang_up() -> None:
            for line in came:
                line.close()

        threading.Thread(target=serve, daemon=True).start()
        late = threading.Timer(LONGER_THAN_ANY_DESK, hang_up)
        late.start()
        try:
            yield f"unix:path={path}", came
            assert late.is_alive(), "somebody waited for the daemon"
        finally:
            late.cancel()
            server.shutdown(socket.SHUT_RDWR)
            hang_up()
