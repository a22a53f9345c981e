"""My wellbeing in the window: a word is enough, nothing leads away from the page, what was deleted comes back once."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.wellbeing import WellbeingScreen
from peerdesk.desktop.widgets.messages import Message
from peerdesk.domain.wellbeing import CheckInDraft, Mood
from peerdesk.vault.wellbeing_file import WELLBEING
from peerdesk.work.wellbeing import add_check_in, check_ins
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.vaults import NOW


def page(desk: WatchedDesk) -> WellbeingScreen:
    desk.show("wellbeing")
    desk.settle()
    return peer(desk).further.wellbeing.page


def pressed(desk: WatchedDesk, button: QPushButton) -> None:
    button.click()
    desk.settle()


def test_a_word_is_enough_and_enter_keeps_a_line(home: Path) -> None:
    with open_desk(home) as desk:
        shown = page(desk)
        assert not shown.keep.isEnabled()
        shown.moods.toggle("tired")
        pressed(desk, shown.keep)
        assert shown.moods.codes() == ()
        shown.line.edit.setFocus()
        QTest.keyClicks(shown.line.edit, "A walk helped")
        QTest.keyClick(shown.line.edit, Qt.Key.Key_Return)
        desk.settle()
        assert {(one.mood, one.line) for one in check_ins(vault_of(desk))} == {
            (Mood.TIRED, ""),
            (None, "A walk helped"),
        }
        assert shown.line.text() == ""


def test_nothing_that_was_written_is_on_the_line_that_says_what_was_done(home: Path) -> None:
    with open_desk(home) as desk:
        shown = page(desk)
        shown.line.set_text("quietmarigold")
        pressed(desk, shown.keep)
        said = peer(desk)._desk.toast
        assert "quietmarigold" not in said.accessibleName() + str(
            [one.text() for one in said.findChildren(QPushButton)]
        )
        assert desk.door.frame.windowTitle() == "My wellbeing"


def test_what_is_deleted_can_come_back_and_is_gone_otherwise(home: Path) -> None:
    with open_desk(home) as desk:
        kept = add_check_in(vault_of(desk), CheckInDraft(mood="good"), NOW, os.urandom)
        shown = page(desk)
        (erase,) = [one for one in shown.findChildren(QPushButton) if one.accessibleName() == "Delete"]
        assert "Good" in erase.accessibleDescription()
        pressed(desk, erase)
        assert check_ins(vault_of(desk)) == ()
        desk.press("Ctrl+Z")
        desk.settle()
        assert check_ins(vault_of(desk)) == (kept,)


def test_older_ones_are_offered_to_be_deleted_and_stay_until_then(home: Path) -> None:
    with open_desk(home) as desk:
        add_check_in(vault_of(desk), CheckInDraft(line="long ago", on="2020-02-29"), NOW, os.urandom)
        shown = page(desk)
        (erase,) = [one for one in shown.findChildren(QPushButton) if one.text() == "Delete them"]
        assert len(check_ins(vault_of(desk))) == 1
        pressed(desk, erase)
        assert check_ins(vault_of(desk)) == ()


def test_a_file_that_does_not_open_is_said_and_is_no_empty_page(home: Path) -> None:
    with open_desk(home) as desk:
        vault = vault_of(desk)
        add_check_in(vault, CheckInDraft(mood="good"), NOW, os.urandom)
        (vault.folder / WELLBEING).write_bytes(b"damaged" * 700)
        shown = page(desk)
        (told,) = [one for one in shown.findChildren(Message) if one is not shown.band and one.isVisible()]
        assert "Your notes are fine" in told.text()
        assert "Nothing written yet" not in str([one.text() for one in shown.findChildren(QPushButton)])
        pressed(desk, told.action)
        assert check_ins(vault) == ()
        shown.moods.toggle("okay")
        pressed(desk, shown.keep)
        assert len(check_ins(vault)) == 1


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 800)), (100, (900, 600)), (200, (1366, 768))])
def test_no_word_is_cut_and_everything_has_a_name(
    home: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        vault = vault_of(desk)
        for mood in Mood:
            add_check_in(vault, CheckInDraft(mood=mood.value, line="A long night. " * 15), NOW, os.urandom)
        shown = page(desk)
        assert nameless(shown) == []
        assert clipped(shown) == []
        assert beyond(shown) == []
        assert small(shown) == []
