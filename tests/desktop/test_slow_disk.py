"""A file that somebody chose lies on a disk that does not answer: neither the window nor a note waits for it."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.leaving_model import LeavingModel
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.desktop.screens.paper_page import PaperPage
from peerdesk.work.encounters import encounter_page
from tests.desktop.desks import open_desk, open_door
from tests.desktop.screens.test_quick_note import vault_of

STRONG = "maple harbor lantern quiet otter seven"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file whose disk answers nobody until the test writes to it."""
    path = tmp_path / "stick"
    os.mkfifo(path)
    for asked in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asked, lambda *_: (str(path), ""))
    yield path
    # Whoever waits for it still is let go, so that a test that fails comes to its end.
    os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))


@pytest.fixture
def desk(home: Path) -> Iterator[WatchedDesk]:
    with open_door(home) as found:
        # What a window does first (sweeping away what a practice left) is done: it is another disk.
        found.settle()
        yield found


def first_page(desk: WatchedDesk) -> FirstRun:
    page = desk.door.frame.centralWidget()
    assert isinstance(page, FirstRun)
    return page


def test_an_invite_on_a_slow_disk_holds_the_button_and_not_the_window(desk: WatchedDesk, stick: Path) -> None:
    page = first_page(desk)
    page._invite.click()
    page._name.set_text("Devon Achebe")
    QApplication.processEvents()
    assert not page.form.go.isEnabled(), "whoever goes on now would begin without the invite"
    assert desk.door.background.waiting == 1
    stick.write_text("Dear Devon", encoding="utf-8")
    desk.wait(page.form.go.isEnabled, "the answer of the disk")
    assert page._invite_line.text() == "This file is not an invite. Ask for a new one."


def test_a_sheet_on_a_slow_disk_does_not_hold_the_window(desk: WatchedDesk, stick: Path) -> None:
    first_page(desk)._sheet.click()
    desk.wait(lambda: isinstance(desk.door.frame.centralWidget(), PaperPage), "the page for the sheet")
    page = desk.door.frame.centralWidget()
    assert isinstance(page, PaperPage)
    page._file.click()
    QApplication.processEvents()
    assert not page.form.go.isEnabled()
    stick.write_text("Dear Devon", encoding="utf-8")
    desk.wait(page.form.go.isEnabled, "the answer of the disk")
    assert page._code._below.text() == "This file is not a recovery sheet."


def test_a_page_that_was_left_meanwhile_hears_nothing_of_the_disk(desk: WatchedDesk, stick: Path) -> None:
    page = first_page(desk)
    page._invite.click()
    page.form.language_chosen.emit("es")
    desk.wait(lambda: desk.door.frame.centralWidget() is not page, "the page in Spanish")
    stick.write_text("Dear Devon", encoding="utf-8")
    desk.wait(lambda: desk.door.background.waiting == 0, "the answer of the disk")
    assert first_page(desk)._invite_line.text() == "¿Sin invitación? Puede empezar sin ella."


def test_the_way_on_opens_once_the_sheet_is_on_its_disk(
    desk: WatchedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first_page(desk)
    page._name.set_text("Devon Achebe")
    for field in (page.form.passphrase.first, page.form.passphrase.second):
        field.set_text(STRONG)
    page.form.go.click()
    desk.wait(lambda: isinstance(desk.door.frame.centralWidget(), SheetPage), "the sheet")
    desk.settle()
    sheet = desk.door.frame.centralWidget()
    assert isinstance(sheet, SheetPage)
    let_go, really = threading.Event(), os.fsync

    def slow(file: int) -> None:
        let_go.wait(15)
        really(file)

    monkeypatch.setattr(os, "fsync", slow)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet.txt"), ""))
    sheet._save.click()
    QApplication.processEvents()
    assert not sheet._done.isEnabled()
    let_go.set()
    desk.wait(sheet._done.isEnabled, "the answer of the disk")
    assert sheet._line.text().startswith("Saved.")
    assert "Devon Achebe" in (tmp_path / "sheet.txt").read_text(encoding="utf-8")


def test_a_note_is_kept_while_numbers_wait_for_a_slow_disk(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, really = threading.Event(), os.fsync

    def slow(file: int) -> None:
        if "numbers" in Path(f"/proc/self/fd/{file}").readlink().name:
            let_go.wait(15)
        really(file)

    monkeypatch.setattr(os, "fsync", slow)
    with open_desk(home) as desk:
        session = desk.door.session
        assert session is not None
        model = LeavingModel(session.bench, session)
        saved: list[str] = []
        model.saved.connect(saved.append)
        model.save(str(tmp_path / "numbers.csv"))
        desk.press("Ctrl+N", "1", "B", "Ctrl+Return")
        desk.wait(lambda: len(encounter_page(vault_of(desk))) == 1, "the note")
        assert saved == []
        assert not (tmp_path / "numbers.csv").exists()
        let_go.set()
        desk.wait(lambda: saved == ["numbers.csv"], "the numbers")
    assert (tmp_path / "numbers.csv").read_text(encoding="utf-8").count("\n") >= 1
