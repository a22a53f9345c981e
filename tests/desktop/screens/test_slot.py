"""What is filled anew lets nobody lose their place: the focus stays on the part of the same name, or near it."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.screens.slot import Slot


class Row(QWidget):
    """Buttons of these names."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        self.buttons = {name: QPushButton(name) for name in names}
        for button in self.buttons.values():
            box.addWidget(button)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def slot(page: QWidget, qtbot: QtBot) -> Slot:
    box = QVBoxLayout(page)
    slot = Slot()
    box.addWidget(QPushButton("outside"))
    box.addWidget(slot)
    slot.put(Row("Take back", "Hand over"))
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return slot


def focused(slot: Slot, name: str) -> None:
    next(one for one in slot.findChildren(QPushButton) if one.text() == name).setFocus()


@pytest.mark.parametrize(
    ("names", "then"),
    [(("New", "Take back", "Hand over"), "Hand over"), (("Take back", "More"), "More"), (("Take back",), "Take back")],
)
def test_the_focus_stays_on_the_same_name_or_in_its_place(slot: Slot, names: tuple[str, ...], then: str) -> None:
    focused(slot, "Hand over")
    slot.put(Row(*names))
    now = QApplication.focusWidget()
    assert isinstance(now, QPushButton)
    assert (now.text(), slot.isAncestorOf(now)) == (then, True)


def test_a_focus_elsewhere_stays_there(slot: Slot) -> None:
    outside = next(one for one in slot.window().findChildren(QPushButton) if one.text() == "outside")
    outside.setFocus()
    slot.put(Row("Take back"))
    assert QApplication.focusWidget() is outside
