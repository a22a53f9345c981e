"""The words of a note are as high as they are at every width, however often a layout asks."""

import pytest
from pytestqt.qtbot import QtBot

from peerdesk.desktop.screens.marked_text import MarkedText

WORDS = "Sat together by the window for a while and wrote down the number of the meeting on Tuesday. " * 4


@pytest.mark.parametrize("marks", [(), ((4, 12),)])
def test_words_need_more_lines_where_there_is_less_room(qtbot: QtBot, marks: tuple[tuple[int, int], ...]) -> None:
    shown = MarkedText(WORDS, marks, name="Note for me")
    qtbot.addWidget(shown)
    widths = (160, 320, 640, 320, 160)
    heights = [shown.heightForWidth(width) for width in widths]
    assert heights[0] > heights[1] > heights[2]
    assert heights == heights[::-1]


def test_the_height_that_is_asked_for_is_the_height_of_the_words(qtbot: QtBot) -> None:
    shown = MarkedText(WORDS, (), name="Note for me")
    qtbot.addWidget(shown)
    shown.resize(320, shown.heightForWidth(320))
    shown.show()
    assert shown.viewport().width() == 320
    assert 0 <= shown.height() - shown.document().size().height() <= 2
