"""Help over any page: found by a few letters, read by eye or by ear, left with Esc."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.help_sheet import HelpSheet
from peerdesk.desktop.screens.settings import SettingsScreen
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small, type_words
from tests.desktop.screens.test_quick_note import form_of


def opened(desk: WatchedDesk) -> HelpSheet:
    desk.press("Question")
    desk.settle()
    (sheet,) = [one for one in desk.door.frame.findChildren(HelpSheet) if one.isVisible()]
    return sheet


def words(sheet: HelpSheet) -> str:
    return " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())


def test_a_few_letters_and_enter_show_a_topic_and_the_way_back_is_one_key(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        assert len(sheet.titles()) == 8
        type_words("stolen")
        desk.settle()
        assert sheet.titles() == ["A computer is lost or stolen"]
        desk.press("Return")
        desk.settle()
        assert "Your notes on it are sealed." in words(sheet)
        desk.press("Space")
        desk.settle()
        assert sheet.field.hasFocus()
        sheet.field.setText("xylophone")
        desk.settle()
        assert "Nothing here has these words." in words(sheet)
        QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
        desk.settle()
        assert not desk.door.frame.findChildren(HelpSheet) or not sheet.isVisible()


def test_a_question_mark_in_a_text_is_a_question_mark(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N")
        form = form_of(desk)
        form.parts.open_part("memory")
        desk.settle()
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, "Bus pass?")
        assert form.draft().memory == "Bus pass?"
        assert [one for one in desk.door.frame.findChildren(HelpSheet) if one.isVisible()] == []


def test_without_keys_of_one_letter_help_is_in_the_menu_still(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+Comma")
        desk.settle()
        (page,) = [one for one in desk.door.frame.findChildren(SettingsScreen) if one.isVisible()]
        page.keys.switch.click()
        desk.settle()
        desk.press("Question")
        desk.settle()
        assert [one for one in desk.door.frame.findChildren(HelpSheet) if one.isVisible()] == []
        entries = peer(desk)._shared._entries()
        assert [(one.text, one.key) for one in entries if one.text == "Help"] == [("Help", "")]


@pytest.mark.parametrize(("language", "percent", "size"), [("es", 200, (1366, 768)), ("en", 100, (900, 600))])
def test_titles_and_topics_have_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = opened(desk)
        assert (clipped(sheet), beyond(sheet), small(sheet), nameless(sheet)) == ([], [], [], [])
        for topic in sheet._model.found(""):
            sheet.open_topic(topic)
            desk.settle()
            assert (clipped(sheet), small(sheet), nameless(sheet)) == ([], [], []), topic.code
            hidden = sheet._scroll.verticalScrollBar().maximum()
            # Nobody has to scroll where the window has room for more.
            assert hidden == 0 or sheet.height() == size[1] - 32, topic.code
