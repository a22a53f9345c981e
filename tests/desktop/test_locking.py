"""When a session locks by itself, and how fast everything is gone when it does."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.locking import IdleWatch
from peerdesk.vault.vault import Vault
from peerdesk.work.reading import drafts
from tests.desktop.desks import open_desk, open_door, peer, type_words
from tests.support.vaults import PASSPHRASE, a_vault, reopened

BLANK_SECONDS = 0.15
"""What blanking may take of the window's own processor time: how long it lasts depends on who else computes."""

PATIENCE = 10.0
"""Seconds after which something that stands still is let go, so that its test fails."""

LIMIT = 120.0


class Clocks:
    def __init__(self) -> None:
        self.monotonic_now = 1000.0
        self.wall_now = 50_000.0
        self.said = 0

    def watch(self) -> IdleWatch:
        watch = IdleWatch(lambda: LIMIT, monotonic=lambda: self.monotonic_now, wall=lambda: self.wall_now)
        watch.idle.connect(self._on_idle)
        return watch

    def _on_idle(self) -> None:
        self.said += 1

    def pass_(self, seconds: float, *, asleep: bool = False) -> None:
        self.wall_now += seconds
        self.monotonic_now += 0 if asleep else seconds


def test_nobody_there_for_the_limit_locks_once() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.pass_(LIMIT - 1)
    watch.look()
    assert clocks.said == 0
    clocks.pass_(1)
    watch.look()
    watch.look()
    assert clocks.said == 1


def test_the_hospital_may_shorten_the_time_and_never_lengthen_it() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    watch.lower_to(LIMIT * 10)
    clocks.pass_(LIMIT)
    watch.look()
    assert clocks.said == 1
    clocks = Clocks()
    watch = clocks.watch()
    watch.lower_to(LIMIT / 2)
    watch.lower_to(LIMIT / 4)
    watch.lower_to(LIMIT / 2)
    clocks.pass_(LIMIT / 2 - 1)
    watch.look()
    assert clocks.said == 0
    clocks.pass_(1)
    watch.look()
    assert clocks.said == 1


def test_a_touch_starts_the_time_again() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.pass_(LIMIT - 1)
    watch.touch()
    clocks.pass_(LIMIT - 1)
    watch.look()
    assert clocks.said == 0


def test_a_computer_that_slept_is_locked_when_it_wakes() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.pass_(LIMIT + 1, asleep=True)
    watch.look()
    assert clocks.said == 1


def test_a_clock_that_jumps_back_locks() -> None:
    clocks = Clocks()
    watch = clocks.watch()
    clocks.pass_(-3600)
    watch.look()
    assert clocks.said == 1


def vault_of(desk: object) -> Vault:
    return desk.door.session.bench.vault  # type: ignore[attr-defined,no-any-return]


def visible_texts() -> list[str]:
    widgets = [w for w in QApplication.allWidgets() if w.isVisible()]
    return [str(w.property("text") or w.property("plainText") or "") for w in widgets]


def lock_beside_work(desk: object) -> float:
    """Lock while the vault's thread is at work, and return the processor time until the screen was blank.

    Raises AssertionError when the lock waited for that work before it blanked: it ends only when the screen is blank.
    """
    door = desk.door  # type: ignore[attr-defined]
    busy: list[float] = []
    in_time: list[bool] = []
    blank = threading.Event()
    door.background.run(door, lambda: in_time.append(blank.wait(PATIENCE)), lambda _: None, lambda _: None)
    begun = time.thread_time()
    door.locking.connect(lambda: busy.append(time.thread_time() - begun))
    door.locking.connect(blank.set)
    door.lock()
    door.background.close()
    assert in_time == [True]
    return busy[0]


def test_lock_is_blank_at_once_and_keeps_what_was_begun(home: Path) -> None:
    with open_desk(home) as desk:
        folder = vault_of(desk).folder
        desk.press("Ctrl+N", "1")
        form = peer(desk).writing.form
        assert form is not None
        form.parts.open_part("memory")
        type_words("Half a sent")
        assert lock_beside_work(desk) <= BLANK_SECONDS
        assert not desk.door.frame.isVisible()
        assert not any("Half" in text for text in visible_texts())
    vault = reopened(folder)
    assert [kept.draft.memory for kept in drafts(vault)] == ["Half a sent"]
    vault.close()


def test_nothing_on_the_screen_can_stop_a_lock(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("F1")
        assert QApplication.activeModalWidget() is not None
        desk.press("Escape")
        desk.press("Ctrl+N", "1")
        peer(desk)._shared.show_crisis()
        desk.door.frame.toggle_menu()
        assert lock_beside_work(desk) <= BLANK_SECONDS
        shown: list[QWidget] = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        assert shown == []


def test_a_vault_that_hangs_does_not_keep_a_session_from_ending(home: Path) -> None:
    with open_desk(home) as desk:
        let_go, in_time, order = threading.Event(), [], []
        desk.door.background.run(
            desk.door, lambda: in_time.append(let_go.wait(PATIENCE)), lambda _: None, lambda _: None
        )
        desk.door.locking.connect(lambda: order.append("blank"))
        desk.door.locked.connect(lambda: order.append("over"))
        desk.door.lock()
        let_go.set()
        desk.door.background.close()
        assert order == ["blank", "over"]
        assert in_time == [True]


def test_a_lock_while_the_passphrase_is_tried_wins(home: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    with open_door(home) as desk:
        page = desk.door.unlock_page()
        page.passphrase_edit.setText(PASSPHRASE)
        page._on_unlock()
        desk.door.lock()
        desk.settle()
        assert desk.door.session is None
    reopened(next((home / "vaults").iterdir())).close()


def test_a_wrong_passphrase_is_said_and_a_pause_grows(home: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    with open_door(home) as desk:
        page = desk.door.unlock_page()
        for _ in range(3):
            page.passphrase_edit.setText("not this one at all")
            page._on_unlock()
            desk.settle()
        assert page._passphrase._below.text().startswith("That passphrase does not open these notes")
        assert not page._unlock.isEnabled()
        assert page._unlock.text() == "Ready again in 1 s"
        desk.wait(page._unlock.isEnabled, "the pause")
        desk.unlock(PASSPHRASE)


def test_a_second_desk_on_the_same_notes_says_so(home: Path) -> None:
    with open_desk(home), open_door(home) as second:
        page = second.door.unlock_page()
        page.passphrase_edit.setText(PASSPHRASE)
        page._on_unlock()
        second.settle()
        assert page._passphrase._below.text() == "These notes are open in another window on this computer."
        assert second.door.session is None


WRITER = """
    import os, sys, time
    from pathlib import Path
    from tests.desktop.desks import application, open_desk, peer, type_words
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    with open_desk(Path(sys.argv[1])) as desk:
        desk.press("Ctrl+N", "1")
        peer(desk).writing.form.parts.open_part("memory")
        type_words("Walk over together on Tuesday")
        begun = time.monotonic()
        while True:
            desk._app_turns()
            if time.monotonic() - begun > 1.6:
                print("typed", flush=True)
                begun = time.monotonic() + 1000
"""


@pytest.mark.invariant(23)
def test_a_draft_is_back_after_the_process_was_killed(home: Path) -> None:
    here = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(home)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=here, env=surroundings) as writer:
        assert writer.stdout is not None
        try:
            assert "typed" in (line.strip() for line in writer.stdout)
        finally:
            os.kill(writer.pid, signal.SIGKILL)
    vault = reopened(next((home / "vaults").iterdir()))
    assert [kept.draft.memory for kept in drafts(vault)] == ["Walk over together on Tuesday"]
    vault.close()


def test_a_session_leaves_no_core_file_and_lets_nobody_look_inside() -> None:
    program = (
        "from peerdesk.desktop.session import harden; harden();"
        "import ctypes, resource;"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0) 0"
