"""Ctrl+K: every command is found by the beginnings of its words and done with Enter; the keys are told as they are."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.keys import KeysSheet
from peerdesk.desktop.screens.palette_sheet import PaletteSheet
from tests.desktop.desks import clipped, nameless, open_desk, peer, small


def opened(desk: WatchedDesk) -> PaletteSheet:
    desk.press("Ctrl+K")
    desk.settle()
    (sheet,) = desk.door.frame.findChildren(PaletteSheet)
    return sheet


def typed(sheet: PaletteSheet, text: str) -> list[str]:
    sheet.field.setText(text)
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def test_a_few_letters_and_enter_go_there(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        assert sheet.field.hasFocus()
        assert typed(sheet, "wel") == ["Wellbeing"]
        QTest.keyClick(sheet.field, Qt.Key.Key_Return)
        desk.settle()
        assert peer(desk).place == "wellbeing"
        assert not sheet.isVisible()


def test_every_command_of_the_menus_is_in_it_with_its_key(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        listed = {sheet.list.item(row).text() for row in range(sheet.list.count())}
        menus = [action.menu() for action in desk.door.frame.menuBar().actions()]
        actions = [one for menu in menus if menu is not None for one in menu.actions() if one.shortcut().toString()]
        assert {plain(one) for one in actions} <= listed
        assert {"New note", "Lock", "Sync & trust", "Crisis numbers"} <= listed


def plain(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def test_arrows_choose_and_escape_does_nothing(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        first = sheet.chosen
        QTest.keyClick(sheet.field, Qt.Key.Key_Down)
        assert sheet.chosen is not first
        QTest.keyClick(sheet.field, Qt.Key.Key_Up)
        assert sheet.chosen is first
        assert sheet.field.hasFocus()
        place = peer(desk).place
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        desk.settle()
        assert peer(desk).place == place


def test_what_is_called_otherwise_is_said(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        assert typed(sheet, "zzz") == []
        assert sheet.none.isVisible()
        QTest.keyClick(sheet.field, Qt.Key.Key_Return)
        assert sheet.isVisible()


def test_accents_do_not_count_in_spanish(home: Path) -> None:
    with open_desk(home, language="es") as desk:
        sheet = opened(desk)
        assert typed(sheet, "lineas") == typed(sheet, "Líneas") == ["Líneas de crisis"]


def test_the_sheet_of_keys_tells_the_places_as_they_stand_in_the_rail(home: Path) -> None:
    with open_desk(home) as desk:
        peer(desk)._shared.help.show_keys()
        desk.settle()
        (sheet,) = desk.door.frame.findChildren(KeysSheet)
        told = [label.text() for label in sheet.findChildren(QLabel)]
        for number, code in enumerate(peer(desk)._desk.rail._items, start=1):
            assert f"Alt+{number}" in told, code
        assert {"F12", "Ctrl+N", "Ctrl+K"} <= set(told)


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = opened(desk)
        assert (nameless(sheet), clipped(sheet), small(sheet)) == ([], [], [])
        assert typed(sheet, "n")
