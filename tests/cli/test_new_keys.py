"""`peerdesk passphrase new-keys`: the notes under other keys, by the sheet there is or by a new one."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault import rotated
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.work.enrolment import start_alone
from peerdesk.work.recovery_sheet import read_sheet
from tests.cli.conftest import MARISOL, TOMAS, Terminal

M = ("--home", "m")
NEW_KEYS = ("passphrase", "new-keys", "--json")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """Marisol, alone, with her sheet in a file and one note."""
    started = start_alone(tmp_path / "m", "Marisol Vega", MARISOL, profile=FLOOR)
    started.vault.close()
    (tmp_path / "sheet.txt").write_text(started.sheet.code + "\n", encoding="utf-8")
    desk = Terminal(folder=tmp_path, in_process=True)
    desk.type(*M, "note", "add", "--setting", "ed", "--outcome", "left", "--memory", "harbor", passphrase=MARISOL)
    return desk


def header(desk: Terminal) -> bytes:
    (place,) = find_vaults(desk.folder / "m")
    return (place.folder / "header.json").read_bytes()


def opened_by(desk: Terminal, name: str) -> bool:
    (place,) = find_vaults(desk.folder / "m")
    return opens_by_sheet(place.folder, read_sheet((desk.folder / name).read_text(encoding="utf-8")).code)


def test_by_the_sheet_there_is_everything_opens_as_before(desk: Terminal) -> None:
    before = header(desk)
    said = desk.type(*M, *NEW_KEYS, "--recovery-file", "sheet.txt", passphrase=MARISOL).json()
    assert (said["changed"], said["recovery_sheet"], said["ended"], said["set_aside"]) == (True, None, False, [])
    assert header(desk) != before
    assert opened_by(desk, "sheet.txt")
    (note,) = desk.type(*M, "note", "search", "harbor", "--json", passphrase=MARISOL).json()["notes"]
    assert note["id"]
    (backup,) = desk.type(*M, "backup", "verify", "--json", passphrase=MARISOL).json()["backups"]
    assert (backup["ok"], backup["notes"]) == (True, 1)


def test_a_new_sheet_is_written_and_the_older_one_opens_no_more(desk: Terminal) -> None:
    said = desk.type(*M, "passphrase", "new-keys", "--recovery-out", "new.html", passphrase=MARISOL).out
    assert (opened_by(desk, "sheet.txt"), opened_by(desk, "new.html")) == (False, True)
    assert "new.html" in said
    assert "The older sheet ended. Destroy it." in said
    assert "joined anew" in said


def test_stopped_by_hand_while_the_old_files_are_wiped_the_sheet_stays_that_opens_the_new_ones(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rotated, "wipe", stopped)
        desk.type(*M, *NEW_KEYS, "--recovery-out", "new.html", passphrase=MARISOL)
    assert desk.type(*M, "note", "search", "harbor", "--json", passphrase=MARISOL).json()["notes"]
    assert (opened_by(desk, "sheet.txt"), opened_by(desk, "new.html")) == (False, True)


def test_a_wrong_passphrase_another_sheet_or_both_sheets_change_nothing_and_leave_no_file(desk: Terminal) -> None:
    before = header(desk)
    other = start_alone(desk.folder / "o", "Somebody Else", MARISOL, profile=FLOOR)
    other.vault.close()
    (desk.folder / "other.txt").write_text(other.sheet.code, encoding="utf-8")
    for passphrase, words, error in (
        (TOMAS, ("--recovery-out", "new.html"), "wrong_passphrase"),
        (MARISOL, ("--recovery-file", "other.txt"), "sheet_of_another"),
        (MARISOL, ("--recovery-file", "sheet.txt", "--recovery-out", "new.html"), "usage"),
        (MARISOL, ("--recovery-out", "new.pdf"), "usage"),
    ):
        said = desk.type(*M, *NEW_KEYS, *words, passphrase=passphrase)
        assert said.refusal()["error"] == error
    assert header(desk) == before
    assert not list(desk.folder.glob("new.*"))
