"""A page that scrolls: its bar, and what whoever reads the screen counts in it."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.scroll import ScrollBody, show_from


def a_page(qtbot: QtBot, height: int) -> ScrollBody:
    page = ScrollBody()
    qtbot.addWidget(page)
    tall = QWidget()
    tall.setFixedHeight(height)
    page.body.addWidget(tall)
    page.resize(400, 300)
    page.show()
    qtbot.waitExposed(page)
    return page


def bar_of(page: ScrollBody) -> QScrollBar:
    (bar,) = [bar for bar in page.findChildren(QScrollBar) if bar.parent() is page]
    return bar


def test_its_children_are_the_same_whether_it_scrolls_or_is_left(qtbot: QtBot) -> None:
    """Qt looks at no bounds when it is asked for a child by number, so the number must never become less."""
    page = a_page(qtbot, 2000)
    qtbot.waitUntil(lambda: bar_of(page).isVisible())
    QApplication.processEvents()
    reader = QAccessible.queryAccessibleInterface(page)
    while_shown = reader.childCount()
    page.hide()
    assert reader.childCount() == while_shown == 1


def test_the_bar_and_the_page_follow_each_other(qtbot: QtBot) -> None:
    page = a_page(qtbot, 2000)
    bar = bar_of(page)
    assert bar.isVisible()
    bar.setValue(70)
    assert page.verticalScrollBar().value() == 70
    page.verticalScrollBar().setValue(900)
    assert bar.value() == 900
    assert (bar.geometry().right() + 1, bar.geometry().height()) == (page.width(), page.height())
    assert bar.maximum() + bar.pageStep() == page.widget().height()


def test_where_everything_has_room_there_is_no_bar_and_nothing_shifts(qtbot: QtBot) -> None:
    short, tall = a_page(qtbot, 50), a_page(qtbot, 2000)
    assert not bar_of(short).isVisible()
    assert short.widget().width() == tall.widget().width()
    tall.widget().layout().itemAt(0).widget().setFixedHeight(50)
    qtbot.waitUntil(lambda: not bar_of(tall).isVisible())


def test_what_somebody_asked_for_stands_at_the_top(qtbot: QtBot) -> None:
    page = a_page(qtbot, 500)
    asked, long = QWidget(), QWidget()
    long.setFixedHeight(1000)
    for part in (asked, long):
        page.body.addWidget(part)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 1000)
    show_from(asked)
    assert asked.mapTo(page.viewport(), asked.rect().topLeft()).y() == 0
