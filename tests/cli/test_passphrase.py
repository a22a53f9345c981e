"""`peerdesk passphrase change`: by the old one, or by the recovery sheet when that is forgotten."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, MARISOL, TOMAS, Terminal

M = ("--home", "m")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """Marisol, alone, with her sheet in a file, and every command run in this process."""
    started = start_alone(tmp_path / "m", "Marisol Vega", MARISOL, profile=FLOOR)
    started.vault.close()
    (tmp_path / "sheet.txt").write_text(started.sheet.code + "\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text(DEVON + "\n", encoding="utf-8")
    return Terminal(folder=tmp_path, in_process=True)


def opens(desk: Terminal, passphrase: str) -> bool:
    return desk.type(*M, "status", "--json", passphrase=passphrase).status != 1


def test_the_sheet_sets_a_new_passphrase_and_the_old_one_opens_no_more(desk: Terminal) -> None:
    words = ("passphrase", "change", "--recovery-file", "sheet.txt", "--json")
    said = desk.type(*M, *words, passphrase=TOMAS).json()
    assert (said["name"], said["changed"]) == ("Marisol Vega", True)
    assert (opens(desk, MARISOL), opens(desk, TOMAS)) == (False, True)


def test_the_old_passphrase_sets_a_new_one_from_its_own_file(desk: Terminal) -> None:
    words = ("passphrase", "change", "--new-passphrase-file", "new.txt", "--json")
    wrong = desk.type(*M, *words, passphrase=TOMAS)
    assert (wrong.status, wrong.refusal()["error"]) == (1, "wrong_passphrase")
    assert desk.type(*M, *words, passphrase=MARISOL).json()["changed"] is True
    assert (opens(desk, MARISOL), opens(desk, DEVON)) == (False, True)


def test_another_sheet_a_slip_and_no_new_passphrase_change_nothing(desk: Terminal) -> None:
    other = start_alone(desk.folder / "o", "Somebody Else", MARISOL, profile=FLOOR)
    other.vault.close()
    slip = "\n" + other.sheet.code[:-1] + ("0" if other.sheet.code[-1] != "0" else "2")
    for text, error in ((other.sheet.code, "sheet_of_another"), (slip, "sheet_mistyped")):
        words = ("passphrase", "change", "--recovery-file", "-", "--new-passphrase-file", "new.txt", "--json")
        said = desk.type(*M, *words, text=text)
        assert (said.status, said.refusal()["error"]) == (1, error)
    said = desk.type(*M, "passphrase", "change", "--json", passphrase=MARISOL)
    assert (said.status, said.refusal()["error"]) == (1, "passphrase_needed")
    assert opens(desk, MARISOL)
