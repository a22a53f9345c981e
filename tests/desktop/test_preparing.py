"""The page that takes longest is made while nobody does anything, and nobody notices."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from peerdesk.desktop import preparing
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.sync_trust import SyncTrust
from tests.desktop.desks import open_desk


def shared(desk: WatchedDesk) -> SharedRoutes:
    assert desk.door.session is not None
    return desk.door.session.pages.shared


def made(desk: WatchedDesk) -> SyncTrust | None:
    return desk.door.frame.findChild(SyncTrust)


def test_the_page_is_filled_and_laid_out_before_anybody_goes_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "QUIET_MILLISECONDS", 1)
    monkeypatch.setattr(preparing, "BETWEEN_MILLISECONDS", 200)
    with open_desk(tmp_path) as desk:
        before, focus = shared(desk).desk.pages.currentWidget(), QApplication.focusWidget()
        qtbot.waitUntil(lambda: made(desk) is not None and shared(desk).trust.width() > 1000)
        page = shared(desk).trust
        assert page is made(desk)
        assert page.size() == shared(desk).desk.pages.size()
        assert page._title.text() == "Everything is saved on this computer"
        assert page._title.height() > 10
        assert not page.isVisible()
        assert shared(desk).desk.pages.currentWidget() is before
        assert QApplication.focusWidget() is focus


def test_it_waits_while_keys_are_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        waiting = shared(desk).findChild(preparing.Preparing)
        assert waiting is not None
        waiting._timer.start(200)
        QTest.keyClick(desk.door.frame.windowHandle(), Qt.Key.Key_Shift)
        assert waiting._timer.remainingTime() > 1000
        assert made(desk) is None
        waiting._timer.start(0)
        qtbot.waitUntil(lambda: made(desk) is not None)


@pytest.mark.parametrize("steps", range(4))
def test_another_language_while_it_waits_leaves_one_page_and_nothing_behind(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    with open_desk(tmp_path) as desk:
        waiting = shared(desk).findChild(preparing.Preparing)
        assert waiting is not None
        for _ in range(steps):
            waiting._take()
        monkeypatch.setattr(preparing, "QUIET_MILLISECONDS", 0)
        monkeypatch.setattr(preparing, "BETWEEN_MILLISECONDS", 0)
        waiting._timer.start(0)
        with capture_exceptions() as raised:
            desk.door.prefer(desk.door.preferences.with_language("es"))
            qtbot.waitUntil(lambda: "trust" in vars(shared(desk)) and shared(desk).trust.width() > 1000)
            desk.settle()
        assert raised == []
        left = [one for one in QApplication.allWidgets() if isinstance(one, SyncTrust)]
        assert left == [shared(desk).trust]
        assert left[0]._title.text() == "Todo está guardado en esta computadora"
