"""What the hospital's IT decided holds at the desk, from its first second on, and the settings say whose it is."""

from pathlib import Path

import pytest

from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.settings import SettingsScreen
from peerdesk.desktop.widgets.labels import WrapLabel
from tests.desktop.desks import open_desk
from tests.support.managed import decide


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


def test_what_a_desk_begins_with_is_the_hospitals_until_its_person_chooses(tmp_path: Path) -> None:
    first = Preferences(language="es", lock_minutes=5)
    assert Preferences.read(tmp_path, first) == first
    Preferences(language="en", lock_minutes=3).write(tmp_path)
    assert Preferences.read(tmp_path, first).lock_minutes == 3
