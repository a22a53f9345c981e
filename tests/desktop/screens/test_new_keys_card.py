"""New keys while the desk is open: it locks when they count, and whatever stops it leaves everything as it was."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop import routes_new_keys
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.new_keys_card import NewKeysCard, NewKeysSheet
from peerdesk.domain.errors import DiskFailedError
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.vault import Vault
from peerdesk.work.recovery_sheet import read_sheet
from peerdesk.work.rotation import NewKeysAsk, Rotated, rotate_keys
from tests.desktop.desks import beyond, clipped, nameless, open_desk
from tests.support.vaults import PASSPHRASE, RECOVERY_CODE, reopened


def with_a_cheap_key(vault: Vault, asked: NewKeysAsk, **more: Any) -> Rotated:
    """Put a vault of a test under new keys: its derivation costs nothing, and no real vault takes it."""
    names = ("passphrase", "now", "keep", "tell", "is_stopped", "rng")
    given = {name: getattr(asked, name) for name in names} | more
    return rotate_keys(vault, NewKeysAsk(allow_test_profile=True, **given))


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedDesk]:
    monkeypatch.setattr(routes_new_keys, "rotate_keys", with_a_cheap_key)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(home / "new.html"), ""))
    with open_desk(home) as found:
        found.show("trust")
        yield found


def opened_sheet(desk: WatchedDesk) -> NewKeysSheet:
    card_of(desk).make.click()
    (sheet,) = (one for one in desk.door.frame.findChildren(NewKeysSheet) if one.isVisible())
    return sheet


def card_of(desk: WatchedDesk) -> NewKeysCard:
    (card,) = desk.door.frame.findChildren(NewKeysCard)
    return card


def begin(sheet: NewKeysSheet, passphrase: str = PASSPHRASE) -> None:
    sheet.passphrase.edit.selectAll()
    QTest.keyClicks(sheet.passphrase.edit, passphrase)
    sheet.go.click()


def header(home: Path) -> bytes:
    (place,) = find_vaults(home)
    return (place.folder / "header.json").read_bytes()


def test_the_desk_locks_when_the_new_keys_count_and_says_since_when_afterwards(desk: WatchedDesk, home: Path) -> None:
    over: list[str] = []
    desk.door.locked.connect(lambda: over.append("over"))
    begin(opened_sheet(desk))
    desk.wait(lambda: bool(over), "the lock")
    (place,) = find_vaults(home)
    assert not opens_by_sheet(place.folder, RECOVERY_CODE)
    assert opens_by_sheet(place.folder, read_sheet((home / "new.html").read_text(encoding="utf-8")).code)
    assert (home / "new.html").stat().st_mode & 0o077 == 0
    desk.close()
    reopened(place.folder).close()
    with open_desk(home) as again:
        again.show("trust")
        again.wait(card_of(again)._line.isVisible, "the line")
        assert card_of(again)._line.text().startswith("New keys since")


def test_a_wrong_passphrase_is_said_beside_its_field_and_leaves_no_sheet(desk: WatchedDesk, home: Path) -> None:
    before = header(home)
    sheet = opened_sheet(desk)
    begin(sheet, "not this one at all")
    desk.wait(lambda: bool(sheet.passphrase._below.text()), "the answer")
    assert sheet.passphrase._below.text().startswith("That passphrase does not open")
    assert sheet.go.isEnabled()
    assert header(home) == before
    assert not (home / "new.html").exists()
    begin(sheet)
    desk.wait(lambda: header(home) != before, "the new keys")


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "not this one at all"])
def test_a_file_that_may_be_the_sheet_that_counts_is_left_as_it_is(
    desk: WatchedDesk, home: Path, passphrase: str
) -> None:
    before = header(home)
    (home / "new.html").write_text("the sheet that counts", encoding="utf-8")
    sheet = opened_sheet(desk)
    begin(sheet, passphrase)
    desk.wait(lambda: bool(sheet.passphrase._below.text()), "the answer")
    assert "Choose another name" in sheet.passphrase._below.text()
    assert (home / "new.html").read_text(encoding="utf-8") == "the sheet that counts"
    assert header(home) == before


def test_leaving_the_sheet_stops_it_and_the_notes_stay_open_under_the_keys_they_had(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = header(home)
    sheet = opened_sheet(desk)

    sheet_left = threading.Event()

    def tell(share: float, said: Any) -> None:
        said(share)
        if share >= 0.6:
            sheet_left.wait(30)

    def slowly(vault: Vault, asked: NewKeysAsk) -> Rotated:
        return with_a_cheap_key(vault, asked, tell=partial(tell, said=asked.tell))

    monkeypatch.setattr(routes_new_keys, "rotate_keys", slowly)
    begin(sheet)
    desk.wait(lambda: "60" in sheet.go.text(), "more than half of the way")
    sheet.reject()
    sheet_left.set()
    desk.wait(card_of(desk)._line.isVisible, "the line")
    assert card_of(desk)._line.text() == "Stopped. Nothing was changed."
    assert header(home) == before
    assert not (home / "new.html").exists()
    assert card_of(desk).make.isEnabled()
    desk.show("notes")


def test_what_fails_once_the_new_keys_count_takes_no_sheet_away(
    desk: WatchedDesk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(vault: Vault, asked: NewKeysAsk) -> Rotated:
        with_a_cheap_key(vault, asked)
        raise DiskFailedError

    monkeypatch.setattr(routes_new_keys, "rotate_keys", fails)
    sheet = opened_sheet(desk)
    begin(sheet)
    desk.wait(lambda: bool(sheet.passphrase._below.text()), "the answer")
    (place,) = find_vaults(home)
    assert opens_by_sheet(place.folder, read_sheet((home / "new.html").read_text(encoding="utf-8")).code)


def test_a_lock_in_the_middle_leaves_notes_that_open(desk: WatchedDesk, home: Path) -> None:
    begin(opened_sheet(desk))
    desk.door.lock()
    desk.close()
    (place,) = find_vaults(home)
    reopened(place.folder).close()


def test_the_sheet_has_room_for_its_words(home: Path) -> None:
    for language, percent in (("en", 100), ("es", 200)):
        with open_desk(home, language=language, percent=percent, size=(900, 600)) as desk:
            desk.show("trust")
            sheet = opened_sheet(desk)
            desk.settle()
            assert (nameless(sheet), clipped(sheet), beyond(sheet)) == ([], [], [])
