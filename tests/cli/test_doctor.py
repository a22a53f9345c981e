"""`peerdesk doctor --open`: the notes and the newest backup are opened, and what does not hold is said."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.backup_places import find_backups
from peerdesk.vault.places import find_vaults
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, Terminal

D = ("--home", "d")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    start_alone(tmp_path / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    return Terminal(folder=tmp_path, in_process=True)


def folder(desk: Terminal) -> Path:
    (place,) = find_vaults(desk.folder / "d")
    return place.folder


def found(desk: Terminal) -> dict[str, bool]:
    said = desk.type(*D, "doctor", "--open", "--json", passphrase=DEVON).json()
    return {one["code"]: one["ok"] for one in said["findings"]}


def test_it_says_that_all_is_well_only_behind_a_backup_that_holds(desk: Terminal) -> None:
    assert found(desk)["backup"] is False
    assert desk.type(*D, "backup", "create", passphrase=DEVON).status == 0
    assert all(found(desk).values())
    (place,) = find_backups(folder(desk))
    (place.folder / "vault.db").write_bytes(b"damaged")
    assert found(desk)["backup"] is False


def test_a_damaged_page_and_an_older_file_are_found(desk: Terminal) -> None:
    path = folder(desk) / "vault.db"
    older = path.read_bytes()
    words = ("note", "add", "--setting", "ed", "--outcome", "declined")
    assert desk.type(*D, *words, passphrase=DEVON).status == 0
    path.write_bytes(older)
    assert found(desk)["as_left"] is False
    listed = desk.type(*D, "attention", "list", "--json", passphrase=DEVON).json()
    assert "vault_set_back" in str(listed)
    raw = bytearray(path.read_bytes())
    raw[-200] ^= 1
    path.write_bytes(raw)
    assert found(desk)["pages"] is False
