import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from peerdesk.desktop.theme import Theme, apply_theme, make_theme
from peerdesk.desktop.widgets.buttons import (
    Button,
    IconButton,
    LinkButton,
    Look,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    TonalButton,
)


@pytest.mark.parametrize("kind", [PrimaryButton, OutlinedButton, TonalButton, QuietButton, LinkButton])
def test_a_button_stays_a_push_button_with_its_words_as_name(qtbot: QtBot, kind: type[Button]) -> None:
    button = kind("&Save note")
    qtbot.addWidget(button)
    seen = QAccessible.queryAccessibleInterface(button)
    assert seen.role() == QAccessible.Role.PushButton
    assert seen.text(QAccessible.Text.Name) == "Save note"


def test_heights_are_the_measures(qtbot: QtBot) -> None:
    heights = {size: PrimaryButton("Go", size=size).sizeHint().height() for size in ("normal", "small", "unlock")}
    assert heights == {"normal": 36, "small": 32, "unlock": 40}
    assert LinkButton("Link").sizeHint().height() == 32


def test_padding_icon_and_keycap_make_the_width(qtbot: QtBot, theme: Theme) -> None:
    bare = PrimaryButton("Save note").sizeHint().width()
    assert PrimaryButton("Save note", icon="plus").sizeHint().width() - bare == 26
    assert PrimaryButton("Save note", keycap="R").sizeHint().width() - bare == 30
    assert LinkButton("Save note").sizeHint().width() < bare - 20


def test_a_short_link_is_still_wide_enough_to_press(qtbot: QtBot) -> None:
    assert LinkButton("i").sizeHint().width() == 32


def test_space_and_a_click_press_it(qtbot: QtBot) -> None:
    button = OutlinedButton("Change")
    qtbot.addWidget(button)
    button.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 2


@pytest.mark.parametrize(
    ("set_up", "token"),
    [
        (lambda button: button.setDown(False), "fill"),
        (lambda button: button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse), "fill_hover"),
        (lambda button: button.setDown(True), "fill_pressed"),
        (lambda button: button.setEnabled(False), "well"),
    ],
)
@pytest.mark.parametrize("dark", [False, True])
def test_each_state_has_its_own_ground(
    qapp: QApplication, qtbot: QtBot, set_up: object, token: str, dark: bool
) -> None:
    apply_theme(qapp, make_theme(dark=dark))
    button = PrimaryButton("Save note")
    qtbot.addWidget(button)
    assert callable(set_up)
    set_up(button)
    wanted = make_theme(dark=dark).colour(token).name()
    assert button.grab().toImage().pixelColor(6, 18).name() == wanted


def test_a_button_can_give_up_being_the_filled_one(qtbot: QtBot, theme: Theme) -> None:
    button = PrimaryButton("New note")
    qtbot.addWidget(button)
    button.set_look(Look.TONAL)
    assert button.grab().toImage().pixelColor(6, 18).name() == theme.colour("soft").name()


def test_an_icon_button_is_named_and_large_enough(qtbot: QtBot) -> None:
    button = IconButton("lock", "Lock now", size=20)
    qtbot.addWidget(button)
    seen = QAccessible.queryAccessibleInterface(button)
    assert seen.text(QAccessible.Text.Name) == "Lock now"
    assert button.toolTip() == "Lock now"
    assert button.sizeHint().width() >= 32
    assert button.sizeHint().height() >= 32
