"""The Tab key follows the layouts: also where parts came later, stand above others, or belong behind what they help."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.screens.frame import Frame
from peerdesk.desktop.widgets.reading_order import HELP, stops


class Form(QWidget):
    """Two lines with a link above the first one, and a row that is put on top after both were made."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.help, self.first, self.second = QPushButton("help"), QLineEdit(), QLineEdit()
        for part in (self.help, self.first, self.second):
            self.body.addWidget(part)
        self.left, self.right = QPushButton("left"), QPushButton("right")
        row = QHBoxLayout()
        row.addWidget(self.right)
        row.insertWidget(0, self.left)
        self.body.insertLayout(0, row)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    frame = Frame()
    qtbot.addWidget(frame)
    form = Form()
    frame.show_page(form)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    assert frame.ring.isHidden()
    return form


def tabbed(key: Qt.Key, times: int) -> list[QWidget | None]:
    found = []
    for _ in range(times):
        QTest.keyClick(QApplication.focusWindow(), key)
        found.append(QApplication.focusWidget())
    return found


def test_tab_goes_down_the_page_and_round(form: Form) -> None:
    form.left.setFocus()
    assert tabbed(Qt.Key.Key_Tab, 5) == [form.right, form.help, form.first, form.second, form.left]


def test_shift_and_tab_go_back_the_same_way(form: Form) -> None:
    form.left.setFocus()
    assert tabbed(Qt.Key.Key_Backtab, 4) == [form.second, form.first, form.help, form.right]


def test_what_cannot_be_used_is_passed_over(form: Form) -> None:
    form.first.setEnabled(False)
    form.right.hide()
    form.left.setFocus()
    assert tabbed(Qt.Key.Key_Tab, 3) == [form.help, form.second, form.left]


def test_from_a_part_that_is_no_stop_itself_the_way_goes_on_from_there(form: Form) -> None:
    form.help.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    form.help.setFocus()
    assert tabbed(Qt.Key.Key_Tab, 1) == [form.first]
    form.help.setFocus()
    assert tabbed(Qt.Key.Key_Backtab, 1) == [form.right]


def test_a_part_that_goes_with_the_focus_leaves_it_to_another(form: Form) -> None:
    form.first.setFocus()
    form.first.hide()
    assert QApplication.focusWidget() not in {None, form.first}


def test_a_part_that_helps_comes_behind_the_others(form: Form) -> None:
    form.help.setProperty(HELP, True)
    assert stops(form) == [form.left, form.right, form.first, form.second, form.help]
