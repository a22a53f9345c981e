from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.choosers import Picker, Stepper
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.optional_row import OptionalRow
from peerdesk.desktop.widgets.segment import Segment, SegmentOption


def test_a_segment_is_made_of_radio_buttons_and_tells_the_code(qtbot: QtBot) -> None:
    segment = Segment((("en", "English"), ("es", "Español")), name="Language")
    qtbot.addWidget(segment)
    segment.show()
    told: list[str] = []
    segment.chosen.connect(told.append)
    segment.set_code("en")
    assert told == []
    options = segment.findChildren(SegmentOption)
    roles = {QAccessible.queryAccessibleInterface(option).role() for option in options}
    assert roles == {QAccessible.Role.RadioButton}
    QTest.mouseClick(options[1], Qt.MouseButton.LeftButton)
    assert told == ["es"]
    assert segment.code() == "es"


def test_a_stepper_is_a_spin_box_with_a_name_and_two_buttons(qtbot: QtBot) -> None:
    stepper = Stepper("Naloxone, nasal", minimum=0, maximum=2, value=1)
    qtbot.addWidget(stepper)
    stepper.show()
    seen = QAccessible.queryAccessibleInterface(stepper.spin)
    assert seen.role() == QAccessible.Role.SpinBox
    assert seen.text(QAccessible.Text.Name) == "Naloxone, nasal"
    buttons = {child.property("accessibleName"): child for child in stepper.children() if child.inherits("QPushButton")}
    assert set(buttons) == {"One less", "One more"}
    told: list[int] = []
    stepper.changed.connect(told.append)
    QTest.keyClick(stepper.spin, Qt.Key.Key_Up)
    QTest.keyClick(stepper.spin, Qt.Key.Key_Up)
    assert told == [2]
    assert stepper.spin.lineEdit().width() > 20


def test_a_picker_shows_its_answer_and_tells_only_what_the_reader_picked(qtbot: QtBot) -> None:
    picker = Picker("Where")
    label = QLabel("Where")
    label.setBuddy(picker)
    qtbot.addWidget(picker)
    qtbot.addWidget(label)
    told: list[str] = []
    picker.picked.connect(told.append)
    picker.set_options((("ed", "Emergency department"), ("ward", "Hospital unit")), {"ed": "building"})
    picker.set_code("ed")
    picker.show()
    assert (picker.code(), told) == ("ed", [])
    wide = picker.sizeHint().width()
    QTest.keyClick(picker, Qt.Key.Key_Down)
    assert (picker.code(), told) == ("ward", ["ward"])
    assert picker.sizeHint().width() < wide
    picker.set_options((("ward", "Unidad"), ("ed", "Urgencias")))
    assert picker.code() == "ward"


def test_scrolling_past_a_picker_changes_no_answer(qtbot: QtBot) -> None:
    picker = Picker("Where")
    qtbot.addWidget(picker)
    picker.set_options((("a", "A"), ("b", "B")))
    picker.set_code("a")
    picker.show()
    where = QPointF(10, 10)
    turn = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, turn)
    assert picker.code() == "a"


def test_an_optional_row_opens_into_its_field(qtbot: QtBot) -> None:
    edit = LineEdit(name="Who")
    row = OptionalRow("Who", "person", edit)
    qtbot.addWidget(row)
    row.show()
    assert row.row.height() == 44
    assert not edit.isVisible()
    with qtbot.waitSignal(row.opened):
        QTest.keyClick(row.row, Qt.Key.Key_Space)
    assert edit.isVisible()
    qtbot.waitUntil(edit.hasFocus)
    assert row.is_open()
    row.close_row()
    assert not edit.isVisible()
    row.set_value("No name needed")
    assert row.row.accessibleDescription() == "No name needed"


def test_a_row_is_painted_again_only_where_its_value_is_another(qtbot: QtBot) -> None:
    row = OptionalRow("Who", "person", LineEdit(name="Who"))
    qtbot.addWidget(row)
    row.set_value("Maria")
    with qtbot.waitExposed(row):
        row.show()
    QApplication.processEvents()
    paints = Paints(row.row)
    row.set_value("Maria")
    QApplication.processEvents()
    assert paints.count == 0
    row.set_value("Marisol")
    QApplication.processEvents()
    assert paints.count == 1


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False
