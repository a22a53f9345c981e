"""The first steps on a computer where nobody has notes yet."""

import stat
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop import compose_setup
from peerdesk.desktop.compose import Door
from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from tests.desktop.desks import application, clipped, nameless

STRONG = "maple harbor lantern quiet otter seven"


@pytest.fixture
def desk(home: Path) -> WatchedDesk:
    Preferences(language="en", look="light").write(home)
    return WatchedDesk(Door(home=home, name=None, app=application()), Onlooker(home / "pictures"))


def page_of(desk: WatchedDesk) -> FirstRun:
    page = desk.door.frame.centralWidget()
    assert isinstance(page, FirstRun)
    return page


def fill(page: FirstRun, name: str, first: str, second: str) -> None:
    page._name.set_text(name)
    page.form.passphrase.first.set_text(first)
    page.form.passphrase.second.set_text(second)
    page.form.go.click()


def test_an_empty_computer_opens_with_a_gentle_set_up(desk: WatchedDesk) -> None:
    page = page_of(desk)
    assert nameless(page) == []
    assert clipped(page) == []
    assert not page.form.back.isVisible()
    desk.close()


def test_each_field_says_what_it_wants(desk: WatchedDesk) -> None:
    page = page_of(desk)
    fill(page, "", STRONG, STRONG)
    assert page._name._below.text() == "Write the name your colleagues know."
    fill(page, "Devon Achebe", STRONG, STRONG + " ")
    assert page.form.passphrase.second._below.text() == "The two passphrases differ. Type it once more."
    fill(page, "Devon Achebe", "password", "password")
    desk.settle()
    assert page.form.passphrase.first._below.text().startswith("Choose a longer passphrase")
    desk.close()


def test_a_file_that_is_no_invite_is_said(desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "letter.txt").write_text("Dear Devon", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(home / "letter.txt"), ""))
    page_of(desk)._invite.click()
    desk.settle()
    assert page_of(desk)._invite_line.text() == "This file is not an invite. Ask for a new one."
    desk.close()


def test_a_name_and_a_passphrase_make_a_desk_with_a_sheet_to_keep(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(page_of(desk), "Devon Achebe", STRONG, STRONG)
    desk.wait(lambda: isinstance(desk.door.frame.centralWidget(), SheetPage), "the sheet")
    page = desk.door.frame.centralWidget()
    assert isinstance(page, SheetPage)
    assert nameless(page) == []
    printed: list[str] = []
    monkeypatch.setattr(compose_setup, "chosen_printer", lambda _window, **_how: printed.append)
    page._print.click()
    assert "Devon Achebe" in printed[0]
    assert "Your code" in printed[0]
    kept = home / "sheet.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(kept), ""))
    page._save.click()
    desk.wait(page._done.isEnabled, "the sheet on the disk")
    assert "Devon Achebe" in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    page._done.click()
    desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "the desk")
    assert desk.press("Ctrl+N", "1", "B", "Ctrl+Return") == 6
    desk.settle()
    desk.close()
    again = WatchedDesk(Door(home=home, name=None, app=application()), Onlooker(home / "pictures"))
    again.unlock(STRONG)
    again.close()
