"""A damaged vault is made whole again: what can be read, the newest backup, and no word of an erased note."""

import random
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
from tests.support.backups import damage, keep, page_of
from tests.support.vaults import NOW, PASSPHRASE, an_encounter, new_vault, reopened

PAGE = 4096


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with three hundred notes."""
    with new_vault(home) as vault:
        keep(vault, 300)
    return vault.folder


def notes(folder: Path) -> set[RecordId]:
    with reopened(folder) as vault, vault.read() as tx:
        found = {row.id for row in tx.encounters.page(limit=10_000)}
        assert len(tx.encounters.search("harbor", 10_000)) == len(found)
        return found


def rescued(folder: Path) -> Rescue:
    (place,) = find_vaults(folder.parent.parent)
    return rescue_notes(place, PASSPHRASE, allow_test_profile=True)


def pages_of(folder: Path) -> int:
    return (folder / "vault.db").stat().st_size // PAGE


def test_one_damaged_page_anywhere_costs_what_lies_on_it_and_nothing_else(folder: Path) -> None:
    whole, before = (folder / "vault.db").read_bytes(), notes(folder)
    chance, least = random.Random(4), len(before)
    for page in chance.sample(range(1, pages_of(folder)), 6):
        (folder / "vault.db").write_bytes(whole)
        damage(folder, [page])
        try:
            rescued(folder)
        except VaultDamagedError:
            # Whose notes these are stands on one page, and there is no backup.
            continue
        after = notes(folder)
        assert after <= before
        least = min(least, len(after))
    assert least > 250


def test_with_a_backup_every_note_comes_back_whichever_pages_are_damaged(folder: Path) -> None:
    with reopened(folder) as vault:
        place = backups.make(vault, Reason.ASKED, NOW)
    whole, before = (folder / "vault.db").read_bytes(), notes(folder)
    chance = random.Random(6)
    for _ in range(3):
        (folder / "vault.db").write_bytes(whole)
        damage(folder, chance.sample(range(pages_of(folder)), 6))
        assert rescued(folder).backup == place
        assert notes(folder) == before
        with reopened(folder) as vault, vault.read() as tx:
            assert vault.standing.is_well
            assert tx.outbox.waiting() == 300


@pytest.mark.parametrize("content", [None, b"", b"\0" * 9000])
def test_a_file_of_which_nothing_is_left_comes_back_from_the_backup(folder: Path, content: bytes | None) -> None:
    with reopened(folder) as vault:
        backups.make(vault, Reason.ASKED, NOW)
    before = notes(folder)
    (folder / "vault.db").unlink()
    if content is not None:
        (folder / "vault.db").write_bytes(content)
    found = rescued(folder)
    assert (found.rows, found.notes) == (0, 300)
    assert notes(folder) == before


def test_without_a_backup_nothing_is_made_of_nothing_and_the_file_stays(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"\0" * 9000)
    with pytest.raises(VaultDamagedError):
        rescued(folder)
    assert (folder / "vault.db").read_bytes() == b"\0" * 9000
    assert not (folder / ".rescue").exists()


def test_the_damaged_files_are_set_aside_byte_for_byte_each_time(folder: Path) -> None:
    for number in (1, 2):
        damage(folder, [pages_of(folder) - 1])
        damaged = (folder / "vault.db").read_bytes()
        aside = rescued(folder).aside
        assert aside.name == f"set-aside-{number:03d}"
        assert (aside / "vault.db").read_bytes() == damaged


def test_notes_that_lie_in_the_log_of_a_killed_vault_are_rescued_too(folder: Path, home: Path) -> None:
    vault = reopened(folder)
    with vault.write() as tx:
        tx.encounters.put(an_encounter("harbor in the log", unix_ms=9999))
    copy = home / "copy" / "vaults" / folder.name
    shutil.copytree(folder, copy)
    vault.close()
    damage(copy, [pages_of(copy) - 1])
    rescued(copy)
    with reopened(copy) as again, again.read() as tx:
        assert len(tx.encounters.search("log", 10)) == 1


def test_an_edited_note_that_was_lost_comes_back_as_the_backup_has_it_and_an_intact_one_as_it_is(folder: Path) -> None:
    with reopened(folder) as vault:
        backups.make(vault, Reason.ASKED, NOW)
        keep(vault, 40, 5000)
    before = notes(folder)
    damage(folder, [pages_of(folder) // 2])
    rescued(folder)
    after = notes(folder)
    assert len(after) > 300
    assert after <= before


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_rescue_that_was_cut_short_is_begun_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with reopened(folder) as vault:
        key = vault.subkey("database")
    damage(folder, [page_of(folder, key, "encounter")])
    uncut = tmp_path / "uncut" / "vaults" / folder.name
    shutil.copytree(folder, uncut)
    rescued(uncut)
    expected = notes(uncut)
    steps = [0]

    def cut(sound: Callable[..., object]) -> Callable[..., object]:
        def stepped(path: Path, *given: object, **named: object) -> object:
            steps[0] += path.name.startswith("vault.db")
            if steps[0] == step:
                raise KeyboardInterrupt
            return sound(path, *given, **named)

        return stepped

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", cut(Path.unlink))
        patch.setattr(Path, "replace", cut(Path.replace))
        with pytest.raises(KeyboardInterrupt):
            rescued(folder)
    rescued(folder)
    assert notes(folder) == expected
    assert len(expected) > 250
