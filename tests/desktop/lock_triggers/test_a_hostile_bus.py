"""A bus that says anything at all, or goes away, ends the listening at most: no window, no lock and no word of it."""

import os
import socket
import threading
from pathlib import Path

import pytest
import shiboken6
from jeepney import FileDescriptor
from pytestqt.qtbot import QtBot

from peerdesk.desktop.lock_triggers.line import Line
from peerdesk.desktop.lock_triggers.login import LoginTrigger
from peerdesk.desktop.lock_triggers.screen_saver import ScreenSaverTrigger
from tests.desktop.lock_triggers.a_daemon import COVERED, GREETING, LETS_US_BEGIN, daemon
from tests.desktop.lock_triggers.test_messages import NO_MESSAGE

FALLS_SILENT = b"l\x04\0\x01"


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "bus"]


def test_after_messages_that_are_none_a_lock_still_comes(tmp_path: Path, qtbot: QtBot) -> None:
    locks: list[str] = []
    said = GREETING + b"".join(NO_MESSAGE.values()) + COVERED
    with daemon(tmp_path, {**LETS_US_BEGIN, b"Hello": said}) as (address, _):
        trigger = ScreenSaverTrigger(address)
        trigger.begin(lambda: locks.append("lock"))
        qtbot.waitUntil(lambda: bool(locks), timeout=20_000)
        assert trigger.is_listening
        trigger.end()
        qtbot.waitUntil(lambda: not threads(), timeout=20_000)


@pytest.mark.parametrize("last", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", FALLS_SILENT])
def test_a_bus_that_goes_away_is_not_listened_to_any_more_and_nothing_is_said(
    tmp_path: Path, qtbot: QtBot, capfd: pytest.CaptureFixture[str], last: bytes
) -> None:
    with daemon(tmp_path, {**LETS_US_BEGIN, b"Hello": GREETING + COVERED + last}) as (address, came):
        locks: list[str] = []
        triggers = ScreenSaverTrigger(address), LoginTrigger(address)
        for trigger in triggers:
            trigger.begin(lambda: locks.append("lock"))
        qtbot.waitUntil(lambda: bool(locks), timeout=20_000)
        for line in came:
            line.shutdown(socket.SHUT_RDWR)
        qtbot.waitUntil(lambda: not threads(), timeout=20_000)
        assert not any(trigger.is_listening for trigger in triggers)
        for trigger in triggers:
            trigger.end()
    assert capfd.readouterr() == ("", "")


def test_the_end_waits_for_no_thread_and_lets_sleep_go_on(tmp_path: Path, qtbot: QtBot) -> None:
    read, write = os.pipe()
    line, is_open = Line(), threading.Event()

    def listen(place: str) -> None:
        with line.opened(place) as opened:
            opened.settimeout(None)
            with FileDescriptor(write) as delay:
                line.hold(delay)
            is_open.set()
            assert opened.recv(1) == b""

    with daemon(tmp_path, LETS_US_BEGIN) as (address, _):
        thread = threading.Thread(target=listen, args=(address.removeprefix("unix:path="),), daemon=True)
        thread.start()
        assert is_open.wait(20)
        line.end()
        assert os.read(read, 1) == b""
        thread.join(20)
        assert not thread.is_alive()
    os.close(read)


def test_what_comes_to_hold_after_the_end_is_not_held() -> None:
    read, write = os.pipe()
    line = Line()
    line.end()
    with FileDescriptor(write) as delay:
        line.hold(delay)
    assert os.read(read, 1) == b""
    os.close(read)


def test_one_that_is_deleted_without_an_end_is_called_by_nobody(tmp_path: Path, qtbot: QtBot) -> None:
    with daemon(tmp_path, {**LETS_US_BEGIN, b"Hello": GREETING}) as (address, came):
        trigger = ScreenSaverTrigger(address)
        trigger.begin(lambda: pytest.fail("it is gone"))
        qtbot.waitUntil(lambda: trigger.is_listening, timeout=20_000)
        shiboken6.delete(trigger)
        came[0].sendall(COVERED)
        came[0].shutdown(socket.SHUT_RDWR)
        qtbot.waitUntil(lambda: not threads(), timeout=20_000)
