"""A daemon that takes the connection and never answers holds neither the window nor a lock."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from peerdesk.desktop.lock_triggers.bus import Bus
from peerdesk.desktop.lock_triggers.line import PATIENCE_SECONDS, Line
from peerdesk.desktop.lock_triggers.login import LoginTrigger
from peerdesk.desktop.lock_triggers.places import place_of, places_of
from peerdesk.desktop.lock_triggers.screen_saver import ScreenSaverTrigger
from tests.desktop.desks import open_desk
from tests.desktop.lock_triggers.a_bus import a_bus
from tests.desktop.lock_triggers.a_daemon import KNOWS_US, LETS_US_BEGIN, daemon

TALK = {
    "silent": {},
    "knows us and falls silent": {b"AUTH": KNOWS_US},
    "lets us begin and falls silent": LETS_US_BEGIN,
    "lets us begin and hangs up": {**LETS_US_BEGIN, b"Hello": b""},
    "turns everybody away": {b"AUTH": b"REJECTED EXTERNAL\r\n"},
    "hangs up": {b"AUTH": b""},
}


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
    with daemon(tmp_path, TALK[how]) as (address, _), pytest.raises((TimeoutError, ConnectionError)):
        greet(address, patience=0.1)


def test_a_bus_that_answers_is_known_as_one() -> None:
    with a_bus() as address:
        greet(address)


def greet(address: str, patience: float = PATIENCE_SECONDS) -> None:
    (place,) = places_of(address)
    with Line().opened(place, patience) as line:
        Bus(line).greet()


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
