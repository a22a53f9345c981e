"""`peerdesk rescue`: damaged notes open again, and exactly what is missing is said."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.places import find_vaults
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, TOMAS, Terminal

D = ("--home", "d")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """Devon alone with one note and a backup, and every command run in this process."""
    start_alone(tmp_path / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    desk = Terminal(folder=tmp_path, in_process=True)
    words = ("note", "add", "--setting", "ed", "--outcome", "declined", "--handle", "Blue Heron 27")
    assert desk.type(*D, *words, passphrase=DEVON).status == 0
    assert desk.type(*D, "backup", "create", passphrase=DEVON).status == 0
    return desk


def folder(desk: Terminal) -> Path:
    (place,) = find_vaults(desk.folder / "d")
    return place.folder


@pytest.mark.parametrize("damaged", [("vault.db",), ("vault.db", "header.json")])
def test_damaged_notes_open_again_and_the_damaged_file_is_kept(desk: Terminal, damaged: tuple[str, ...]) -> None:
    for name in damaged:
        (folder(desk) / name).write_bytes(b"damaged" * 1000)
    assert desk.type(*D, "note", "list", passphrase=DEVON).status == 1
    said = desk.type(*D, "rescue", "--json", passphrase=DEVON)
    assert (said.status, said.json()["notes"], said.json()["missing"]) == (0, 1, [])
    assert (Path(said.json()["set_aside"]) / "vault.db").read_bytes() == b"damaged" * 1000
    (note,) = desk.type(*D, "note", "list", "--json", passphrase=DEVON).json()["notes"]
    assert note["handle"] == "Blue Heron 27"


def test_notes_that_are_well_stay_as_they_are(desk: Terminal) -> None:
    said = desk.type(*D, "rescue", passphrase=DEVON)
    assert said.status == 0
    assert "Nothing is known to be missing." in said.out
    assert len(desk.type(*D, "note", "list", "--json", passphrase=DEVON).json()["notes"]) == 1


def test_another_passphrase_rescues_nothing(desk: Terminal) -> None:
    before = (folder(desk) / "vault.db").read_bytes()
    said = desk.type(*D, "rescue", "--json", passphrase=TOMAS)
    assert (said.status, said.refusal()["error"]) == (1, "wrong_passphrase")
    assert (folder(desk) / "vault.db").read_bytes() == before
