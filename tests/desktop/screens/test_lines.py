"""Lines of a card: what can be done stands beside the words, and below them where they would have little room."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import ActedLine
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.labels import WrapLabel


@pytest.mark.parametrize(("width", "is_below"), [(900, False), (380, True)])
def test_buttons_go_below_the_words_where_both_have_no_room(qtbot: QtBot, width: int, is_below: bool) -> None:
    words, acts, said = QVBoxLayout(), Flow(6), WrapLabel("A computer of yours wrote this. It counts once you say so.")
    words.addWidget(said)
    buttons = [OutlinedButton(text) for text in ("Look at each", "All of it is mine")]
    acts.put(*buttons)
    line = ActedLine(words, acts, indent=30)
    qtbot.addWidget(line)
    line.resize(width, 200)
    line.show()
    QApplication.processEvents()
    assert (acts.y() >= said.geometry().bottom()) is is_below
    assert (acts.x() == 30) is is_below


def test_a_button_that_goes_makes_room_for_the_others_beside_the_words(qtbot: QtBot) -> None:
    words, acts = QVBoxLayout(), Flow(6)
    words.addWidget(WrapLabel("Words"))
    buttons = [OutlinedButton(text) for text in ("Look", "All of it is mine, and more than that")]
    acts.put(*buttons)
    line = ActedLine(words, acts)
    qtbot.addWidget(line)
    line.resize(480, 200)
    line.show()
    QApplication.processEvents()
    assert acts.x() == 0
    buttons[1].hide()
    qtbot.waitUntil(lambda: acts.x() > 0)


def test_a_line_asks_for_no_more_than_either_part_needs(qtbot: QtBot) -> None:
    words, acts = QVBoxLayout(), Flow(6)
    words.addWidget(WrapLabel("Words"))
    acts.put(OutlinedButton("Look at each"), OutlinedButton("All of it is mine"))
    line = ActedLine(words, acts)
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() == acts.minimumSizeHint().width()
