"""What the hospital's IT decided holds at the desk, from its first second on, and the settings say whose it is."""

from pathlib import Path

import pytest

from peerdesk.desktop.compose import Door
from peerdesk.desktop.demo_windows import Onlooker, WatchedDesk
from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.managed import default_home
from peerdesk.desktop.preferences import Preferences, chosen
from peerdesk.desktop.screens.first_run import FirstRun
from peerdesk.desktop.screens.settings import SettingsScreen
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.words_between import SHOW
from tests.desktop.desks import application, open_desk, open_door
from tests.support.managed import decide
from tests.support.vaults import a_vault


def test_a_shared_workstation_locks_within_its_floor_and_says_who_set_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(
        monkeypatch, tmp_path / "etc", 'profile = "shared workstation"\nlock_minutes = 4\nserver = "https://a.example"'
    )
    with open_desk(home) as desk:
        (watch,) = desk.door.findChildren(IdleWatch)
        desk.door.remember(desk.door.preferences.with_lock(15))
        assert watch.limit == 4 * 60
        desk.press("Ctrl+Comma")
        desk.settle()
        (page,) = [one for one in desk.door.frame.findChildren(SettingsScreen) if one.isVisible()]
        assert page.lock.minutes.spin.maximum() == 4
        told = [label.text() for label in page.managed.findChildren(WrapLabel)]
        assert told == ["A workstation that several people share", "After 4 minutes at most", "https://a.example"]


def test_with_a_fault_in_the_file_a_desk_locks_after_one_minute_and_tells_of_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, tmp_path / "etc", "lock_minutes = 'three'")
    with open_desk(home) as desk:
        (watch,) = desk.door.findChildren(IdleWatch)
        assert watch.limit == 60
        desk.press("Ctrl+Comma")
        desk.settle()
        (page,) = [one for one in desk.door.frame.findChildren(SettingsScreen) if one.isVisible()]
        assert page.managed.isVisible()
        assert "has a fault" in page.managed.findChildren(WrapLabel)[0].text()
        assert "lock_minutes" not in chosen(home), "nobody chose the one minute"


def test_what_was_tightened_while_a_window_waited_holds_once_it_is_shown(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = decide(monkeypatch, tmp_path / "etc", "lock_minutes = 15")
    a_home_with_devon(home)
    with open_door(home) as waiting:
        file.write_text("lock_minutes = 1", encoding="utf-8")
        assert waiting.door.managed.lock_minutes == 15
        waiting.door.hear(SHOW)
        assert waiting.door.managed.lock_minutes == 1


def test_what_a_desk_begins_with_is_the_hospitals_until_its_person_chooses(tmp_path: Path) -> None:
    first = Preferences(language="es", lock_minutes=5)
    assert Preferences.read(tmp_path, first) == first
    Preferences(language="en", lock_minutes=3).write(tmp_path)
    assert Preferences.read(tmp_path, first).lock_minutes == 3


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home that nobody has to name, in a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return default_home()


def test_where_a_fault_may_hide_the_home_the_door_says_so_before_anybody_unlocks(
    own_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = decide(monkeypatch, tmp_path / "etc", "home = /srv/peerdesk")
    a_home_with_devon(own_place)
    with open_door(own_place) as desk:
        desk.settle()
        told = [label.text() for label in desk.door.unlock_page().findChildren(WrapLabel) if label.isVisible()]
        assert [one for one in told if str(file) in one and "Your notes may lie elsewhere" in one]
    with open_door(a_home_with_devon(tmp_path / "named")) as desk:
        desk.settle()
        told = [label.text() for label in desk.door.unlock_page().findChildren(WrapLabel) if label.isVisible()]
        assert not [one for one in told if str(file) in one]


def test_where_a_fault_may_hide_the_home_no_notes_begin_there(
    own_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = decide(monkeypatch, tmp_path / "etc", "home = /srv/peerdesk")
    desk, page = first_steps(own_place)
    assert str(file) in page.form.said.text()
    page.asked.emit("Devon Achebe", "maple harbor lantern quiet otter seven")
    desk.settle()
    assert page.form.said.text().startswith("New notes cannot begin here")
    assert not (own_place / "vaults").exists()
    desk.close()


def test_the_first_steps_in_a_new_home_say_where_notes_lie_already(
    own_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_home_with_devon(own_place)
    decide(monkeypatch, tmp_path / "etc", f'home = "{tmp_path / "new"}"')
    desk, page = first_steps(tmp_path / "new")
    assert f"There are notes on this computer in {own_place}." in page.form.said.text()
    desk.close()


def a_home_with_devon(home: Path) -> Path:
    a_vault(home, "Devon Achebe").close()
    return home


def first_steps(home: Path) -> tuple[WatchedDesk, FirstRun]:
    Preferences(language="en", look="light").write(home)
    desk = WatchedDesk(Door(home=home, name=None, app=application()), Onlooker(home / "pictures"))
    desk.settle()
    page = desk.door.frame.centralWidget()
    assert isinstance(page, FirstRun)
    return desk, page
