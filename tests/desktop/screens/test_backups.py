"""Backups on Sync and trust: made by themselves or when asked, and opened to look; and notes that were set back."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from peerdesk.desktop import keeping_safe
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.backup_card import BackupCard
from peerdesk.desktop.screens.backup_sheet import BackupSheet
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.looking import look_into
from tests.desktop.desks import beyond, clipped, nameless, open_desk, open_door, small
from tests.support.backups import keep
from tests.support.vaults import PASSPHRASE, a_vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of Devon's closed vault with some notes."""
    with a_vault(tmp_path, "Devon Achebe") as vault:
        keep(vault, 12)
    return vault.folder


def card_of(desk: WatchedDesk) -> BackupCard:
    desk.show("trust")
    page = desk.door.frame.findChild(SyncTrust)
    assert page is not None
    return page.backups


def sheet_of(desk: WatchedDesk) -> BackupSheet | None:
    return desk.door.frame.findChild(BackupSheet)


def test_a_backup_is_made_when_asked_and_the_card_says_that_it_was_checked(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    with open_desk(tmp_path) as desk:
        card = card_of(desk)
        assert card._title.text() == "No backup yet"
        card.make.click()
        assert not card.make.isEnabled()
        qtbot.waitUntil(lambda: card._title.text().startswith("Last backup"), timeout=20_000)
        assert card._line.text() == "Opened and checked"
        assert card.make.isEnabled()
        assert [one.reason for one in find_backups(folder)] == [Reason.ASKED]


def test_each_unlock_makes_one_by_itself_unless_nothing_was_kept_since(
    qtbot: QtBot, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_safe, "AFTER_MILLISECONDS", 1)
    with open_desk(tmp_path) as desk:
        qtbot.waitUntil(lambda: len(find_backups(folder)) == 1, timeout=20_000)
        desk.settle()
    with open_desk(tmp_path) as desk:
        desk.settle()
    assert [one.reason for one in find_backups(folder)] == [Reason.UNLOCK]


def test_a_backup_is_opened_to_look_and_plainly_marked(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    with open_desk(tmp_path) as desk:
        card = card_of(desk)
        card.make.click()
        qtbot.waitUntil(lambda: len(card._view.rows) == 1, timeout=20_000)
        card.all.click()
        (look,) = card._list.findChildren(OutlinedButton)
        look.click()
        qtbot.waitUntil(lambda: sheet_of(desk) is not None, timeout=20_000)
        sheet = sheet_of(desk)
        assert sheet is not None
        texts = [label.text() for label in sheet.findChildren(QLabel)]
        assert any("Only to look" in text for text in texts)
        assert any("12 notes are in it" in text for text in texts)
        assert sum("harbor" in text for text in texts) == 12
        sheet.reject()


def test_notes_that_were_set_back_are_told_of_calmly(tmp_path: Path, folder: Path) -> None:
    older = (folder / "vault.db").read_bytes()
    with open_desk(tmp_path) as desk:
        desk.settle()
        assert desk.door.session is not None
        keep(desk.door.session.bench.vault, 3, 100)
    (folder / "vault.db").write_bytes(older)
    with open_desk(tmp_path) as desk:
        desk.settle()
        assert desk.door.session is not None
        with desk.door.session.bench.vault.read() as tx:
            (told,) = tx.notices.open()
    assert told.kind is NoticeKind.VAULT_SET_BACK
    assert told.number >= 1


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (1280, 800)), ("es", 100, (900, 600)), ("es", 200, (1366, 768))],
)
def test_no_word_is_cut(
    qtbot: QtBot, tmp_path: Path, folder: Path, language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_desk(tmp_path, language=language, percent=percent, size=size) as desk:
        card = card_of(desk)
        card.make.click()
        qtbot.waitUntil(lambda: len(card._view.rows) == 1, timeout=20_000)
        card.all.click()
        desk.settle()
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        card.look_asked.emit(card._view.rows[0].key)
        qtbot.waitUntil(lambda: sheet_of(desk) is not None, timeout=20_000)
        desk.settle()
        sheet = sheet_of(desk)
        assert sheet is not None
        assert (clipped(sheet), beyond(sheet), small(sheet), nameless(sheet)) == ([], [], [], [])
        sheet.reject()


def test_a_desk_on_a_disk_that_cannot_be_written_says_so_above_every_page(tmp_path: Path, folder: Path) -> None:
    with open_door(tmp_path) as desk:
        desk.door._open_vault = lambda place, passphrase, _cancelled: look_into(
            place.folder, passphrase=passphrase, rng=os.urandom, allow_test_profile=True
        )
        desk.unlock(PASSPHRASE)
        desk.settle()
        frame = desk.door.frame
        assert any("cannot be written" in label.text() for label in frame.findChildren(QLabel) if label.isVisible())
        desk.show("trust")
        desk.picture("read-only")
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        before = (folder / "vault.db").read_bytes()
    assert (folder / "vault.db").read_bytes() == before
