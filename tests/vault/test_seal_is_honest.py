"""What a seal says is neither a false alarm after a failing disk, nor passed over where notes are only looked at."""

import os
from pathlib import Path

import pytest

from peerdesk.domain.errors import DiskFailedError, DiskFullError
from peerdesk.vault import seal
from peerdesk.vault.looking import look_into
from peerdesk.vault.vault import Vault
from peerdesk.work.health import doctor_inside
from tests.support.backups import keep
from tests.support.vaults import PASSPHRASE, new_vault, reopened


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with twenty notes."""
    with new_vault(home) as vault:
        keep(vault, 20)
    return vault.folder


def look(folder: Path) -> Vault:
    return look_into(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)


def is_as_left(vault: Vault) -> bool:
    return {one.code: one.ok for one in doctor_inside(vault)}["as_left"]


def test_notes_that_were_kept_before_the_disk_failed_do_not_look_as_if_somebody_had_put_them_there(
    folder: Path,
) -> None:
    with reopened(folder) as vault:
        keep(vault, 5, 100)
        with pytest.raises(DiskFailedError), vault.write():
            raise DiskFailedError
    with reopened(folder) as again:
        assert again.standing.is_well
        assert is_as_left(again)


def test_nor_do_those_of_an_evening_on_which_the_disk_was_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise DiskFullError

    vault = reopened(folder)
    keep(vault, 5, 100)
    monkeypatch.setattr("peerdesk.vault.vault.tally_of", full)
    vault.close()
    monkeypatch.undo()
    assert not (folder / seal.NAME).exists()
    with reopened(folder) as again:
        assert again.standing.is_well
    assert (folder / seal.NAME).exists()


def test_an_older_file_is_noticed_where_it_is_only_looked_at(folder: Path) -> None:
    older = (folder / "vault.db").read_bytes()
    with reopened(folder) as vault:
        keep(vault, 5, 100)
    with look(folder) as looked:
        assert is_as_left(looked)
    (folder / "vault.db").write_bytes(older)
    with look(folder) as looked:
        assert not is_as_left(looked)
