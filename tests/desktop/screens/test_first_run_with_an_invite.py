"""The first steps with an invite: the recovery sheet is in the person's hands before the hospital hears of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from peerdesk.crypto.recovery import parse_code
from peerdesk.desktop.compose import Door
from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.domain.errors import OfflineError
from peerdesk.vault.places import find_vaults
from peerdesk.wire import endpoints
from tests.desktop.desks import application
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital
from tests.sync.bad_line import BadLine, Fault, as_it_is


class FirstDay:
    """Somebody with an invite in front of an empty desk, on a line that a test can spoil."""

    def __init__(self, hospital: Hospital, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.fault: Fault = as_it_is
        self.lines: list[BadLine] = []
        hospital.wrap = self._wrap
        letter = home / "devon.invite"
        letter.write_text(hospital.invite("Devon Achebe"), encoding="utf-8")
        self.kept = home / "sheet.txt"
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(self.kept), ""))
        Preferences(language="en", look="light").write(home)
        door = Door(home=home, name=None, app=application(), remotes=hospital.remotes)
        self.desk = WatchedDesk(door, Onlooker(home / "pictures"))

    def _wrap(self, line: Any) -> BadLine:
        self.lines.append(BadLine(line, self.fault))
        return self.lines[-1]

    @property
    def page(self) -> Any:
        return self.desk.door.frame.centralWidget()

    @property
    def joined(self) -> bool:
        return any(endpoints.APPEND in line.asked for line in self.lines)

    def begin(self) -> None:
        first = self.page
        assert isinstance(first, FirstRun)
        first._invite.click()
        self.desk.wait(first.form.go.isEnabled, "the invite")
        self.go_on(first)

    def go_on(self, first: FirstRun) -> None:
        first.form.passphrase.first.set_text(PASSPHRASE)
        first.form.passphrase.second.set_text(PASSPHRASE)
        first.form.go.click()

    def save(self, page: SheetPage) -> None:
        page._save.click()
        self.desk.wait(page._done.isEnabled, "the sheet on the disk")

    def sheet(self) -> SheetPage:
        self.desk.wait(lambda: isinstance(self.page, SheetPage), "the sheet")
        page = self.page
        assert isinstance(page, SheetPage)
        return page

    def wait_for_the_desk(self) -> None:
        door = self.desk.door
        self.desk.wait(lambda: door.session is not None and door.session.is_ready, "the desk")
        self.desk.settle()


@pytest.fixture
def day(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstDay]:
    with a_hospital(tmp_path / "hospital") as hospital:
        found = FirstDay(hospital, home, monkeypatch)
        yield found
        found.desk.close()


def code_on(sheet: Path) -> bytes:
    lines = [line.strip() for line in sheet.read_text(encoding="utf-8").splitlines()]
    return parse_code(lines[lines.index("Devon Achebe") + 2])


def test_the_hospital_hears_of_a_computer_only_once_the_sheet_is_kept(day: FirstDay) -> None:
    day.begin()
    page = day.sheet()
    assert not day.joined
    day.save(page)
    assert len(code_on(day.kept)) == 20
    assert not day.joined
    page._done.click()
    day.wait_for_the_desk()
    assert day.joined


def test_a_window_that_is_closed_over_the_sheet_leaves_nothing_behind(day: FirstDay) -> None:
    day.begin()
    day.sheet()
    assert len(find_vaults(day.home)) == 1
    day.desk.close()
    day.desk.door.background.close()
    assert not day.joined
    assert find_vaults(day.home) == ()


def test_a_set_up_that_was_cut_off_has_shown_its_sheet_and_is_finished_later(day: FirstDay) -> None:
    cut = [False]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.APPEND:
            go_on()
            cut[0] = True
        if cut[0]:
            raise OfflineError
        return go_on()

    day.fault = fault
    day.begin()
    page = day.sheet()
    day.save(page)
    page._done.click()
    day.desk.wait(lambda: isinstance(day.page, FirstRun), "the first page again")
    again = day.page
    assert not again.form.said.isHidden()
    assert again._name.text() == "Devon Achebe"
    day.fault = as_it_is
    day.go_on(again)
    day.wait_for_the_desk()
    assert len(code_on(day.kept)) == 20
