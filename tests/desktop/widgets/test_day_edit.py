from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.calendar import Calendar
from peerdesk.desktop.widgets.day_edit import DayEdit

DAY = QDate(2026, 11, 22)
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
SPANISH = QLocale(QLocale.Language.Spanish, QLocale.Country.UnitedStates)


def shown(qtbot: QtBot, locale: QLocale = ENGLISH) -> DayEdit:
    edit = DayEdit("The day", locale, DAY)
    qtbot.addWidget(edit)
    edit.resize(300, 36)
    edit.show()
    return edit


def test_a_day_is_written_out_as_its_language_has_it(qtbot: QtBot) -> None:
    assert shown(qtbot).text() == "22 November 2026"
    assert shown(qtbot, SPANISH).text() == "22 de noviembre de 2026"


def test_a_press_on_the_icon_opens_our_calendar_in_the_same_language(qtbot: QtBot) -> None:
    edit = shown(qtbot, SPANISH)
    edit.setFocus()
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(edit.width() - 14, 18))
    calendar = edit.calendarWidget()
    assert isinstance(calendar, Calendar)
    assert calendar.isVisible()
    assert calendar.locale().language() == QLocale.Language.Spanish
    assert calendar.firstDayOfWeek() == SPANISH.firstDayOfWeek()
    calendar.window().hide()


def test_a_day_that_cannot_be_picked_is_paler_than_one_that_can(qtbot: QtBot) -> None:
    calendar = Calendar(ENGLISH)
    qtbot.addWidget(calendar)
    calendar.setSelectedDate(DAY)
    calendar.setMinimumDate(DAY.addDays(-3))
    assert not calendar._can_be_picked(DAY.addDays(-4))
    assert calendar._can_be_picked(DAY.addDays(-3))
    assert not calendar._can_be_picked(QDate(2026, 12, 1))


def test_a_wheel_that_scrolls_the_page_changes_no_day(qtbot: QtBot) -> None:
    edit = shown(qtbot)
    edit.setFocus()
    here, none = QPointF(20, 18), Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        here, here, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    assert turn.type() == QEvent.Type.Wheel
    QApplication.sendEvent(edit, turn)
    assert edit.date() == DAY
