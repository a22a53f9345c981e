"""A daemon that takes the connection and never answers holds neither the window nor a lock."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from peerdesk.desktop.lock_triggers.answering import answers, place_of
from peerdesk.desktop.lock_triggers.login import LoginTrigger
from peerdesk.desktop.lock_triggers.screen_saver import ScreenSaverTrigger
from tests.desktop.desks import open_desk
from tests.desktop.lock_triggers.a_bus import a_bus

LONGER_THAN_ANY_DESK = 120.0
"""Seconds, after which the daemon hangs up: a window that waits for it would wait for good, and this test with it."""

TALK = {
    "silent": {},
    "greets and falls silent": {b"AUTH": b"OK 0123456789abcdef0123456789abcdef\r\n"},
    "turns everybody away": {b"AUTH": b"REJECTED EXTERNAL\r\n"},
    "hangs up": {b"AUTH": b""},
}


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


@pytest.mark.parametrize("how", TALK)
def test_a_desk_opens_works_and_locks_while_the_bus_does_not_answer(tmp_path: Path, home: Path, how: str) -> None:
    with daemon(tmp_path, TALK[how]) as (address, came):
        triggers = (LoginTrigger(address), ScreenSaverTrigger(address))
        with open_desk(home, triggers=lambda: triggers) as desk:
            desk.wait(lambda: len(came) == len(triggers), "both triggers asking")
            for page in ("trust", "notes"):
                desk.show(page)
            assert not triggers[1].is_listening
            desk.door.lock()


@pytest.mark.parametrize("how", TALK)
def test_such_a_bus_is_known_within_the_patience(tmp_path: Path, how: str) -> None:
    with daemon(tmp_path, TALK[how]) as (address, _):
        place = place_of(address)
        assert place is not None
        assert not answers(place, patience=0.1)


def test_a_bus_that_answers_is_known_as_one() -> None:
    with a_bus() as address:
        place = place_of(address)
        assert place is not None
        assert answers(place)


def test_one_that_ends_before_the_bus_answers_listens_to_nothing_afterwards() -> None:
    with a_bus() as address:
        trigger = ScreenSaverTrigger(address)
        trigger.begin(lambda: pytest.fail("it has ended"))
        trigger.end()
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            QCoreApplication.processEvents()
        assert not trigger.is_listening


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("unix:path=/run/user/1000/bus", "/run/user/1000/bus"),
        ("unix:path=/srv/with%20blank,guid=00", "/srv/with blank"),
        ("unix:abstract=/run/dbus-x,guid=00", b"\0/run/dbus-x"),
        ("tcp:host=localhost,port=1", None),
        ("", None),
        ("unix:tmpdir=/tmp", None),
    ],
)
def test_an_address_names_a_socket_or_is_of_another_kind(address: str, place: str | bytes | None) -> None:
    assert place_of(address) == place
