"""F12 and the keys that lock hold everywhere, and nothing is left to see or to hear."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.frame import Frame
from tests.desktop.desks import open_desk, open_door, peer, type_words
from tests.desktop.screens.test_whole_desk import SECRET, visit
from tests.support.vaults import new_vault

BLANK_SECONDS = 0.15
"""What covering may take of the window's own processor time."""


def heard(reader: QAccessibleInterface) -> list[str]:
    """Return every word that a screen reader could find below something, as far as it is shown."""
    if reader.state().invisible:
        return []
    words = [
        reader.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    ]
    text = reader.textInterface()
    if text is not None:
        words.append(text.text(0, text.characterCount()))
    for at in range(reader.childCount()):
        child = reader.child(at)
        words += heard(child) if child is not None else []
    return [word for word in words if word]


def heard_anywhere() -> list[str]:
    """Return every word in the windows that can be seen now."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    readers = [QAccessible.queryAccessibleInterface(one) for one in windows]
    return [word for reader in readers if reader is not None for word in heard(reader)]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def press_in(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, held)
    QApplication.processEvents()


def shown_windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def covered_picture(frame: Frame) -> QImage:
    """Return what a cover over nothing looks like, in a window of this size."""
    empty = Frame()
    empty.resize(frame.size())
    empty.show()
    empty.blank()
    image = picture(empty)
    empty.close()
    return image


def test_the_words_of_a_note_can_be_heard_before_and_not_after(home: Path) -> None:
    with open_desk(home) as desk:
        visit(desk, "detail")
        assert any(SECRET in word for word in heard_anywhere())
        begun = time.thread_time()
        desk.door.frame.toggle_cover()
        assert time.thread_time() - begun <= BLANK_SECONDS
        assert not any(SECRET in word for word in heard_anywhere())
        assert picture(desk.door.frame) == covered_picture(desk.door.frame)


def test_a_sheet_goes_with_the_desk_and_comes_back_as_it_was(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("F1")
        sheet = QApplication.activeModalWidget()
        press_in(sheet, Qt.Key.Key_F12)
        assert desk.door.frame.is_covered
        assert shown_windows() == [desk.door.frame]
        desk.wait(desk.door.frame.isActiveWindow, "the cover to hear keys")
        desk.press("F12")
        assert not desk.door.frame.is_covered
        assert sheet.isVisible()
        desk.wait(sheet.isActiveWindow, "the sheet to hear keys")
        desk.press("Escape")
        assert shown_windows() == [desk.door.frame]


def test_a_menu_goes_for_good(home: Path) -> None:
    with open_desk(home) as desk:
        menu = QMenu(desk.door.frame)
        menu.addAction("Something")
        open_menu(desk, menu)
        press_in(menu, Qt.Key.Key_F12)
        assert desk.door.frame.is_covered
        assert not menu.isVisible()
        desk.press("F12")
        assert not menu.isVisible()


def test_what_opens_under_the_cover_stays_unseen_until_it_is_gone(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("F12")
        peer(desk)._shared.show_crisis()
        desk.settle()
        assert shown_windows() == [desk.door.frame]
        desk.press("Ctrl+N", "F1")
        desk.settle()
        assert shown_windows() == [desk.door.frame]
        assert peer(desk).writing.form is None
        desk.press("F12")
        assert len(shown_windows()) == 2


def test_the_focus_is_where_it_was_when_the_cover_is_gone(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+F")
        here = QApplication.focusWidget()
        desk.press("F12", "F12")
        assert QApplication.focusWidget() is here
        type_words("bus")
        assert desk.search_field().text() == "bus"


def test_a_file_dialog_that_code_waits_in_is_over_when_the_screen_is_blanked(home: Path) -> None:
    with open_desk(home) as desk:
        dialog = QFileDialog(desk.door.frame)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)

        def press() -> None:
            desk.wait(dialog.isActiveWindow, "the dialog")
            press_in(dialog, Qt.Key.Key_F12)

        QTimer.singleShot(0, press)
        assert dialog.exec() == QFileDialog.DialogCode.Rejected.value
        assert desk.door.frame.is_covered
        assert shown_windows() == [desk.door.frame]


@pytest.mark.parametrize(
    ("key", "held", "words"),
    [
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, ["lock"]),
        (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, ["pass", "lock"]),
    ],
    ids=["lock", "someone else"],
)
@pytest.mark.parametrize("over", ["page", "sheet", "menu", "cover"])
def test_the_keys_that_lock_hold_everywhere(
    home: Path, key: Qt.Key, held: Qt.KeyboardModifier, words: list[str], over: str
) -> None:
    with open_desk(home) as desk:
        told: list[str] = []
        desk.door.passing.connect(lambda: told.append("pass"))
        desk.door.locking.connect(lambda: told.append("lock"))
        press_in(opened_over(desk, over), key, held)
        desk.wait(lambda: "lock" in told, "the lock")
        assert told == words
        assert shown_windows() == []


def open_menu(desk: WatchedDesk, menu: QMenu) -> None:
    """Open a menu by a press of the mouse, as a person does."""
    QTest.mousePress(desk.door.frame.windowHandle(), Qt.MouseButton.LeftButton)
    menu.popup(desk.door.frame.pos())
    desk.settle()


def opened_over(desk: WatchedDesk, over: str) -> QWidget:
    """Open a sheet, a menu or the cover over the page, and return the window that gets the keys then."""
    if over == "sheet":
        desk.press("F1")
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        return sheet
    if over == "menu":
        menu = QMenu(desk.door.frame)
        menu.addAction("Something")
        open_menu(desk, menu)
        return menu
    if over == "cover":
        desk.press("F12")
    return desk.door.frame


def test_after_someone_elses_turn_nobody_is_chosen(home: Path) -> None:
    for name in ("Devon Achebe", "Marisol Vega"):
        new_vault(home, name).close()
    with open_door(home) as desk:
        asked: list[int] = []
        desk.door.hear("show-choice")
        desk.settle()
        page = desk.door.unlock_page()
        page.asked.connect(lambda at, _: asked.append(at))
        assert page._tiles.checkedButton() is None
        first, second = page._tiles.buttons()
        assert first.hasFocus()
        page.passphrase_edit.setText("something")
        page._on_unlock()
        assert asked == []
        assert page._passphrase._below.text() == "Choose your name first"
        page._on_forgot()
        assert desk.door.unlock_page() is page
        second.click()
        page._on_unlock()
        assert asked == [1]


def test_after_a_plain_lock_the_same_person_is_chosen(home: Path) -> None:
    for name in ("Devon Achebe", "Marisol Vega"):
        new_vault(home, name).close()
    with open_door(home) as desk:
        desk.door.hear("show")
        assert desk.door.unlock_page()._tiles.checkedId() == 0


def test_the_cover_speaks_the_language_that_was_chosen_in_its_window(home: Path) -> None:
    with open_desk(home) as desk:
        desk.door.prefer(desk.door.preferences.with_language("es"))
        desk.settle()
        desk.door.frame.blank()
        assert desk.door.frame.cover.accessibleName().startswith("La pantalla")
        desk.door.frame.uncover()
