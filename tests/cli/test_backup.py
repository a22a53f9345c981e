"""`peerdesk backup`: what a peer at a terminal, or a script of hospital IT, can do about backups."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.backup_places import find_backups
from peerdesk.vault.places import find_vaults
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, TOMAS, Terminal

D = ("--home", "d")


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    """Devon alone with one note, and every command run in this process."""
    start_alone(tmp_path / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    desk = Terminal(folder=tmp_path, in_process=True)
    keep(desk, "Blue Heron 27")
    return desk


def keep(desk: Terminal, handle: str) -> None:
    words = ("note", "add", "--setting", "ed", "--outcome", "declined", "--handle", handle)
    assert desk.type(*D, *words, passphrase=DEVON).status == 0


def folder(desk: Terminal) -> Path:
    (place,) = find_vaults(desk.folder / "d")
    return place.folder


def test_a_backup_is_made_listed_checked_looked_into_and_put_back(desk: Terminal) -> None:
    assert desk.type(*D, "backup", "list", "--json").json() == {"backups": []}
    made = desk.type(*D, "backup", "create", "--json", passphrase=DEVON).json()
    assert (made["ok"], made["notes"], made["reason"], made["number"]) == (True, 1, "asked", 1)
    keep(desk, "Grey Heron 3")
    (listed,) = desk.type(*D, "backup", "list", "--json").json()["backups"]
    assert listed["id"] == made["id"]
    checked = desk.type(*D, "backup", "verify", "--json", passphrase=DEVON).json()["backups"]
    assert [(one["id"], one["ok"], one["notes"]) for one in checked] == [(made["id"], True, 1)]
    looked = desk.type(*D, "backup", "look", "1", "--json", passphrase=DEVON).json()
    assert [note["handle"] for note in looked["notes"]] == ["Blue Heron 27"]
    desk.type(*D, "backup", "restore", made["id"], "--to", "back", "--json", passphrase=DEVON).json()
    assert len(desk.type("--home", "back", "note", "list", "--json", passphrase=DEVON).json()["notes"]) == 1
    assert len(desk.type(*D, "note", "list", "--json", passphrase=DEVON).json()["notes"]) == 2


def test_a_backup_never_goes_over_notes(desk: Terminal) -> None:
    desk.type(*D, "backup", "create", passphrase=DEVON)
    for _ in range(2):
        said = desk.type(*D, "backup", "restore", "1", "--to", "d", "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"]) == (1, "exists")


def test_a_damaged_backup_is_said_and_never_put_back(desk: Terminal) -> None:
    desk.type(*D, "backup", "create", passphrase=DEVON)
    (place,) = find_backups(folder(desk))
    path = place.folder / "vault.db"
    raw = bytearray(path.read_bytes())
    raw[20_000] ^= 1
    path.write_bytes(raw)
    said = desk.type(*D, "backup", "verify", "--json", passphrase=DEVON)
    assert (said.status, said.json()["backups"][0]["ok"]) == (4, False)
    said = desk.type(*D, "backup", "restore", "1", "--to", "back", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "damaged")
    assert not find_vaults(desk.folder / "back")


@pytest.mark.parametrize("lost", ["vault.db", "header.json"])
def test_backups_open_when_the_notes_do_not(desk: Terminal, lost: str) -> None:
    desk.type(*D, "backup", "create", passphrase=DEVON)
    (folder(desk) / lost).write_bytes(b"gone")
    assert desk.type(*D, "note", "list", passphrase=DEVON).status == 1
    assert desk.type(*D, "backup", "verify", "--json", passphrase=DEVON).json()["backups"][0]["ok"]
    assert desk.type(*D, "backup", "restore", "1", "--to", "back", passphrase=DEVON).status == 0
    assert len(desk.type("--home", "back", "note", "list", "--json", passphrase=DEVON).json()["notes"]) == 1


def test_another_passphrase_and_a_number_that_is_not_there_are_said(desk: Terminal) -> None:
    desk.type(*D, "backup", "create", passphrase=DEVON)
    said = desk.type(*D, "backup", "look", "1", "--json", passphrase=TOMAS)
    assert (said.status, said.refusal()["error"]) == (1, "wrong_passphrase")
    for name in ("2", "nonsense", "²"):
        said = desk.type(*D, "backup", "verify", name, "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"]) == (1, "not_found")


def test_passphrases_cannot_be_tried_faster_through_a_backup(desk: Terminal) -> None:
    desk.type(*D, "backup", "create", passphrase=DEVON)
    said = [desk.type(*D, "backup", verb, "1", "--json", passphrase=TOMAS) for verb in ("look", "verify", "look")]
    assert {one.refusal()["error"] for one in said} == {"wrong_passphrase"}
    assert desk.type(*D, "backup", "verify", "--json", passphrase=DEVON).refusal()["error"] == "too_soon"
