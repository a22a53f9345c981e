"""What is brought in while the person types: enough for the first list, and nothing that anybody sees."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peerdesk.desktop import warming
from peerdesk.desktop.warming import Slices, Warming, paint_unseen
from peerdesk.desktop.widgets.section_list import SectionList
from tests.desktop.desks import open_door
from tests.support.vaults import PASSPHRASE, a_vault

FIRST_LIST = """
from peerdesk.desktop.start import bring_in_qt

bring_in_qt()
from PySide6 import QtWidgets
from peerdesk.desktop import warming
from peerdesk.desktop.rows import Row
from peerdesk.desktop.widgets.section_list import SectionList

def kinds():
    return {name for name, found in vars(QtWidgets).items() if isinstance(found, type)}

application = QtWidgets.QApplication([])
warming.bring_in(lambda: None)
warm = kinds()
first = SectionList("Notes")
first.set_rows((Row(key=1, title="Blue Heron 27", sub="Bus pass", right="21 Nov", tall=True),))
first.show()
first.grab()
print(len(warm) > 100, "QStyleOptionTab" in warm, *kinds() - warm)
"""


def test_the_desk_is_brought_in_and_then_a_list_is_painted_once(qtbot: QtBot) -> None:
    owner = QObject()
    warming = Warming(owner)
    with qtbot.waitSignal(warming.done, timeout=10_000):
        warming.start()
    assert "peerdesk.desktop.compose_desk" in sys.modules


def test_what_is_painted_unseen_is_never_shown_and_does_not_stay(qtbot: QtBot) -> None:
    def lists() -> list[SectionList]:
        return [widget for widget in QApplication.allWidgets() if isinstance(widget, SectionList)]

    before = len(lists())
    paint_unseen()
    assert not any(unseen.isVisible() for unseen in lists())
    qtbot.waitUntil(lambda: len(lists()) == before)


def test_a_window_that_is_gone_while_its_desk_is_brought_in_is_not_asked_to_paint(qtbot: QtBot) -> None:
    owner = QObject()
    warming = Warming(owner)
    painted: list[str] = []
    warming.done.connect(lambda: painted.append("list"))
    warming._begin()
    thread = warming._slices.thread
    shiboken6.delete(owner)
    thread.join()
    qtbot.wait(50)
    assert painted == []


def test_what_touches_the_same_classes_waits_until_they_are_brought_in(qtbot: QtBot) -> None:
    owner, order = QObject(), list[str]()
    warming = Warming(owner)
    warming.done.connect(lambda: order.append("brought in"))
    warming._begin()
    warming.then(lambda: order.append("desk"))
    assert order == []
    qtbot.waitUntil(lambda: "desk" in order)
    assert sorted(order) == ["brought in", "desk"]
    assert not warming._slices.thread.is_alive()
    warming.then(lambda: order.append("another"))
    assert order[-1] == "another"


def test_what_comes_before_it_has_begun_goes_on_at_once_and_nothing_is_brought_in_beside_it(qtbot: QtBot) -> None:
    owner, order = QObject(), list[str]()
    warming = Warming(owner)
    warming.start()
    warming.then(lambda: order.append("desk"))
    assert order == ["desk"]
    qtbot.wait(150)
    assert not warming._slices.thread.is_alive()


def test_what_is_brought_in_goes_on_only_while_somebody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # A computer with much to do may come back later than a window ever does.
    monkeypatch.setattr(warming, "_STUCK_SECONDS", 20)
    done: list[int] = []

    def work(pause: Callable[[], None]) -> None:
        for number in range(4):
            done.append(number)
            pause()

    slices = Slices(work)
    slices.thread.start()
    seen = []
    while not slices.is_over:
        slices.one()
        seen.append(len(done))
        time.sleep(0.01)
        assert len(done) == seen[-1]
    assert seen == [1, 2, 3, 4, 4]
    slices.one()


def test_nobody_waits_for_ever_for_what_is_half_brought_in() -> None:
    # As an import waits for a module that the other thread has begun.
    has_module, is_whole = threading.Event(), threading.Event()

    def work(pause: Callable[[], None]) -> None:
        has_module.set()
        pause()
        is_whole.set()

    slices = Slices(work)
    slices.thread.start()
    slices.one()
    assert has_module.is_set()
    assert is_whole.wait(20)
    slices.leave_alone()
    slices.thread.join(20)
    assert slices.is_over


def test_a_desk_is_not_built_beside_what_is_brought_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_vault(home, "Devon Achebe").close()
    begun, let_go = threading.Event(), threading.Event()

    def bring_in(pause: Callable[[], None]) -> None:
        begun.set()
        while not let_go.is_set():
            pause()

    monkeypatch.setattr("peerdesk.desktop.warming.bring_in", bring_in)
    with open_door(home) as desk:
        desk.wait(begun.is_set, "the thread")
        page = desk.door.unlock_page()
        page.passphrase_edit.setText(PASSPHRASE)
        page._on_unlock()
        desk.settle()
        assert desk.door.session is None
        let_go.set()
        desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "the desk")


def test_the_first_list_finds_every_class_of_qt_that_it_looks_at_and_none_is_there_for_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_LIST],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["True", "False"]
