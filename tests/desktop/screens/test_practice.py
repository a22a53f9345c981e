"""Practice in real windows: the same desk, a band that says what it is, and nothing left of it."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.first_run import FirstRun
from peerdesk.desktop.screens.palette_sheet import PaletteSheet
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.desktop.widgets.messages import Message
from peerdesk.vault.places import find_vaults
from tests.desktop.desks import beyond, clipped, nameless, open_desk, open_door, peer, small
from tests.support.vaults import new_vault

pytestmark = pytest.mark.usefixtures("practice_that_costs_little")


def link(root: QObject, words: str) -> LinkButton:
    (found,) = [one for one in root.findChildren(LinkButton) if one.text() == words]
    return found


def enter_practice(desk: WatchedDesk, words: str = "Practice with invented people") -> None:
    link(desk.door.frame, words).click()
    desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "practice to open")
    desk.settle()


def notes_of_people(home: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((home / "vaults").rglob("*"))
        if path.is_file()
    }


def left(home: Path) -> list[Path]:
    return [one for one in (home / "practice").iterdir() if one.is_dir()]


def test_practice_is_left_by_its_band_and_nobodys_notes_have_changed(home: Path) -> None:
    new_vault(home, "Devon Achebe").close()
    before = notes_of_people(home)
    with open_door(home) as desk:
        ended: list[str] = []
        desk.door.locked.connect(lambda: ended.append("locked"))
        enter_practice(desk)
        (band,) = [one for one in desk.door.frame.findChildren(Message) if one.action.text() == "Leave practice"]
        assert band.isVisible()
        assert band.text() == "Practice: nothing here is real, and nothing is kept."
        desk.write_a_note("practice")
        for place in ("notes", "trust", "wellbeing"):
            desk.show(place)
            assert band.isVisible(), place
        assert len(left(home)) == 1
        band.action.click()
        desk.wait(lambda: bool(ended), "practice to end")
    assert left(home) == []
    assert notes_of_people(home) == before
    assert [place.display_name for place in find_vaults(home)] == ["Devon Achebe"]
    assert Preferences.read(home).last_vault == ""


def test_the_first_steps_lead_to_practice_before_anybody_is_set_up(home: Path) -> None:
    home.mkdir(exist_ok=True)
    with open_door(home) as desk:
        assert isinstance(desk.door.frame.centralWidget(), FirstRun)
        enter_practice(desk, "Look around first, with invented people")
        assert peer(desk).place == "today"
    assert left(home) == [], "closing the window ends it as well"
    assert find_vaults(home) == ()


def test_from_an_open_desk_it_begins_only_in_the_next_window_behind_a_lock(home: Path) -> None:
    with open_desk(home) as desk:
        said: list[str] = []
        desk.door.practice.wanted.connect(lambda: said.append("practice"))
        desk.door.locked.connect(lambda: said.append("locked"))
        desk.press("Ctrl+K")
        desk.settle()
        (palette,) = desk.door.frame.findChildren(PaletteSheet)
        palette.field.setText("pract")
        desk.press("Return")
        desk.wait(lambda: "locked" in said, "the lock")
        assert said == ["practice", "locked"]
        (place,) = find_vaults(home)
        assert place.held_by() is None, "the notes are closed before practice begins"
        assert not (home / "practice").exists()
    with open_door(home) as desk:
        desk.door.hear("show-practice")
        desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "practice to open")
        desk.settle()
        assert desk.door.practice.is_on
        (place,) = find_vaults(home)
        assert place.held_by() is None


def test_the_next_start_takes_away_what_a_crash_left(home: Path) -> None:
    new_vault(home, "Devon Achebe").close()
    crashed = home / "practice" / "0123456789abcdef"
    crashed.mkdir(parents=True)
    (crashed / "lock").touch()
    with open_door(home) as desk:
        desk.wait(lambda: not left(home), "what was left to be taken away")


@pytest.mark.parametrize(("language", "percent", "size"), [("es", 200, (1366, 768)), ("es", 100, (900, 600))])
def test_the_band_and_the_ways_in_have_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    new_vault(home, "Devon Achebe").close()
    with open_door(home, language=language, percent=percent, size=size) as desk:
        frame = desk.door.frame
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
        enter_practice(desk, "Practicar con personas inventadas")
        assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
