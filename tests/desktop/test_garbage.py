"""Garbage is searched for on the GUI thread and between two events: anywhere else it takes widgets from under Qt."""

import gc
import os
import re
import subprocess
import sys
import textwrap
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from peerdesk.desktop.background import Background
from peerdesk.desktop.garbage import garbage_rounds, search

_CHANGE_THE_LOOK = """
    import gc, sys
    from PySide6.QtWidgets import QApplication, QScrollArea
    from peerdesk.desktop.garbage import garbage_rounds
    from peerdesk.desktop.theme import apply_theme, make_theme

    app = QApplication(["test", "-platform", "offscreen"])
    if sys.argv[1] == "ours":
        garbage_rounds(app)
    for turn in range(6):
        gc.disable()
        for _ in range(60):
            page = QScrollArea()
            page.again = page
        del page
        if sys.argv[1] == "python":
            gc.enable()
        # Python would search at another moment of the change each turn.
        gc.set_threshold(gc.get_count()[0] + 20 * turn)
        apply_theme(app, make_theme(dark=bool(turn % 2)))
        print("turn", turn, flush=True)
"""


_SESSION = """
    import gc, sys
    from PySide6.QtCore import QTimer
    from peerdesk.desktop import compose, session

    class Door(compose.Door):
        def __init__(self, **how):
            super().__init__(**how)
            # Behind the slots of the session itself.
            self.warmed.connect(lambda: QTimer.singleShot(0, self.report))

        def report(self):
            print(f"searched {len(gc.get_objects())} left alone {gc.get_freeze_count()}.", file=sys.stderr, flush=True)
            self.frame.close()

    session.Door = Door
    session.main(["--home", sys.argv[1]])
"""


def _change_the_look(who: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(_CHANGE_THE_LOOK), who]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_changing_the_look_over_old_windows_does_not_crash() -> None:
    ended = _change_the_look("ours")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1] == "turn 5"


def test_what_an_open_vault_needs_is_not_searched_with_what_a_person_does(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_SESSION), str(tmp_path)]
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=around
    ) as running:
        assert running.stderr is not None
        said = running.stderr.read()
    counts = re.search(r"searched (\d+) left alone (\d+)\.", said)
    assert counts is not None, said
    searched, left_alone = map(int, counts.groups())
    assert searched < left_alone / 10


class _Page(QLabel):
    """A page that is part of a cycle, as a page with a slot of its own is."""

    def __init__(self) -> None:
        super().__init__("page")
        self.again = self


def _much_to_search() -> list[list[int]]:
    return [[at] for at in range(100_000)]


def test_a_worker_never_searches_and_the_window_soon_does(qtbot: QtBot, qapp: QApplication) -> None:
    taken_in: list[int] = []
    page = _Page()
    weakref.finalize(page, lambda: taken_in.append(threading.get_ident()))
    del page
    answers: list[object] = []
    background = Background(lambda problem: pytest.fail(str(problem)), qapp)
    background.run(qapp, _much_to_search, answers.append, lambda problem: pytest.fail(str(problem)))
    qtbot.waitUntil(lambda: bool(answers))
    background.close()
    # On a busy computer the window's second is over before the job is; what a worker finds is found nowhere else.
    assert set(taken_in) <= {threading.get_ident()}
    garbage_rounds(qapp).begin(background)
    qtbot.waitUntil(lambda: bool(taken_in))
    assert taken_in == [threading.get_ident()]


def test_there_is_one_round_for_an_application_however_many_windows_it_has(qapp: QApplication) -> None:
    assert garbage_rounds(qapp) is garbage_rounds(qapp)
    assert not gc.isenabled()


def test_a_search_goes_as_far_as_python_would(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    monkeypatch.setattr(gc, "collect", searched.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((700, 0, 0), (701, 0, 0), (701, 11, 0), (0, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda now=counts: now)
        search(is_busy=False)
    assert searched == [0, 1, 2]


def test_what_is_old_is_searched_once_the_jobs_are_done(qtbot: QtBot, qapp: QApplication) -> None:
    old, gate = _Page(), threading.Event()
    gc.collect(1)
    taken_in: list[bool] = []
    answers: list[object] = []
    weakref.finalize(old, lambda: taken_in.append(bool(answers)))
    background = Background(lambda problem: pytest.fail(str(problem)), qapp)
    background.run(qapp, lambda: gate.wait(10), answers.append, lambda problem: pytest.fail(str(problem)))
    rounds = garbage_rounds(qapp)
    rounds.begin(background)
    thresholds = gc.get_threshold()
    try:
        # Old enough, and due at once.
        gc.set_threshold(1, 1, 1)
        for _ in range(4):
            gc.collect(1)
        del old
        for _ in range(4):
            rounds._search()
        assert taken_in == []
        gate.set()
        qtbot.waitUntil(lambda: bool(answers))
        qtbot.waitUntil(lambda: bool(taken_in), timeout=20_000)
    finally:
        gc.set_threshold(*thresholds)
        background.close()
    assert taken_in == [True]
