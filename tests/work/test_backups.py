"""A backup for each unlock in which something was kept, and looking into one from the open notes."""

from datetime import timedelta
from pathlib import Path

from peerdesk.vault.vault import Vault
from peerdesk.work.backups import back_up, back_up_after_unlock, backups_here, look_from, notes_of
from tests.support.backups import keep
from tests.support.vaults import NOW, a_vault, reopened


def unlock(vault: Vault) -> Vault:
    vault.close()
    return reopened(vault.folder)


def test_an_unlock_after_which_nothing_was_kept_makes_no_other_backup(home: Path) -> None:
    vault = a_vault(home)
    keep(vault, 3)
    vault = unlock(vault)
    assert back_up_after_unlock(vault, NOW) is not None
    for _ in range(3):
        vault = unlock(vault)
        assert back_up_after_unlock(vault, NOW) is None
    keep(vault, 1, 10)
    vault = unlock(vault)
    made = back_up_after_unlock(vault, NOW + timedelta(days=1))
    assert made is not None
    assert (made.notes, made.holds, len(backups_here(vault.folder))) == (4, True, 2)
    vault.close()


def test_one_that_was_asked_for_is_made_even_where_nothing_was_kept_since(home: Path) -> None:
    with a_vault(home) as vault:
        assert [back_up(vault, NOW).place.number for _ in range(2)] == [1, 2]


def test_a_backup_is_looked_into_from_the_open_notes_and_makes_none_itself(home: Path) -> None:
    with a_vault(home) as vault:
        keep(vault, 7)
        made = back_up(vault, NOW)
        keep(vault, 2, 100)
        with look_from(vault, made.place) as looked:
            assert notes_of(looked) == 7
            assert back_up_after_unlock(looked, NOW) is None
