import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from peerdesk.desktop.rows import Row, RowAction, RowBadge, RowsModel
from peerdesk.desktop.widgets.section_list import SectionList

ROWS = (
    Row(key="s1", section=True, title="Today", right="2"),
    Row(key=1, title="Call about the bus pass", sub="Blue Heron 27", right="15:00", lead_check=False),
    Row(
        key=2,
        title="Walk to the group",
        sub="J.",
        actions=(RowAction(code="done", label="Done"), RowAction(code="later", label="Later")),
    ),
    Row(key="s2", section=True, title="Later", right="1"),
    Row(key=3, title="L.", right="19 Nov", badges=(RowBadge(text="Private", icon="lock", tone="private"),)),
)


@pytest.fixture
def rows(qtbot: QtBot) -> SectionList:
    made = SectionList("Follow-ups")
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(600, 400)
    made.show()
    return made


def test_the_model_keeps_every_promise_of_a_model(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    qtmodeltester.check(model)
    model.set_rows(ROWS[:3])
    qtmodeltester.check(model)


def test_a_row_is_read_aloud_whole_and_a_heading_cannot_be_chosen() -> None:
    model = RowsModel()
    model.set_rows(ROWS)
    aloud = model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "L., 19 Nov, Private"
    assert model.index(0).flags() == Qt.ItemFlag.NoItemFlags
    assert Row(title="x", spoken="Opened by Tomas").read_aloud() == "Opened by Tomas"


def test_the_list_is_a_list_with_a_name(rows: SectionList) -> None:
    seen = QAccessible.queryAccessibleInterface(rows)
    assert seen.role() == QAccessible.Role.List
    assert seen.text(QAccessible.Text.Name) == "Follow-ups"


def test_arrows_pass_over_headings(rows: SectionList) -> None:
    told: list[object] = []
    rows.clearFocus()
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.current_key() == 1
    assert len(rows.selectedIndexes()) == 1
    rows.chosen.connect(told.append)
    for _ in range(4):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    assert told == [2, 3]


def test_enter_opens_the_row(rows: SectionList) -> None:
    opened: list[object] = []
    rows.opened.connect(opened.append)
    rows.choose(2)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [2]


def test_a_reread_stays_on_the_same_row(rows: SectionList) -> None:
    rows.choose(2)
    told: list[object] = []
    rows.set_rows((Row(key=9, title="New"), *ROWS))
    assert rows.current_key() == 2
    rows.chosen.connect(told.append)
    rows.set_rows((Row(key=9, title="New words"), *ROWS))
    assert told == []
    rows.set_rows((Row(key=9, title="Only"),))
    assert rows.selectedIndexes() == []


def test_the_circle_and_the_row_buttons_act_on_their_row(rows: SectionList) -> None:
    acted: list[tuple[object, str]] = []
    rows.acted.connect(lambda key, code: acted.append((key, code)))
    first = rows.visualRect(rows.rows.index(1))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(26, first.center().y()))
    second = rows.visualRect(rows.rows.index(2))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rows.width() - 30, second.center().y()))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rows.width() - 100, second.center().y()))
    assert acted == [(1, "check"), (2, "later"), (2, "done")]


def test_a_click_on_the_words_chooses_the_row(rows: SectionList) -> None:
    second = rows.visualRect(rows.rows.index(2))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, second.center().y()))
    assert rows.current_key() == 2


def test_a_letter_is_left_to_the_screen(rows: SectionList) -> None:
    rows.choose(1)
    QTest.keyClick(rows, Qt.Key.Key_L)
    assert rows.current_key() == 1


def test_rows_have_their_measures(rows: SectionList) -> None:
    heights = [rows.visualRect(rows.rows.index(at)).height() for at in range(5)]
    assert heights == [36, 56, 56, 36, 56]


def test_a_narrow_list_stands_the_date_above_the_badge(rows: SectionList, qtbot: QtBot) -> None:
    rows.resize(300, 400)
    qtbot.waitUntil(lambda: rows.visualRect(rows.rows.index(4)).height() == 68)
    assert rows.visualRect(rows.rows.index(1)).height() == 56


def test_a_ring_is_inside_the_row_for_keys_and_not_for_the_pointer(rows: SectionList) -> None:
    def has_ring() -> bool:
        image = rows.grab().toImage()
        return any(image.pixelColor(300, y).name() == "#7440dc" for y in range(image.height()))

    rows.clearFocus()
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_ring()
    second = rows.visualRect(rows.rows.index(2))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, second.center().y()))
    assert not has_ring()
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert has_ring()


def test_a_short_list_can_take_its_whole_height(rows: SectionList) -> None:
    rows.show_whole()
    assert rows.sizeHint().height() == 36 + 56 + 56 + 36 + 56
