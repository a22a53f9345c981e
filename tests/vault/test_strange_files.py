"""What somebody else laid into a vault's folder neither leads astray nor keeps the notes shut."""

import shutil
from pathlib import Path

import pytest

from peerdesk.vault import backups, header
from peerdesk.vault.backup_places import Reason, backups_folder
from peerdesk.vault.places import VaultPlace
from peerdesk.work.health import doctor
from peerdesk.work.rescue import rescue_notes
from tests.support.backups import keep
from tests.support.vaults import NOW, PASSPHRASE, new_vault, reopened


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with ten notes and a backup."""
    with new_vault(home) as vault:
        keep(vault, 10)
        backups.make(vault, Reason.ASKED, NOW)
    return vault.folder


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "a passphrase of somebody else"])
def test_a_backup_of_another_vault_is_not_taken_for_a_way_into_this_one(
    folder: Path, home: Path, passphrase: str
) -> None:
    with new_vault(home, "Somebody else", passphrase) as other:
        keep(other, 30)
        theirs = backups.make(other, Reason.ASKED, NOW)
    shutil.copytree(theirs.folder, backups_folder(folder) / theirs.name.replace("000001", "000009"))
    (folder / header.NAME).write_bytes(b"{")
    place = VaultPlace(folder=folder, vault_id=b"", display_name="")
    assert rescue_notes(place, PASSPHRASE, allow_test_profile=True).notes == 10
    with reopened(folder) as vault, vault.read() as tx:
        assert tx.identity.get().display_name == "Rosa Vega"
        assert len(tx.encounters.page(limit=100)) == 10


def test_a_link_keeps_no_vault_shut_and_what_it_points_to_stays_as_it_is(
    folder: Path, home: Path, tmp_path: Path
) -> None:
    (folder / ".#header.json").symlink_to("nobody@nowhere.1234")
    shared = tmp_path / "shared"
    shared.write_text("for everybody")
    shared.chmod(0o644)
    (folder / "link").symlink_to(shared)
    with reopened(folder) as vault:
        assert not vault.was_open_to_others
    assert {one.code: one.ok for one in doctor(home)}["private"]
    assert shared.stat().st_mode & 0o777 == 0o644
