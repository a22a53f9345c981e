"""The unit summary in the window: only where the root counts units, with what the peer gave times to."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_units import UnitsRoutes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.policy import Rule
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital
from tests.work.test_policy import decide
from tests.work.test_unit_summary import keep
from tests.work.ward import Pair

CANARY = "zebra-canary-7731"
NOTE = EncounterDraft(setting="ed", outcome="met", support=("time",), handle=CANARY)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Pair(hospital)


@contextmanager
def desk_of_devon(pair: Pair, language: str = "en", percent: int = 100) -> Iterator[WatchedDesk]:
    pair.hospital.sync(pair.devon)
    pair.devon.close()
    pair.hospital.open_vaults.remove(pair.devon)
    home = pair.hospital.folder / "homes" / "Devon Achebe"
    remotes = pair.hospital.remotes
    with open_desk(home, PASSPHRASE, remotes=remotes, language=language, percent=percent) as desk:
        peer(desk).further.acts["impact"]()
        desk.settle()
        yield desk


def units_page(desk: WatchedDesk) -> UnitsRoutes:
    peer(desk).further.impact.page.units.click()
    desk.settle()
    return peer(desk).further.units


def chosen(file: Path, _window: QWidget, _name: str, _kind: str) -> str:
    return str(file)


def press(desk: WatchedDesk, routes: UnitsRoutes, words: str) -> None:
    button = next(one for one in routes.page.findChildren(QAbstractButton) if one.text() == words and one.isVisible())
    button.click()
    desk.settle()


def test_without_the_roots_word_nothing_in_the_window_leads_there(ward: Pair) -> None:
    with desk_of_devon(ward) as desk:
        assert not peer(desk).further.impact.page.units.isVisible()
        assert "units" not in peer(desk).further.acts


def test_times_are_written_changed_taken_out_and_taken_along(ward: Pair, tmp_path: Path) -> None:
    decide(ward.hospital, {Rule.UNITS: "va"})
    with desk_of_devon(ward) as desk:
        keep(vault_of(desk), NOTE)
        routes = units_page(desk)
        assert peer(desk).place == "units"
        assert "It is not a claim" in " ".join(said(routes.page))
        press(desk, routes, "Add times")
        sheet = routes.sheet
        assert sheet is not None
        sheet.begins.set_text("8:00")
        sheet.ends.set_text("8:00")
        desk.press("Ctrl+Return")
        desk.settle()
        assert "cannot be the time it began" in " ".join(said(sheet))
        sheet.ends.set_text("12:40")
        sheet.aside.set_text("10")
        assert sheet.comes_to.text() == "270 minutes  ·  18 units"
        desk.press("Ctrl+Return")
        desk.wait(lambda: routes.sheet is None, "it is kept")
        desk.settle()
        words = " ".join(said(routes.page))
        assert "18 units" in words
        assert "18 units  ·  H0038  ·  Emergency department  ·  zebra-canary-7731  ·  10 minutes set aside" in words
        assert "more than 16 units in one" in words
        files = [tmp_path / f"units.{ending}" for ending in ("csv", "pdf")]
        for file, button in zip(files, (routes.page.table, routes.page.paper), strict=True):
            routes.ask_file = partial(chosen, file)
            button.click()
            desk.wait(file.exists, "the file")
        rows = list(csv.reader(files[0].read_text(encoding="utf-8").splitlines()))
        assert rows[0][0].startswith("Not a claim.")
        assert rows[2][1:5] == ["08:00", "12:40", "270", "18"]
        assert CANARY not in files[0].read_text(encoding="utf-8")
        assert files[1].read_bytes().startswith(b"%PDF")
        press(desk, routes, "Change")
        assert routes.sheet is not None
        next(one for one in routes.sheet.findChildren(QAbstractButton) if one.text() == "Take out").click()
        desk.wait(lambda: routes.sheet is None, "it is out")
        desk.settle()
        assert "18 units" not in " ".join(said(routes.page))


def test_it_fits_large_text_in_spanish(ward: Pair) -> None:
    decide(ward.hospital, {Rule.UNITS: "va", Rule.EIGHT_MINUTES: True})
    with desk_of_devon(ward, "es", 200) as desk:
        keep(vault_of(desk), NOTE)
        routes = units_page(desk)
        desk.settle()
        assert (nameless(routes.page), clipped(routes.page), small(routes.page), beyond(routes.page)) == (
            [],
            [],
            [],
            [],
        )
