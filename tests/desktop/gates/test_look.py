"""The gates of how a scene looks find what they are for."""

from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.buttons import Look, OutlinedButton, PrimaryButton
from tests.desktop.gates.look import filled_twice, foreign


def test_two_filled_buttons_and_a_bare_date_field_are_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    other = OutlinedButton("Print")
    for part in (PrimaryButton("Save"), other, QDateEdit()):
        box.addWidget(part)
    assert filled_twice(page) == []
    assert len(foreign(page)) == 1
    other.set_look(Look.PRIMARY)
    assert filled_twice(page) == ["filled: Save and Print"]
