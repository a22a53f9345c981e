"""What an earlier rescue left behind does not stand in the way of the next one, and is not taken for the notes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from peerdesk.domain.errors import VaultDamagedError
from peerdesk.domain.ids import RecordId
from peerdesk.vault import backups
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.places import find_vaults
from peerdesk.work.rescue import Rescue, rescue_notes
from tests.support.backups import keep
from tests.support.vaults import NOW, PASSPHRASE, new_vault, reopened


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with sixty notes and a backup, rescued once."""
    with new_vault(home) as vault:
        keep(vault, 60)
        backups.make(vault, Reason.ASKED, NOW)
    rescued(vault.folder)
    return vault.folder


def rescued(folder: Path) -> Rescue:
    (place,) = find_vaults(folder.parent.parent)
    return rescue_notes(place, PASSPHRASE, allow_test_profile=True)


def notes(folder: Path) -> set[RecordId]:
    with reopened(folder) as vault, vault.read() as tx:
        return {row.id for row in tx.encounters.page(limit=10_000)}


def test_a_file_that_is_gone_comes_back_from_the_backup_and_not_from_an_earlier_rescue(folder: Path) -> None:
    with reopened(folder) as vault:
        keep(vault, 40, 1000)
        newest = backups.make(vault, Reason.ASKED, NOW)
    before = notes(folder)
    (folder / "vault.db").unlink()
    found = rescued(folder)
    assert found.backup == newest
    assert notes(folder) == before
    assert len(before) == 100


def test_an_older_folder_that_was_thrown_away_keeps_no_rescue_from_being_done(folder: Path) -> None:
    second = rescued(folder).aside
    shutil.rmtree(folder / "set-aside-001")
    third = rescued(folder).aside
    assert (second.name, third.name) == ("set-aside-002", "set-aside-003")
    assert len(notes(folder)) == 60


def test_a_rescue_that_failed_twice_behind_its_last_step_still_has_the_damaged_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reopened(folder) as vault:
        keep(vault, 40, 1000)
    before = notes(folder)
    for step in ("replace", "mkdir"):
        sound = getattr(Path, step)

        def cut(path: Path, *given: object, sound: Callable[..., object] = sound, **named: object) -> object:
            if path.name in (".rescue", "vault.db"):
                raise KeyboardInterrupt
            return sound(path, *given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Path, step, cut)
            with pytest.raises(KeyboardInterrupt):
                rescued(folder)
    assert not (folder / "vault.db").exists()
    rescued(folder)
    assert notes(folder) == before


def test_notes_that_were_never_sent_and_cannot_be_read_are_told_of_by_how_many_there_were(home: Path) -> None:
    with new_vault(home) as vault:
        keep(vault, 300)
    database = vault.folder / "vault.db"
    whole, sealed, told = database.read_bytes(), (vault.folder / "seal").read_bytes(), 0
    for page in range(2, len(whole) // 4096, 25):
        (vault.folder / "seal").write_bytes(sealed)
        database.write_bytes(whole[: page * 4096 + 100] + b"damaged" + whole[page * 4096 + 107 :])
        try:
            found = rescued(vault.folder)
        except VaultDamagedError:
            # Whose notes these are stands on one page, and there is no backup.
            continue
        left = len(notes(vault.folder))
        assert (found.fewer, found.missing) == (300 - left, ())
        told += found.fewer
    assert told > 0
