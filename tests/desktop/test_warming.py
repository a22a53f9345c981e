"""What is brought in while the person types: enough for the first list, and nothing that anybody sees."""

import sys

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peerdesk.desktop.warming import Warming, paint_unseen
from peerdesk.desktop.widgets.section_list import SectionList


def test_the_desk_is_brought_in_and_then_a_list_is_painted_once(qtbot: QtBot) -> None:
    owner = QObject()
    warming = Warming(owner)
    with qtbot.waitSignal(warming._brought_in, timeout=10_000):
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
    warming._brought_in.connect(lambda: painted.append("list"))
    warming._begin()
    thread = warming._thread
    shiboken6.delete(owner)
    thread.join()
    qtbot.wait(50)
    assert painted == []
