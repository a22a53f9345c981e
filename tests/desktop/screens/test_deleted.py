"""Deleted notes in the window: one comes back, one is erased for good, after a sheet has said what that means."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.work.deleting import deleted_notes
from peerdesk.work.encounters import encounter_page
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_whole_desk import write_a_whole_note


def delete_a_note(desk: WatchedDesk) -> None:
    write_a_whole_note(desk)
    desk.show("notes")
    peer(desk).notes.list.setFocus()
    desk.press("Delete")
    desk.settle()
    peer(desk).dismiss()
    peer(desk).deleted.way_in.click()
    desk.settle()


def button(desk: WatchedDesk, words: str) -> QPushButton:
    found = [one for one in peer(desk).deleted.page.findChildren(QPushButton) if one.text() == words]
    assert len([one for one in found if one.isVisible()]) == 1
    return next(one for one in found if one.isVisible())


def test_a_deleted_note_comes_back_from_the_list(home: Path) -> None:
    with open_desk(home) as desk:
        delete_a_note(desk)
        assert desk.door.frame.windowTitle() == "Deleted notes"
        assert "Blue Heron 27" in button(desk, "Bring back").accessibleDescription()
        button(desk, "Bring back").click()
        desk.settle()
        assert len(encounter_page(vault_of(desk))) == 1
        assert deleted_notes(vault_of(desk)) == ()
        assert not [one for one in peer(desk).deleted.page.findChildren(QPushButton) if one.text() == "Bring back"]


def test_erasing_asks_once_and_enter_keeps_the_note(home: Path) -> None:
    with open_desk(home) as desk:
        delete_a_note(desk)
        button(desk, "Erase").click()
        desk.settle()
        assert peer(desk).deleted.sheet is not None
        assert nameless(peer(desk).deleted.sheet) == []
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        assert focused.text() == "Keep it"
        desk.press("Escape")
        desk.settle()
        assert len(deleted_notes(vault_of(desk))) == 1
        button(desk, "Erase").click()
        desk.settle()
        sheet = peer(desk).deleted.sheet
        assert sheet is not None
        sheet.erase.click()
        desk.settle()
        assert deleted_notes(vault_of(desk)) == ()
        assert encounter_page(vault_of(desk)) == ()


def test_the_way_back_leads_to_the_notes_and_keys_do_not_reach_what_is_not_shown(home: Path) -> None:
    with open_desk(home) as desk:
        delete_a_note(desk)
        desk.press("Ctrl+E")
        desk.settle()
        assert peer(desk).place == "deleted"
        peer(desk).deleted.page._back.click()
        desk.settle()
        assert peer(desk).place == "notes"


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        delete_a_note(desk)
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])


def test_the_menu_leads_there_too(home: Path) -> None:
    with open_desk(home) as desk:
        (entry,) = [one for one in desk.door.frame.actions() if one.text() == "Deleted notes"]
        entry.trigger()
        desk.settle()
        assert peer(desk).place == "deleted"
