"""An opening that fails on the way costs nothing and cries no wolf the next time."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peerdesk.domain.errors import DiskFailedError
from peerdesk.vault import files, opening, schema
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.backups import make
from peerdesk.vault.places import find_vaults
from tests.support.vaults import NOW, an_encounter, new_vault, reopened


@pytest.fixture
def killed(home: Path) -> Path:
    """Return the folder of a vault that was closed once in good order, and was killed with a note in its log later."""
    with new_vault(home / "first") as vault:
        pass
    vault = reopened(vault.folder)
    with vault.write() as tx:
        tx.encounters.put(an_encounter("harbor"))
    copy = home / "left" / vault.folder.name
    shutil.copytree(vault.folder, copy)
    vault.close()
    return copy


def failing(*_: object) -> None:
    raise DiskFailedError


@pytest.mark.parametrize("where", [(opening, "standing_of"), (schema, "check")])
def test_a_log_that_was_folded_in_when_an_opening_failed_is_no_alarm(
    killed: Path, monkeypatch: pytest.MonkeyPatch, where: tuple[object, str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(*where, failing)
        with pytest.raises(DiskFailedError):
            reopened(killed)
    with reopened(killed) as vault:
        assert vault.standing.is_well
        with vault.read() as tx:
            assert len(tx.encounters.search("harbor", 5)) == 1


def test_a_disk_that_takes_no_number_into_the_lock_keeps_no_vault_shut(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "pwrite", full)
    with reopened(killed) as vault, vault.read() as tx:
        assert len(tx.encounters.search("harbor", 5)) == 1


def synced(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> set[Path]:
    """Return the folders whose names were put on the disk while something was done."""
    seen: set[Path] = set()
    sync = files.sync_folder

    def noting(folder: Path) -> None:
        seen.add(folder)
        sync(folder)

    with patch.context() as inside:
        inside.setattr(files, "sync_folder", noting)
        act()
    return seen


def test_the_names_of_all_new_folders_are_on_the_disk_before_anything_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = home / "a" / "b"
    seen = synced(monkeypatch, lambda: new_vault(new).close())
    assert {home, home / "a", new, new / "vaults"} <= seen
    (place,) = find_vaults(new)
    with reopened(place.folder) as vault:
        seen = synced(monkeypatch, lambda: make(vault, Reason.ASKED, NOW))
    assert place.folder in seen


def test_a_folder_whose_names_cannot_be_put_on_the_disk_is_not_opened(
    killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise OSError(5, os.strerror(5))

    with monkeypatch.context() as patch:
        patch.setattr(files, "sync_folder", broken)
        with pytest.raises(DiskFailedError):
            reopened(killed)
    with reopened(killed) as vault:
        assert vault.standing.is_well
