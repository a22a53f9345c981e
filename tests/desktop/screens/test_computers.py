"""My computers in the window: each with what is known of it, and a lost one is taken off the list after a sheet."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_computers import ComputersRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.work.attention import needs
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import change_encounter
from peerdesk.work.removing import remove_computer
from tests.desktop.desks import beyond, clipped, nameless, open_desk, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import reopened
from tests.work.ruth import a_ruth

WARD, LAPTOP = "Devon Achebe", "laptop"


class Town:
    """Devon's two computers, asleep. The laptop has changed a note, and the ward computer has that."""

    def __init__(self, hospital: Hospital) -> None:
        two = TwoComputers(hospital)
        self.hospital, self.line = hospital, Line(hospital)
        self.note = two.note()
        two.change(two.laptop, self.note, memory="from the laptop")
        two.meet()
        self.two = two
        two.ward.close()
        two.laptop.close()

    @contextmanager
    def desk(self, home: str = WARD, **how: object) -> Iterator[WatchedDesk]:
        with open_desk(self.hospital.folder / "homes" / home, PASSPHRASE, remotes=self.line, **how) as desk:
            desk.settle()
            desk.show("trust")
            desk.settle()
            yield desk


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_hospital(tmp_path) as hospital:
        yield Town(hospital)


def shared(desk: WatchedDesk) -> SharedRoutes:
    session = desk.door.session
    assert session is not None
    return session.pages.shared


def page(desk: WatchedDesk) -> SyncTrust:
    return shared(desk).trust


def routes(desk: WatchedDesk) -> ComputersRoutes:
    return shared(desk).computers


def words(desk: WatchedDesk) -> list[str]:
    return [one.text() for one in page(desk).computers.findChildren(QLabel) if one.isVisible()]


def removes(desk: WatchedDesk) -> list[QPushButton]:
    found = page(desk).computers.findChildren(QPushButton)
    return [one for one in found if one.text() == "Remove" and one.isVisible()]


def tries(desk: WatchedDesk) -> list[QPushButton]:
    found = page(desk).computers.findChildren(QPushButton)
    return [one for one in found if one.text() == "Try again" and one.isVisible()]


def toast(desk: WatchedDesk) -> str:
    return shared(desk).desk.toast._words.text()


def press_remove(desk: WatchedDesk) -> None:
    removes(desk)[0].click()
    desk.settle()
    sheet = routes(desk).sheet
    assert sheet is not None
    sheet.remove.click()
    desk.settle()


def test_each_computer_is_named_and_nothing_is_claimed_that_is_not_known(town: Town) -> None:
    with town.desk() as desk:
        said = words(desk)
        assert said[:3] == ["My computers", "Computer 1", "This one"]
        assert said[3:5] == ["Here now", "My laptop"]
        assert said[5].startswith("Its last change here: today ")
        assert [one.accessibleDescription().split(".")[0] for one in removes(desk)] == ["My laptop"]
        assert nameless(desk.door.frame) == []
    with town.desk(LAPTOP) as desk:
        assert "Computer 1" in words(desk)


def test_a_lost_laptop_goes_after_one_question_and_enter_keeps_it(town: Town) -> None:
    with town.desk() as desk:
        removes(desk)[0].click()
        desk.settle()
        sheet, focused = routes(desk).sheet, QApplication.focusWidget()
        assert sheet is not None
        assert nameless(sheet) == []
        assert isinstance(focused, QPushButton)
        assert focused.text() == "Keep it"
        desk.press("Escape")
        desk.settle()
        assert all(one.live for one in own_devices(vault_of(desk)))
        press_remove(desk)
        assert removes(desk) == []
        assert words(desk)[5].startswith("Off the list. Its last change here: today ")
        assert toast(desk) == "My laptop is off the list"
        assert [one.live for one in own_devices(vault_of(desk))] == [True, True, False]


def test_without_the_server_it_says_that_it_waits_and_goes_with_the_next_sync(town: Town) -> None:
    with town.desk() as desk:
        town.line.is_cut = True
        press_remove(desk)
        assert "Being removed" in words(desk)
        assert removes(desk) == []
        again = tries(desk)
        again[0].click()
        desk.settle()
        assert "Being removed" in words(desk)
        assert again[0].accessibleDescription() == "My laptop. Being removed"
        assert (clipped(desk.door.frame), nameless(desk.door.frame)) == ([], [])
        town.line.is_cut = False
        tries(desk)[0].click()
        desk.settle()
        assert words(desk)[5].startswith("Off the list. ")
        assert tries(desk) == []


def test_the_removed_computer_tries_again_from_its_own_line(town: Town) -> None:
    with town.desk() as desk:
        press_remove(desk)
    town.line.is_cut = True
    with town.desk(LAPTOP) as desk:
        change_encounter(vault_of(desk), town.note, {"memory": "later"}, clock(), os.urandom)
        desk.press("F5")
        desk.settle()
    town.line.is_cut = False
    with town.desk(LAPTOP) as desk:
        again = [one for one in page(desk).findChildren(QPushButton) if one.text() == "Try again" and one.isVisible()]
        again[0].click()
        desk.settle()
        said = [one.text() for one in page(desk).findChildren(QLabel) if one.isVisible()]
        assert any("lies sealed at the server: 1." in one for one in said)


def test_the_removed_computer_says_so_at_once_and_again_without_a_network(town: Town) -> None:
    with town.desk() as desk:
        press_remove(desk)
    for is_cut in (False, True):
        town.line.is_cut = is_cut
        with town.desk(LAPTOP) as desk:
            if not is_cut:
                change_encounter(vault_of(desk), town.note, {"memory": "later"}, clock(), os.urandom)
                desk.press("F5")
                desk.settle()
            assert "Off the list" in words(desk)
            assert removes(desk) == []
            said = [one.text() for one in page(desk).findChildren(QLabel) if one.isVisible()]
            assert "What is here stays readable here." in said
            assert any("lies sealed at the server: 1." in one for one in said)
            assert any(one.startswith("This computer was taken off the hospital's list.") for one in said)


def test_a_computer_that_is_removed_while_it_is_open_shows_it(town: Town) -> None:
    with town.desk(LAPTOP) as desk:
        assert "Here now" in words(desk)
        ward = reopened(town.two.ward.folder, PASSPHRASE)
        with ward:
            found = next(one for one in own_devices(ward) if not (one.is_this or one.is_paper))
            assert remove_computer(ward, town.hospital.remotes, found, clock(), os.urandom).is_heard
        desk.press("F5")
        desk.settle()
        assert "Off the list" in words(desk)


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(town: Town, language: str, percent: int, size: tuple[int, int]) -> None:
    with town.desk(language=language, percent=percent, size=size) as desk:
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        remove = "Quitar" if language == "es" else "Remove"
        next(one for one in page(desk).computers.findChildren(QPushButton) if one.text() == remove).click()
        desk.settle()
        sheet = routes(desk).sheet
        assert sheet is not None
        assert (clipped(sheet), small(sheet), nameless(sheet)) == ([], [], [])
        sheet.reject()


def test_a_computer_that_somebody_added_is_removed_from_what_waits(tmp_path: Path) -> None:
    with a_ruth(tmp_path) as ruth:
        new = ruth.joined()
        ruth.hospital.sync(new)
        added = new.device
        ruth.first.close()
        home, line = ruth.hospital.folder / "homes" / "Ruth Lind", Line(ruth.hospital)
        with open_desk(home, PASSPHRASE, remotes=line) as desk:
            desk.settle()
            desk.show("trust")
            desk.settle()
            waits = [one for one in page(desk).findChildren(QPushButton) if one.text() == "Remove it"]
            assert len(waits) == 1
            waits[0].click()
            desk.settle()
            sheet = routes(desk).sheet
            assert sheet is not None
            sheet.remove.click()
            desk.settle()
            assert [one.live for one in own_devices(vault_of(desk)) if one.id == added] == [False]
            assert needs(vault_of(desk)) == ()
