from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.theme import apply_theme, make_theme
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.focus_ring import FocusRing
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.messages import Message
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.sheet import Sheet, grab_with_sheets
from peerdesk.desktop.widgets.toast import SHOWN_MS, Toast


class Window(QWidget):
    """A window with two buttons, a field, and a long body."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two, self.field = OutlinedButton("One"), OutlinedButton("Two"), LineEdit(name="Words")
        self.scroll = ScrollBody()
        self.buttons = [OutlinedButton(f"Button {number}") for number in range(40)]
        layout = QVBoxLayout(self)
        for part in (self.one, self.two, self.field, self.scroll):
            layout.addWidget(part)
        for button in self.buttons:
            self.scroll.body.addWidget(button)
        self.ring = FocusRing(self)
        self.resize(900, 600)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def point_at(window: QWidget, part: QWidget) -> None:
    """Click a part through its window, as a pointer does."""
    where = part.mapTo(window, part.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def test_a_scroll_bar_takes_nothing_from_the_columns(window: Window) -> None:
    QApplication.processEvents()
    wide = window.scroll.body.contentsRect().width()
    assert window.scroll.verticalScrollBar().maximum() > 0
    for button in window.buttons[2:]:
        button.hide()
    QApplication.processEvents()
    QApplication.processEvents()
    assert window.scroll.verticalScrollBar().maximum() == 0
    assert window.scroll.body.contentsRect().width() == wide


def test_a_wrapping_label_asks_for_no_more_than_its_lines(qtbot: QtBot) -> None:
    label = WrapLabel("You can stop sharing at any time. What Tomas has already read cannot be unread.")
    qtbot.addWidget(label)
    line = label.fontMetrics().lineSpacing()
    assert label.minimumSizeHint().height() == line
    assert label.heightForWidth(2000) < 1.5 * line
    assert label.heightForWidth(300) < 3 * line


def test_a_toast_sits_at_the_bottom_and_undoes_once(window: Window) -> None:
    done: list[str] = []
    toast = Toast(window)
    toast.show_message("Note deleted", action="Undo", keycap_text="Ctrl+Z", on_action=lambda: done.append("undo"))
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - window.width() // 2) <= 1
    assert window.height() - (toast.geometry().bottom() + 1 - 30) == 24
    assert toast.act()
    assert not toast.act()
    assert done == ["undo"]
    assert not toast.isVisible()


def test_a_toast_hides_no_button_that_cannot_be_scrolled_away(window: Window) -> None:
    below = OutlinedButton("Open")
    window.layout().addWidget(below)
    QApplication.processEvents()
    toast = Toast(window)
    below.setFixedWidth(window.width() - 40)
    QApplication.processEvents()
    toast.show_message("Note deleted")
    assert toast.geometry().bottom() + 1 - 30 == below.y() - 12
    below.hide()
    toast.keep_clear()
    assert window.height() - (toast.geometry().bottom() + 1 - 30) == 24


def test_a_toast_goes_after_twelve_seconds_but_not_from_under_the_focus(window: Window, qtbot: QtBot) -> None:
    assert SHOWN_MS == 12_000
    toast = Toast(window)
    toast.show_message("Note deleted", action="Undo", on_action=lambda: None)
    toast.action.setFocus()
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.wait(30)
    assert toast.isVisible()
    window.one.setFocus()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_stays_in_place_when_the_window_changes(window: Window) -> None:
    toast = Toast(window)
    toast.show_message("Note kept")
    window.resize(1200, 700)
    QApplication.processEvents()
    assert abs(toast.geometry().center().x() - 600) <= 1


def test_a_toast_is_there_at_once_and_nothing_of_it_moves(window: Window) -> None:
    toast = Toast(window)
    toast.show_message("Note kept")
    assert toast.isVisible()
    assert toast.graphicsEffect() is None
    assert toast.findChildren(QAbstractAnimation) == []


def test_a_sheet_is_a_dialog_that_holds_the_focus_and_answers_to_escape(window: Window, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Tomas will see exactly this")
    cancel, share = QuietButton("Cancel"), PrimaryButton("Share with Tomas")
    sheet.body.addWidget(WrapLabel("You can stop sharing at any time."))
    for button in (cancel, share):
        sheet.buttons.addWidget(button)
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    seen = QAccessible.queryAccessibleInterface(sheet)
    assert seen.role() == QAccessible.Role.Dialog
    assert sheet.windowModality() == Qt.WindowModality.WindowModal
    share.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_sheet_with_much_to_read_is_read_to_its_end_by_keys_while_a_button_has_the_focus(
    window: Window, qtbot: QtBot
) -> None:
    sheet, close = Sheet(window, "What changed"), PrimaryButton("I have read it")
    for number in range(80):
        sheet.body.addWidget(WrapLabel(f"Line {number}"))
    sheet.buttons.addWidget(close)
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    close.setFocus(Qt.FocusReason.TabFocusReason)
    (body,) = sheet.findChildren(ScrollBody)
    bar = body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    seen = [bar.value()]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        QTest.keyClick(QApplication.focusWidget(), key)
        seen.append(bar.value())
    first, page, end, before, top = seen
    assert first < page < end == bar.maximum()
    assert top == 0 < before < end
    assert QApplication.focusWidget() is close
    sheet.close()


def test_a_sheet_that_a_key_opened_shows_where_the_focus_is_and_keeps_showing_it(window: Window, qtbot: QtBot) -> None:
    for by_key in (True, False):
        if by_key:
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        else:
            point_at(window, window.one)
        sheet = Sheet(window, "Share")
        share = PrimaryButton("Share")
        sheet.buttons.addWidget(share)
        share.setFocus(Qt.FocusReason.ShortcutFocusReason)
        sheet.open()
        qtbot.waitUntil(sheet.isActiveWindow)
        QApplication.processEvents()
        assert (sheet._ring.target is share) == by_key
        sheet.reject()


def test_a_sheet_stands_in_the_middle_over_a_veil(window: Window, qtbot: QtBot) -> None:
    sheet = Sheet(window, "Share")
    sheet.body.addWidget(WrapLabel("Words"))
    sheet.buttons.addWidget(PrimaryButton("Share"))
    before = window.grab().toImage().pixelColor(5, 590).lightness()
    sheet.open()
    qtbot.waitExposed(sheet)
    assert sheet.width() == 600
    middle = window.mapFromGlobal(sheet.geometry().center())
    assert abs(middle.x() - 450) <= 1
    picture = grab_with_sheets(window)
    assert picture.pixelColor(5, 590).lightness() < before
    assert picture.pixelColor(450, sheet.mapTo(sheet, QPoint(0, 8)).y() + middle.y()).isValid()
    sheet.reject()
    assert window.grab().toImage().pixelColor(5, 590).lightness() == before


def test_a_sheet_fits_the_smallest_window_at_the_largest_text(qapp: QApplication, window: Window, qtbot: QtBot) -> None:
    apply_theme(qapp, make_theme(scale=2.0))
    sheet = Sheet(window, "Tomas will see exactly this")
    for number in range(30):
        sheet.body.addWidget(WrapLabel(f"Line {number}"))
    share = PrimaryButton("Share")
    sheet.buttons.addWidget(share)
    sheet.open()
    qtbot.waitExposed(sheet)
    assert sheet.width() <= 900 - 32
    assert sheet.height() <= 600 - 32
    bottom = share.mapTo(sheet, share.rect().bottomLeft()).y()
    assert bottom < sheet.height()


def test_a_message_offers_its_action_and_reads_itself(qtbot: QtBot) -> None:
    message = Message("problem", "That passphrase does not open these notes.", action="Use recovery sheet")
    qtbot.addWidget(message)
    message.show()
    with qtbot.waitSignal(message.acted):
        QTest.mouseClick(message.action, Qt.MouseButton.LeftButton)
    message.show_text("info", "Saved here.")
    assert message.text() == "Saved here."
    assert not message.action.isVisible()
    assert message.minimumHeight() == 44


def test_a_sheet_that_was_closed_leaves_nothing_in_the_window(window: Window, qtbot: QtBot) -> None:
    before = len(window.findChildren(QObject))
    for close in (Sheet.accept, Sheet.reject, Sheet.close):
        sheet = Sheet(window, "Share")
        sheet.open()
        qtbot.waitUntil(sheet.isActiveWindow)
        close(sheet)
        assert not sheet.isVisible()
    qtbot.waitUntil(lambda: len(window.findChildren(QObject)) == before)


def test_a_sheet_is_as_tall_as_answers_in_two_columns_need(window: Window) -> None:
    window.resize(1000, 900)
    sheet = Sheet(window, "A topic", width=600)
    answers = ChipGrid([Choice(code=str(n), label=f"Answer {n}") for n in range(10)], exclusive=True, name="Answers")
    last = WrapLabel("It is yours.")
    for part in (answers, last):
        sheet.body.addWidget(part)
    sheet.open()
    QApplication.processEvents()
    assert answers.chip("5").y() == answers.chip("0").y()
    empty = sheet.height() - 5 * (answers.chip("1").y() - answers.chip("0").y())
    assert empty < window.height() / 3
