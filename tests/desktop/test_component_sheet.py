"""All parts at once, on the sheet that shows them: named, large enough to press, and none of their words cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from peerdesk.desktop.component_sheet import ComponentSheet, draw
from peerdesk.desktop.theme import apply_theme, make_theme
from peerdesk.desktop.widgets.focus_ring import FocusRing

LOOKS = [(False, 1.0), (True, 2.0)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{'dark' if look[0] else 'light'}-{look[1]}")
def sheet(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[ComponentSheet]:
    dark, scale = request.param
    apply_theme(qapp, make_theme(dark=dark, scale=scale))
    made = ComponentSheet()
    qtbot.addWidget(made)
    made.show()
    made.adjustSize()
    QApplication.processEvents()
    yield made
    made.close()


def _focusable(sheet: QWidget) -> list[QWidget]:
    return [
        part
        for part in sheet.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.parent() is not None
    ]


def test_everything_that_takes_the_focus_has_a_name(sheet: ComponentSheet) -> None:
    nameless = []
    for part in _focusable(sheet):
        seen = QAccessible.queryAccessibleInterface(part)
        if not seen.text(QAccessible.Text.Name):
            nameless.append(type(part).__name__)
    assert len(_focusable(sheet)) > 25
    assert nameless == []


def test_everything_that_can_be_pressed_is_large_enough(sheet: ComponentSheet) -> None:
    small = [
        (type(part).__name__, part.text(), part.width(), part.height())
        for part in sheet.findChildren(QAbstractButton)
        if part.isVisible() and (part.width() < 32 or part.height() < 32)
    ]
    assert small == []


def test_no_words_are_cut(sheet: ComponentSheet) -> None:
    cut = [
        part.text()
        for part in sheet.findChildren(QWidget)
        if isinstance(part, QLabel | QAbstractButton)
        and part.isVisible()
        and part.text()
        and part.width() < part.sizeHint().width()
        and not part.hasHeightForWidth()
    ]
    assert cut == []


def test_the_tab_key_visits_every_part_once_and_comes_back(sheet: ComponentSheet, qtbot: QtBot) -> None:
    ring = FocusRing(sheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    seen: list[QWidget] = []
    for _ in range(80):
        sheet.focusNextChild()
        at = QApplication.focusWidget()
        if at in seen:
            break
        assert at is not None
        seen.append(at)
    assert len(seen) > 20
    assert len(seen) == len(set(seen))
    ring.hide()


@pytest.mark.parametrize("dark", [False, True])
def test_the_sheet_draws_to_a_file(qapp: QApplication, tmp_path: Path, dark: bool, qtbot: QtBot) -> None:
    target = tmp_path / "sheet.png"
    draw(qapp, make_theme(dark=dark), target)
    assert target.stat().st_size > 50_000


def test_a_change_of_language_leaves_no_part_behind(sheet: ComponentSheet) -> None:
    for part in (sheet, *sheet.findChildren(QWidget)):
        QApplication.sendEvent(part, QEvent(QEvent.Type.LanguageChange))
    assert [part for part in _focusable(sheet) if not part.isVisible()] == []
