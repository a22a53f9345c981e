"""A desk on Linux locks with the desktop around it, over a real bus."""

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, message_bus, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.lock_triggers.login import MANAGER, MANAGER_PATH, LoginTrigger, label
from peerdesk.desktop.lock_triggers.screen_saver import SAVERS, ScreenSaverTrigger
from peerdesk.desktop.words_between import LOCKED_STATUS
from tests.desktop.desks import open_desk
from tests.desktop.lock_triggers.a_bus import PATIENCE, ROOT, TURN, Desktop, a_desktop
from tests.support.vaults import a_vault

NOWHERE = "unix:path=/nonexistent/bus"
KNOWN = ("asked auto Id", "asked auto Active", "asked auto LockedHint", "asked UPower LidIsClosed")


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    with a_desktop() as desktop:
        yield desktop


@contextmanager
def listening(desktop: Desktop, *, knows: tuple[str, ...] = KNOWN) -> Iterator[list[str]]:
    """Begin both triggers, and give the list that grows with each lock."""
    locks: list[str] = []
    before = {fact: desktop.told.count(fact) for fact in knows}
    delays = desktop.told.count("delay sleep delay")
    saver = ScreenSaverTrigger(desktop.address)
    triggers = LoginTrigger(desktop.address), saver
    for trigger in triggers:
        trigger.begin(lambda: locks.append("lock"))
    desktop.wait(lambda: saver.is_listening)
    desktop.wait(lambda: all(desktop.told.count(fact) > count for fact, count in before.items()))
    desktop.wait(lambda: desktop.told.count("delay sleep delay") > delays)
    settle(desktop)
    try:
        yield locks
    finally:
        for trigger in triggers:
            trigger.end()


def settle(desktop: Desktop) -> None:
    """Let what is under way on the bus arrive: it keeps the order, and the last comes last."""
    for _ in range(3):
        desktop.does("idle")
    # From the thread that listens it is one more step to here.
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(TURN)


@pytest.mark.parametrize(
    ("does", "undone"),
    [
        (("lock",), ()),
        (("sleep",), ()),
        (("shutdown",), ()),
        (("saver",), ("saver", "no")),
        (("active", "no"), ("active",)),
        (("hint",), ("hint", "no")),
        (("lid",), ("lid", "no")),
    ],
    ids=" ".join,
)
def test_a_desk_locks_with(desktop: Desktop, does: tuple[str, ...], undone: tuple[str, ...]) -> None:
    with listening(desktop) as locks:
        assert locks == []
        desktop.does(*does)
        desktop.wait(lambda: locks)
        if undone:
            del locks[:]
            desktop.does(*undone)
            settle(desktop)
            assert locks == []


def test_the_lock_of_another_persons_session_is_theirs(desktop: Desktop) -> None:
    with listening(desktop) as locks:
        desktop.does("lock", "no")
        settle(desktop)
        assert locks == []


def test_any_session_counts_where_it_is_not_known_which_is_the_own() -> None:
    with a_desktop("bare") as desktop, listening(desktop, knows=()) as locks:
        desktop.does("lock", "no")
        desktop.wait(lambda: locks)


@contextmanager
def somebody_else(desktop: Desktop) -> Iterator[Callable[[bytes], None]]:
    """Give what sends a signal of the login manager's, with this much in it, to everybody on the bus one by one."""
    with open_dbus_connection(desktop.address) as line:

        def send(values: bytes) -> None:
            for name in Proxy(message_bus, line).ListNames()[0]:
                signal = new_signal(DBusAddress(MANAGER_PATH, None, MANAGER), "PrepareForSleep", "ay", (values,))
                signal.header.fields[HeaderFields.destination] = name
                if name.startswith(":"):
                    line.send(signal)

        yield send


@pytest.mark.parametrize("size", [1, 1024 * 1024])
def test_whoever_else_is_on_the_bus_can_neither_lock_a_desk_nor_keep_it_from_locking(
    desktop: Desktop, size: int
) -> None:
    with listening(desktop) as locks, somebody_else(desktop) as send:
        send(b"x" * size)
        settle(desktop)
        assert locks == []
        desktop.does("sleep")
        desktop.wait(lambda: locks)


def test_a_login_manager_that_starts_again_is_heard(desktop: Desktop) -> None:
    with listening(desktop) as locks:
        desktop.does("again")
        desktop.wait(lambda: locks)


def test_a_hint_that_was_on_from_the_beginning_and_never_went_locks_nobody_out(desktop: Desktop) -> None:
    desktop.does("hint")
    with listening(desktop) as locks:
        desktop.does("active")
        settle(desktop)
        assert locks == []
    desktop.does("hint", "no")


def test_sleep_is_held_back_until_the_desk_is_gone(desktop: Desktop) -> None:
    gone = desktop.told.count("let go")
    with listening(desktop):
        settle(desktop)
        assert desktop.told.count("let go") == gone
    desktop.wait(lambda: desktop.told.count("let go") > gone)


def test_after_the_end_nothing_locks(desktop: Desktop) -> None:
    with listening(desktop) as locks:
        pass
    for word in ("lock", "saver", "sleep"):
        desktop.does(word)
    settle(desktop)
    assert locks == []
    desktop.does("saver", "no")


def test_without_a_bus_nothing_breaks_and_nothing_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    for trigger in (LoginTrigger(NOWHERE), ScreenSaverTrigger(NOWHERE)):
        trigger.begin(lambda: None)
        QApplication.processEvents()
        trigger.end()
    assert capfd.readouterr() == ("", "")


def test_an_open_desk_is_blank_and_over_with_the_first_word_from_the_bus(desktop: Desktop, home: Path) -> None:
    begun = desktop.told.count("delay sleep delay")
    how = {"triggers": lambda: (LoginTrigger(desktop.address),)}
    with open_desk(home, **how) as desk:
        over: list[str] = []
        desk.door.locked.connect(lambda: over.append("over"))
        desktop.wait(lambda: desktop.told.count("delay sleep delay") > begun)
        desktop.does("sleep")
        desktop.wait(lambda: over)
        assert not desk.door.frame.isVisible()


SESSION = """
    import sys
    from peerdesk.desktop import session
    from peerdesk.desktop.compose import Door
    from tests.support.vaults import PASSPHRASE, reopened

    class Played(Door):
        def __init__(self, **how):
            super().__init__(open_vault=lambda place, words, _: reopened(place.folder, words), **how)
            self.warmed.connect(self.work)

        def work(self):
            self.unlock_page().passphrase_edit.setText(PASSPHRASE)
            self.unlock_page()._on_unlock()

    session.Door = Played
    sys.exit(session.main(["--home", sys.argv[1]]))
"""


def test_a_session_as_it_is_really_started_ends_with_its_computers_lock(desktop: Desktop, home: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    begun, gone = desktop.told.count("delay sleep delay"), desktop.told.count("let go")
    buses = dict.fromkeys(("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"), desktop.address)
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SESSION), str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **buses},
        cwd=ROOT,
    ) as session:
        try:
            desktop.wait(lambda: desktop.told.count("delay sleep delay") > begun or session.poll() is not None)
            assert session.poll() is None
            settle(desktop)
            desktop.does("lock")
            assert session.wait(PATIENCE) == LOCKED_STATUS
            desktop.wait(lambda: desktop.told.count("let go") > gone)
        finally:
            session.kill()


def test_each_family_of_desktops_has_its_screen_saver() -> None:
    families = {saver.split(".")[1] for saver in SAVERS}
    assert families == {"freedesktop", "gnome", "cinnamon", "mate", "xfce"}


@pytest.mark.parametrize(("name", "path"), [("7", "_37"), ("c2", "c2"), ("12", "_312"), ("a-b", "a_2db")])
def test_a_sessions_name_stands_in_a_path_as_the_login_manager_writes_it(name: str, path: str) -> None:
    assert label(name) == path
