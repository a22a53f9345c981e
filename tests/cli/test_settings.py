"""`peerdesk settings`: who set what on this computer; and what the hospital's IT decided is obeyed by every command."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.desktop.managed import default_home, first_preferences, managed_anew
from peerdesk.desktop.preferences import Preferences
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, MARISOL, Terminal
from tests.support.managed import decide


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.delenv("PEERDESK_HOME", raising=False)
    return Terminal(folder=tmp_path, in_process=True)


def by(desk: Terminal, *words: str) -> dict[str, tuple[object, str]]:
    return {
        one["name"]: (one["value"], one["by"]) for one in desk.type(*words, "settings", "--json").json()["settings"]
    }


def test_where_nobody_decided_anything_it_says_so(desk: Terminal) -> None:
    said = by(desk, "--home", "d")
    assert said["home"] == ("d", "option")
    assert said["lock_minutes"] == (2, "nobody")
    assert said["server"] == said["profile"] == said["longest_lock_minutes"] == (None, "nobody")
    assert "there is no" in desk.type("--home", "d", "settings").out


def test_the_hospitals_home_holds_unless_another_is_named(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    home = desk.folder / "notes"
    decide(monkeypatch, desk.folder / "etc", f'home = "{home}"\nprofile = "laptop"\nlanguage = "es"')
    start_alone(home, "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    assert desk.type("people", "--json").json()["people"][0]["name"] == "Devon Achebe"
    said = by(desk)
    assert said["home"] == (str(home), "hospital")
    assert said["lock_minutes"] == (5, "hospital")
    assert said["language"] == ("es", "hospital")
    Preferences(language="en", lock_minutes=1).write(home)
    assert (by(desk)["lock_minutes"], by(desk)["language"]) == ((1, "you"), ("en", "you"))
    Preferences(lock_minutes=15).write(home)
    assert by(desk)["lock_minutes"] == (15, "you")
    assert by(desk, "--home", "elsewhere")["home"] == ("elsewhere", "option")


def test_what_the_hospital_offers_is_chosen_by_nobody_however_often_a_desk_was_open(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = decide(monkeypatch, desk.folder / "etc", 'profile = "laptop"\nlanguage = "es"')
    home = desk.folder / "d"
    first = first_preferences(managed_anew())
    Preferences.read(home, first).with_last("0123").write(home, first)
    assert {name: by(desk, "--home", "d")[name] for name in ("lock_minutes", "language")} == {
        "lock_minutes": (5, "hospital"),
        "language": ("es", "hospital"),
    }
    file.write_text('profile = "shared workstation"', encoding="utf-8")
    managed_anew()
    assert by(desk, "--home", "d")["lock_minutes"] == (2, "hospital")
    first = first_preferences(managed_anew())
    Preferences.read(home, first).with_lock(1).write(home, first)
    Preferences.read(home, first).with_lock(first.lock_minutes).write(home, first)
    assert by(desk, "--home", "d")["lock_minutes"] == (2, "you"), "who goes back to it has chosen it"


def test_a_fault_at_the_first_start_leaves_no_minute_behind(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    file = decide(monkeypatch, desk.folder / "etc", 'profile = "laptop')
    home = desk.folder / "d"
    first = first_preferences(managed_anew())
    Preferences.read(home, first).with_last("0123").write(home, first)
    file.write_text('profile = "laptop"', encoding="utf-8")
    managed_anew()
    assert by(desk, "--home", "d")["lock_minutes"] == (5, "hospital")


def test_a_file_with_a_fault_is_told_line_by_line_and_by_the_doctor(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, desk.folder / "etc", 'lock_minuts = 3\nlock_minutes = "3"\n"\\u001b[2J" = 1')
    start_alone(desk.folder / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    said = desk.type("--home", "d", "settings")
    assert said.status == 4
    assert "a desk locks after 1 minute" in said.out
    assert "! 'lock_minuts' is not known." in said.out
    assert "! lock_minutes wants a whole number from 1 to 15." in said.out
    assert "\x1b" not in said.out
    assert by(desk, "--home", "d")["lock_minutes"] == (1, "hospital")
    found = {one["code"]: one["ok"] for one in desk.type("--home", "d", "doctor", "--json").json()["findings"]}
    assert found["managed"] is False


def test_the_doctor_says_nothing_of_a_file_that_is_not_there(desk: Terminal) -> None:
    start_alone(desk.folder / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    assert "managed" not in desk.type("--home", "d", "doctor", "--json").out


def test_an_invite_of_another_hospital_begins_no_notes_here(quick: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    file = quick.invite("Marisol Vega", "peer", "Tomas Okafor")
    words = ("--home", "m", "setup", "--name", "Marisol Vega", "--invite", file, "--recovery-out", "m.txt", "--json")
    with monkeypatch.context() as patch:
        decide(patch, quick.folder / "other", 'server = "https://peerdesk.other.example"')
        refused = quick.type(*words, passphrase=MARISOL)
        assert (refused.status, refused.refusal()["error"]) == (1, "server_refused")
        assert "its own server only" in refused.err
        assert not (quick.folder / "m").exists() or not any((quick.folder / "m").iterdir())
    with monkeypatch.context() as patch:
        decide(patch, quick.folder / "faulty", f"server = {quick.url}")
        refused = quick.type(*words, passphrase=MARISOL)
        assert (refused.status, refused.refusal()["error"]) == (1, "managed_fault"), "a fault may hide which server"
        assert not (quick.folder / "m").exists() or not any((quick.folder / "m").iterdir())
        assert "with which server" in quick.type("--home", "m", "settings").out
    decide(monkeypatch, quick.folder / "own", f'server = "{quick.url}"')
    assert quick.type(*words, passphrase=MARISOL).status == 0


@pytest.fixture
def own_place(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home that nobody has to name, in a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder / "share"))
    return default_home()


@pytest.mark.parametrize("text", ["home = /srv/peerdesk", "home = 3", 'hom = "/srv/peerdesk"'])
def test_where_a_fault_may_hide_the_home_notes_open_that_are_here_and_none_begin(
    desk: Terminal, own_place: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    file = decide(monkeypatch, desk.folder / "etc", text)
    start_alone(own_place, "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    refused = desk.type("setup", "--name", "Marisol Vega", "--json", passphrase=MARISOL)
    assert (refused.status, refused.refusal()["error"]) == (1, "managed_fault")
    assert str(file) in refused.err
    assert desk.type("join", "--recovery-file", "sheet.txt", "--json").refusal()["error"] == "managed_fault"
    assert [one["name"] for one in desk.type("people", "--json").json()["people"]] == ["Devon Achebe"]
    assert "no notes begin here" in desk.type("settings").out
    elsewhere = desk.folder / "named"
    assert desk.type("--home", str(elsewhere), "setup", "--name", "Marisol Vega", passphrase=MARISOL).status == 0


def test_a_fault_that_can_hide_no_home_stops_nobody(
    desk: Terminal, own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, desk.folder / "etc", "lock_minutes = 'three'")
    assert desk.type("setup", "--name", "Marisol Vega", passphrase=MARISOL).status == 0
    assert (own_place / "vaults").is_dir()


def test_notes_that_lie_where_a_new_home_is_not_are_told(
    desk: Terminal, own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_alone(own_place, "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    decide(monkeypatch, desk.folder / "etc", f'home = "{desk.folder / "new"}"')
    assert f"there are some in {own_place}" in desk.type("settings").out
    assert "there are some in" not in desk.type("--home", "d", "settings").out
