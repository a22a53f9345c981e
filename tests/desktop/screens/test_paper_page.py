"""The recovery sheet at the door: a second computer by it, and notes whose passphrase is forgotten."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.desktop.compose import Door
from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.first_run import FirstRun
from peerdesk.desktop.screens.paper_page import PaperPage
from peerdesk.desktop.screens.unlock import UnlockScreen
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.vault.places import find_vaults
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.enrolment import start_alone
from tests.desktop.desks import application
from tests.support.hospital import ADDRESS, Hospital, a_hospital, clock
from tests.sync.bad_line import BadLine, Fault, as_it_is
from tests.work.ruth import Ruth

NEW = "nine slow lamps on the stairs"


class Desk:
    """A window at the door of a home."""

    def __init__(self, home: Path, remotes: Any = None) -> None:
        Preferences(language="en", look="light").write(home)
        door = Door(home=home, name=None, app=application(), remotes=remotes)
        self.desk = WatchedDesk(door, Onlooker(home / "pictures"))

    @property
    def page(self) -> Any:
        return self.desk.door.frame.centralWidget()

    def paper(self) -> PaperPage:
        self.desk.wait(lambda: isinstance(self.page, PaperPage), "the page for the sheet")
        page = self.page
        assert isinstance(page, PaperPage)
        return page

    def type(self, page: PaperPage, code: str, **given: str) -> None:
        page._code.set_text(code)
        page._code.edit.editingFinished.emit()
        page._name.set_text(given.get("name", ""))
        page._server.set_text(given.get("server", ""))
        for field in (page.form.passphrase.first, page.form.passphrase.second):
            field.set_text(given.get("passphrase", NEW))

    def wait_for_the_desk(self) -> Any:
        door = self.desk.door
        self.desk.wait(lambda: door.session is not None and door.session.is_ready, "the desk")
        self.desk.settle()
        assert door.session is not None
        return door.session

    def wait_for(self, page: PaperPage, word: str) -> None:
        self.desk.wait(lambda: word in page.form.said.text() and page.form.go.isEnabled(), word)


class NewDay(Desk):
    """Ruth in front of an empty computer, with her sheet, on a line that a test can spoil."""

    def __init__(self, hospital: Hospital, home: Path) -> None:
        self.ruth = Ruth(hospital)
        self.fault: Fault = as_it_is
        hospital.wrap = lambda line: BadLine(line, self._ask)
        self.home = home
        super().__init__(home, hospital.remotes)
        first = self.page
        assert isinstance(first, FirstRun)
        first._sheet.click()

    def _ask(self, endpoint: str, question: Any, go_on: Any) -> Any:
        return self.fault(endpoint, question, go_on)


@pytest.fixture
def day(home: Path, tmp_path: Path) -> Iterator[NewDay]:
    with a_hospital(tmp_path / "hospital") as hospital:
        found = NewDay(hospital, home)
        yield found
        found.desk.close()


def test_the_saved_sheet_brings_everything_back(day: NewDay, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = day.home / "sheet.txt"
    kept.write_text(day.ruth.sheet.text(), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    page = day.paper()
    page._file.click()
    day.desk.wait(page.form.go.isEnabled, "the sheet")
    assert (page._file_line.text(), page._name.isVisible()) == ("Sheet of Ruth Lind", False)
    day.type(page, page._code.text())
    page.form.go.click()
    session = day.wait_for_the_desk()
    day.desk.wait(lambda: len(encounter_page(session.bench.vault, limit=5)) == 1, "the note")


def test_typed_groups_are_looked_at_at_once_and_lead_to_the_desk(day: NewDay) -> None:
    page, sheet = day.paper(), day.ruth.sheet
    whole = f"{sheet.code} {sheet.hospital_groups}"
    day.type(page, ("2" if whole[0] != "2" else "3") + whole[1:])
    assert "groups again: 1." in page._code._below.text()
    day.type(page, sheet.code, name="Ruth Lind", server=ADDRESS)
    page.form.go.click()
    day.wait_for(page, "two groups below")
    day.type(page, whole.lower(), name="Ruth Lind", server=ADDRESS)
    page.form.go.click()
    day.wait_for_the_desk()


def test_with_no_server_it_says_so_leaves_nothing_and_goes_on_later(day: NewDay) -> None:
    def away(*_: object) -> Any:
        raise OfflineError

    page = day.paper()
    day.fault = away
    day.type(page, day.ruth.sheet.text())
    assert not page._server.isVisible()
    page.form.go.click()
    day.wait_for(page, "could not be reached")
    assert find_vaults(day.home) == ()
    day.fault = as_it_is
    page.form.go.click()
    day.wait_for_the_desk()


def test_back_leads_to_the_first_steps(day: NewDay) -> None:
    day.paper().form.back.click()
    day.desk.wait(lambda: isinstance(day.page, FirstRun), "the first steps")


@pytest.fixture
def forgetful(home: Path) -> Iterator[tuple[Desk, str]]:
    started = start_alone(home, "Marisol Vega", "seven green boats at the pier", profile=TEST_ONLY)
    with started.vault as vault:
        keep_encounter(vault, EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom)
    found = Desk(home)
    yield found, started.sheet.code
    found.desk.close()


def test_a_forgotten_passphrase_is_replaced_at_the_door(forgetful: tuple[Desk, str]) -> None:
    desk, code = forgetful
    assert isinstance(desk.page, UnlockScreen)
    desk.page._forgot.click()
    page = desk.paper()
    assert not page._name.isVisible()
    other = code[::-1]
    desk.type(page, other)
    assert page._code._below.text()
    desk.type(page, code, passphrase="short")
    page.form.go.click()
    below = page.form.passphrase.first._below
    desk.desk.wait(lambda: page.form.go.isEnabled() and "longer" in below.text(), "a longer one")
    desk.type(page, code)
    page.form.go.click()
    session = desk.wait_for_the_desk()
    assert len(encounter_page(session.bench.vault, limit=5)) == 1
