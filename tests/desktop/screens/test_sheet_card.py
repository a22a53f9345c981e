"""The recovery sheet on Sync and trust: a new one is saved before anything changes, and one from elsewhere is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.sheet_card import SheetCard, UseSheet
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.work.recovery_sheet import read_sheet
from tests.desktop.desks import open_desk


@pytest.fixture
def desk(home: Path) -> Iterator[WatchedDesk]:
    with open_desk(home) as found:
        found.show("trust")
        yield found


def card_of(desk: WatchedDesk) -> SheetCard:
    (card,) = desk.door.frame.findChildren(SheetCard)
    return card


def saves_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_a_new_sheet_is_saved_and_opens_these_notes(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "new.html"
    saves_to(monkeypatch, path)
    card = card_of(desk)
    card.make.click()
    desk.wait(lambda: card._line.isVisible() and card.make.isEnabled(), "the sheet")
    assert "Destroy it" in card._line.text()
    (place,) = find_vaults(home)
    assert opens_by_sheet(place.folder, read_sheet(path.read_text(encoding="utf-8")).code)
    assert path.stat().st_mode & 0o077 == 0


def test_where_it_cannot_be_saved_the_old_one_goes_on_to_count(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves_to(monkeypatch, home / "no" / "such" / "place.html")
    (place,) = find_vaults(home)
    before = (place.folder / "header.json").read_bytes()
    card = card_of(desk)
    card.make.click()
    desk.wait(card._line.isVisible, "the line")
    assert "goes on to count" in card._line.text()
    assert (place.folder / "header.json").read_bytes() == before


def test_the_file_of_the_sheet_that_counts_is_not_written_over(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "new.html").write_text("the sheet that counts", encoding="utf-8")
    saves_to(monkeypatch, home / "new.html")
    card = card_of(desk)
    card.make.click()
    desk.wait(card._line.isVisible, "the line")
    assert "Choose another name" in card._line.text()
    assert (home / "new.html").read_text(encoding="utf-8") == "the sheet that counts"


def test_a_slip_in_the_newest_sheet_is_told_with_its_group(desk: WatchedDesk) -> None:
    card_of(desk).use.click()
    (window,) = desk.door.frame.findChildren(UseSheet)
    window.code.set_text("00000-" * 8 + "00000")
    window.go.click()
    assert "Look at these groups" in window.code._below.text()
    window.reject()
    desk.settle()
