"""First steps where the hospital wants a sign-in: nothing opens by itself, and nothing is left of one that failed."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.desktop.screens.sign_in_page import SignInPage
from peerdesk.desktop.sheet_handover import SheetHandover
from peerdesk.desktop.sign_in_handover import SignInHandover
from peerdesk.server.provider import Provider as Verifier
from peerdesk.vault.places import find_vaults
from peerdesk.wire import endpoints
from peerdesk.work.officer import init_organisation
from peerdesk.work.organisation_folder import PUBLIC
from tests.desktop.screens.test_first_run_with_an_invite import FirstDay
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, clock
from tests.support.managed import decide
from tests.support.provider import CLIENT, Provider, a_provider, browse
from tests.support.servers import in_process_client


class Browser(QObject):
    """The person's browser: it opens nothing, or it goes where it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.goes: Callable[[str], object] = lambda _address: None
        slot: Any = "take"  # What the type of this call says is turned away by it.
        QDesktopServices.setUrlHandler("http", self, slot)

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        threading.Thread(target=self.goes, args=(self.opened[-1],)).start()


@pytest.fixture
def browser() -> Iterator[Browser]:
    found = Browser()
    yield found
    QDesktopServices.unsetUrlHandler("http")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with a_provider() as found:
        yield found


@pytest.fixture
def begin(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: Provider
) -> Iterator[Callable[[], FirstDay]]:
    """Begin a first day with an invite, up to the page at which one signs in."""
    provider.behave()
    folder = tmp_path / "hospital"
    init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    verifier = Verifier(provider.issuer, CLIENT, now=time.time, monotonic=time.monotonic)
    days: list[FirstDay] = []
    with in_process_client(folder / "server", (folder / "org" / PUBLIC).read_bytes(), sign_in=verifier) as client:

        def first_day() -> FirstDay:
            days.append(FirstDay(Hospital(folder, client), home, monkeypatch))
            days[0].begin()
            return days[0]

        yield first_day
        for day in days:
            day.desk.close()


def sign_in_page(day: FirstDay) -> SignInPage:
    day.desk.wait(lambda: isinstance(day.page, SignInPage), "the page to sign in")
    page = day.page
    assert isinstance(page, SignInPage)
    return page


def back_at_the_start(day: FirstDay) -> FirstRun:
    day.desk.wait(lambda: isinstance(day.page, FirstRun) and not day.page.form.said.isHidden(), "the first page")
    page = day.page
    assert isinstance(page, FirstRun)
    assert find_vaults(day.home) == ()
    assert not day.joined
    return page


def test_a_press_opens_the_browser_and_the_way_goes_on_from_there(
    begin: Callable[[], FirstDay], browser: Browser, provider: Provider
) -> None:
    browser.goes = browse
    day = begin()
    page = sign_in_page(day)
    QApplication.processEvents()
    assert browser.opened == []
    assert page._host.accessibleName() == provider.issuer.removeprefix("http://")
    assert page._host.text().replace("\u200b", "") == page._host.accessibleName()
    assert find_vaults(day.home) == ()
    QTest.keyClick(page._open, Qt.Key.Key_Space)
    sheet = day.sheet()
    assert browser.opened[0].startswith(f"{provider.issuer}/authorize?")
    assert not day.joined
    day.save(sheet)
    sheet._done.click()
    day.wait_for_the_desk()
    assert day.joined


class Watched:
    """What stands between the window and the thread of the set-up, and what that thread asked of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[QObject] = []
        self.asked: list[str] = []

        def look(one: QObject, name: str) -> Any:
            if threading.current_thread() is not threading.main_thread():
                self.asked.append(name)
            elif not any(one is known for known in self.made):
                self.made.append(one)
            return QObject.__getattribute__(one, name)

        for kind in (SheetHandover, SignInHandover):
            monkeypatch.setattr(kind, "__getattribute__", look, raising=False)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def test_the_thread_of_the_set_up_asks_nothing_of_what_is_the_windows(
    begin: Callable[[], FirstDay], browser: Browser, watched: Watched
) -> None:
    browser.goes = browse
    day = begin()
    sign_in_page(day)._open.click()
    sheet = day.sheet()
    day.save(sheet)
    sheet._done.click()
    day.wait_for_the_desk()
    assert [type(one) for one in watched.made] == [SheetHandover, SignInHandover]
    assert watched.asked == []


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_where_the_page_is_gone_nobody_waits_for_it(
    begin: Callable[[], FirstDay], browser: Browser, watched: Watched, *, is_signed_in: bool
) -> None:
    browser.goes = browse
    day = begin()
    page = sign_in_page(day)
    if is_signed_in:
        page._open.click()
        day.sheet()
    for one in watched.made:
        shiboken6.delete(one)
    day.desk.wait(lambda: day.desk.door.background.waiting == 0, "the end of the set-up")
    assert find_vaults(day.home) == ()
    assert not day.joined


def test_cancel_goes_back_and_the_same_invite_goes_through_later(
    begin: Callable[[], FirstDay], browser: Browser
) -> None:
    day = begin()
    sign_in_page(day)._leave.click()
    first = back_at_the_start(day)
    assert "You did not sign in" in first.form.said.text()
    assert first._name.text() == "Devon Achebe"
    browser.goes = browse
    day.go_on(first)
    sign_in_page(day)._open.click()
    day.save(day.sheet())
    assert isinstance(day.page, SheetPage)


def test_a_window_that_is_closed_meanwhile_waits_for_nobody(begin: Callable[[], FirstDay], browser: Browser) -> None:
    day = begin()
    sign_in_page(day)
    begun = time.monotonic()
    day.desk.close()
    day.desk.door.background.close()
    assert time.monotonic() - begun < 10
    assert find_vaults(day.home) == ()
    assert browser.opened == []


def test_what_was_not_good_is_said_at_the_first_page(
    begin: Callable[[], FirstDay], browser: Browser, provider: Provider
) -> None:
    browser.goes = browse
    provider.behave(claims={"nonce": "A" * 43})
    day = begin()
    sign_in_page(day)._open.click()
    assert "did not count for this computer" in back_at_the_start(day).form.said.text()


def test_where_no_browser_opens_the_address_can_be_copied(begin: Callable[[], FirstDay], browser: Browser) -> None:
    day = begin()
    page = sign_in_page(day)
    page.show_opened(opened=False)
    assert "Copy the address" in page._line.text()
    page._copy.click()
    assert "/authorize?" in QGuiApplication.clipboard().text()


def test_where_it_has_set_another_place_nobody_is_led_anywhere(
    begin: Callable[[], FirstDay], browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, tmp_path / "etc", 'sign_in = "https://login.hospital.example"\n')
    day = begin()
    assert "not your hospital's" in back_at_the_start(day).form.said.text()
    assert browser.opened == []
    assert all(endpoints.SIGN_IN not in line.asked for line in day.lines)


def test_a_start_and_the_first_steps_load_nothing_of_it() -> None:
    late = {"http.server", "joserfc", "peerdesk.sync.loopback", "peerdesk.work.signing_in"}
    asking = "import sys, peerdesk.desktop.compose, peerdesk.desktop.compose_setup; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True)
    assert late & set(done.stdout.split()) == set()
