"""The hand of the benchmark waits for the paint that shows what it did, and for no other."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bench import hand as hand_module
from bench.hand import Hand

LATER_MS = 60


@pytest.fixture
def editor(qtbot: QtBot) -> QLineEdit:
    editor = QLineEdit()
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.setFocus()
    return editor


def test_a_letter_is_felt_when_it_is_painted(editor: QLineEdit) -> None:
    hand = Hand(editor)
    felt = hand.feel(lambda: hand.write("w"))
    assert editor.text() == "w"
    assert felt.worked > 0
    assert 0 <= felt.with_a_core <= felt.seconds < hand_module.PATIENCE_SECONDS


def test_a_paint_before_the_answer_is_there_is_not_the_one(editor: QLineEdit) -> None:
    hand = Hand(editor)

    def act() -> None:
        hand.write("w")
        QTimer.singleShot(LATER_MS, editor, lambda: editor.setText("wren"))

    assert hand.feel(act, lambda: editor.text() == "wren").seconds >= LATER_MS / 2000


def test_the_whole_is_felt_when_nothing_is_on_its_way_any_more(editor: QLineEdit) -> None:
    hand = Hand(editor, lambda: editor.text() != "harbor")
    QTimer.singleShot(LATER_MS, editor, lambda: editor.setText("harbor"))
    hand.feel_whole(lambda: hand.press(Qt.Key.Key_W))
    assert editor.text() == "harbor"


def test_what_is_never_painted_is_given_up(editor: QLineEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_module, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        Hand(editor).feel(lambda: None, lambda: False)
