import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from peerdesk.desktop.theme import apply_theme, make_theme
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.chips import CheckChip, ChoicePill, FilterChip, RadioChip
from peerdesk.desktop.widgets.scroll import ScrollBody

OUTCOMES = [Choice(code=code, label=code.title(), keycap=str(at)) for at, code in enumerate("abcde", 1)]


def _grid(qtbot: QtBot, *, exclusive: bool, width: int = 700) -> ChipGrid:
    grid = ChipGrid(OUTCOMES, exclusive=exclusive, name="How did it go?")
    qtbot.addWidget(grid)
    grid.resize(width, 300)
    grid.show()
    QApplication.processEvents()
    return grid


@pytest.mark.parametrize(
    ("chip", "role"),
    [
        (RadioChip, QAccessible.Role.RadioButton),
        (ChoicePill, QAccessible.Role.RadioButton),
        (CheckChip, QAccessible.Role.CheckBox),
        (FilterChip, QAccessible.Role.CheckBox),
    ],
)
def test_a_chip_keeps_its_native_role_and_name(qtbot: QtBot, chip: type, role: QAccessible.Role) -> None:
    made = chip("We met")
    qtbot.addWidget(made)
    seen = QAccessible.queryAccessibleInterface(made)
    assert seen.role() == role
    assert seen.text(QAccessible.Text.Name) == "We met"


def test_chips_of_an_exclusive_grid_are_still_radio_buttons(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=True)
    roles = {QAccessible.queryAccessibleInterface(grid.chip(choice.code)).role() for choice in OUTCOMES}
    assert roles == {QAccessible.Role.RadioButton}


def test_the_whole_chip_answers_to_the_pointer(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=False)
    chip = grid.chip("b")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().bottomRight())
    assert grid.codes() == ("b",)


def test_answers_run_down_the_first_column_and_then_the_second(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=True)
    at = {code: (grid.chip(code).x(), grid.chip(code).y()) for code in "abcde"}
    assert at["a"][0] == at["b"][0] == at["c"][0] < at["d"][0] == at["e"][0]
    assert at["a"][1] < at["b"][1] < at["c"][1]
    assert at["a"][1] == at["d"][1]
    assert grid.chip("a").width() == grid.chip("e").width() == 346
    assert grid.chip("b").y() - grid.chip("a").y() == 42


def test_a_narrow_window_shows_one_column(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=True, width=400)
    assert len({grid.chip(code).x() for code in "abcde"}) == 1
    grid.resize(700, 300)
    QApplication.processEvents()
    assert len({grid.chip(code).x() for code in "abcde"}) == 2


def test_one_of_many_lets_go_of_the_other_and_tells_once(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=True)
    told: list[tuple[str, ...]] = []
    grid.changed.connect(lambda: told.append(grid.codes()))
    grid.toggle("a")
    grid.toggle("c")
    assert told == [("a",), ("c",)]


def test_any_of_many_turns_over(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=False)
    told: list[tuple[str, ...]] = []
    grid.changed.connect(lambda: told.append(grid.codes()))
    for code in ("b", "a", "b"):
        grid.toggle(code)
    assert told == [("b",), ("a", "b"), ("a",)]


@pytest.mark.parametrize("exclusive", [True, False])
def test_an_answer_can_be_taken_back_by_the_program(qtbot: QtBot, exclusive: bool) -> None:
    grid = _grid(qtbot, exclusive=exclusive)
    grid.toggle("a")
    with qtbot.waitSignal(grid.changed):
        grid.set_codes(())
    assert grid.codes() == ()
    grid.toggle("b")
    grid.toggle("c")
    assert grid.codes() == (("c",) if exclusive else ("b", "c"))


def test_arrows_move_through_one_of_many_and_tab_leaves_it(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=True)
    grid.toggle("a")
    grid.chip("a").setFocus()
    qtbot.waitUntil(grid.chip("a").hasFocus)
    QTest.keyClick(grid.chip("a"), Qt.Key.Key_Down)
    assert grid.codes() == ("b",)
    assert grid.chip("b").hasFocus()


def test_long_words_wrap_and_are_never_clipped(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, make_theme(scale=2.0))
    chip = RadioChip("Not a safe moment for either of us", keycap="-")
    qtbot.addWidget(chip)
    one_line = chip.sizeHint()
    assert chip.heightForWidth(one_line.width()) == 59
    assert chip.heightForWidth(one_line.width() // 2) > 59


def test_other_words_for_the_same_answers_keep_what_was_picked(qtbot: QtBot) -> None:
    grid = _grid(qtbot, exclusive=False)
    grid.toggle("b")
    grid.relabel([Choice(code="b", label="Escuché")])
    assert grid.chip("b").text() == "Escuché"
    grid.set_choices([Choice(code="b", label="B"), Choice(code="z", label="Z")])
    assert grid.codes() == ("b",)
    assert grid.first() is grid.chip("b")


def test_a_filter_grows_for_its_tick(qtbot: QtBot) -> None:
    chip = FilterChip("Private")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.setChecked(True)
    assert chip.sizeHint().width() == before + 20
    assert chip.sizeHint().height() == 32


def test_answers_that_wrap_on_a_page_have_room_for_every_line(qtbot: QtBot) -> None:
    page = ScrollBody()
    qtbot.addWidget(page)
    label = "An answer of so many words that it takes a line more than the others do"
    choices = [Choice(code=code, label=label if code in "bd" else code) for code in "abcdef"]
    grid = ChipGrid(choices, exclusive=True, name="Where")
    for part in (QLabel("Where you are"), grid, QLabel("Language")):
        page.body.addWidget(part)
    page.resize(700, 400)
    page.show()
    chip = grid.chip("b")
    qtbot.waitUntil(lambda: chip.height() >= chip.heightForWidth(chip.width()) > grid.chip("c").height())
