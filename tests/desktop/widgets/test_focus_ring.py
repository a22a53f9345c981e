"""The focus ring: around the part that a key has brought the focus to, and nowhere else."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.focus_ring import FocusRing
from tests.desktop.widgets.test_overlays import Window, point_at, window

__all__ = ["window"]


def test_the_ring_follows_the_tab_key_and_keeps_two_pixels_away(window: Window) -> None:
    window.one.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert window.ring.target is window.two
    assert window.ring.geometry() == window.two.geometry().adjusted(-4, -4, 4, 4)
    image = window.grab().toImage()
    left, middle = window.two.x(), window.two.geometry().center().y()
    assert image.pixelColor(left - 3, middle).name() == "#7440dc"
    assert image.pixelColor(left - 1, middle).name() == "#f7f4ee"


def test_the_pointer_brings_no_ring(window: Window) -> None:
    window.ring.put_on(window.one)
    assert window.ring.isVisible()
    point_at(window, window.two)
    assert not window.ring.isVisible()


def test_the_ring_goes_where_its_part_goes_and_leaves_with_it(window: Window) -> None:
    window.two.setFocus(Qt.FocusReason.ShortcutFocusReason)
    window.two.setGeometry(200, 100, 120, 36)
    assert window.ring.geometry() == window.two.geometry().adjusted(-4, -4, 4, 4)
    window.two.hide()
    assert window.ring.target is not window.two


def test_the_ring_does_not_leave_the_part_that_scrolls(window: Window) -> None:
    window.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert window.ring.isVisible()
    bar = window.scroll.verticalScrollBar()
    bar.setValue(20)
    top = window.scroll.mapTo(window, QPoint(0, 0)).y()
    assert window.ring.geometry().top() >= top
    bar.setValue(bar.maximum())
    assert not window.ring.isVisible()


def test_a_ring_belongs_to_one_window(window: Window, qtbot: QtBot) -> None:
    other = Window()
    qtbot.addWidget(other)
    other.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.two.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert window.ring.target is window.two
    assert other.ring.target is None


def test_a_window_that_comes_forward_again_shows_its_ring_again(window: Window, qtbot: QtBot) -> None:
    for part, worn in ((window.one, True), (window.two, False)):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        window.ring.put_on(part)
        if not worn:
            point_at(window, window.field)
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        assert window.ring.target is None
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        assert (window.ring.target is part) == worn
        other.close()


def test_a_step_with_the_arrows_inside_a_group_brings_the_ring(window: Window) -> None:
    choices = [QRadioButton(str(at), window) for at in range(3)]
    for choice in choices:
        window.layout().addWidget(choice)
    QApplication.processEvents()
    choices[0].setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.ring.target is None
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    assert window.ring.target is choices[1]


def test_the_ring_hears_of_no_event_of_a_part_that_it_does_not_stand_around(window: Window) -> None:
    heard: list[QObject] = []

    class Listening(FocusRing):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            heard.append(watched)
            return super().eventFilter(watched, event)

    ring = Listening(window)
    ring.put_on(window.one)
    window.two.setText("Other words")
    window.scroll.body.addWidget(OutlinedButton("More"))
    QApplication.processEvents()
    heard.clear()
    window.one.move(30, 30)
    window.two.move(60, 60)
    QApplication.processEvents()
    assert window.one in heard
    assert {window.two, window.scroll, *window.buttons}.isdisjoint(heard)
