"""What was found about the file of the notes is told, and every page of it is read while the notes are in use."""

import random
from pathlib import Path

import pytest

from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.integrity import damaged_pages
from peerdesk.vault.vault import Vault
from peerdesk.work.integrity import check_pages, tell_what_was_found
from tests.support.backups import keep
from tests.support.vaults import NOW, a_vault, reopened


@pytest.fixture
def folder(home: Path) -> Path:
    with a_vault(home) as vault:
        keep(vault, 200)
    return vault.folder


def told(vault: Vault) -> list[tuple[NoticeKind, int]]:
    with vault.read() as tx:
        return [(one.kind, one.number) for one in tx.notices.open()]


def flip(folder: Path, spot: int) -> None:
    with (folder / "vault.db").open("r+b") as file:
        file.seek(spot)
        byte = file.read(1)[0]
        file.seek(spot)
        file.write(bytes([byte ^ 4]))


def test_a_flipped_bit_in_any_page_is_found_while_the_notes_are_open(folder: Path) -> None:
    size, chance = (folder / "vault.db").stat().st_size, random.Random(9)
    with reopened(folder) as vault:
        assert damaged_pages(vault) == 0
        for spot in [chance.randrange(4096, size) for _ in range(30)]:
            flip(folder, spot)
            assert damaged_pages(vault) == 1
            flip(folder, spot)
        assert damaged_pages(vault) == 0


def test_damage_is_told_once_and_taken_back_when_it_is_mended(folder: Path) -> None:
    with reopened(folder) as vault:
        # A page at the end holds words for the search; those of the notices are read whole.
        spot = (folder / "vault.db").stat().st_size - 100
        flip(folder, spot)
        assert check_pages(vault, NOW).outbox
        assert told(vault) == [(NoticeKind.VAULT_DAMAGED, 1)]
        flip(folder, spot)
        assert check_pages(vault, NOW).outbox
        assert told(vault) == []
        assert not check_pages(vault, NOW).outbox


def test_a_vault_that_is_well_writes_nothing(folder: Path) -> None:
    with reopened(folder) as vault:
        before = vault._driver.total_changes
        assert not tell_what_was_found(vault, NOW).outbox
        assert not check_pages(vault, NOW).outbox
        assert vault._driver.total_changes == before


def test_files_that_others_could_see_are_told_of(folder: Path) -> None:
    folder.chmod(0o755)
    with reopened(folder) as vault:
        tell_what_was_found(vault, NOW)
        assert told(vault) == [(NoticeKind.VAULT_WAS_OPEN, 0)]


def test_an_older_file_put_back_is_told_of_with_what_is_missing(folder: Path) -> None:
    older = (folder / "vault.db").read_bytes()
    with reopened(folder) as vault:
        keep(vault, 4, 1000)
    (folder / "vault.db").write_bytes(older)
    with reopened(folder) as vault:
        tell_what_was_found(vault, NOW)
        ((kind, number),) = told(vault)
    assert kind is NoticeKind.VAULT_SET_BACK
    assert number >= 1
    with reopened(folder) as vault:
        assert vault.standing.is_well
