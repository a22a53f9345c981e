"""What others do while a vault gets new keys: keeping notes, changing the passphrase, making backups."""

import threading
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain import errors
from peerdesk.domain.rotation_errors import RotationStoppedError, VaultRenewedError
from peerdesk.vault import backups, rotated, seal, slots
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.tally import Tally
from peerdesk.vault.vault import Vault
from tests.support.backups import check, keep
from tests.support.rotations import renew, words_of
from tests.support.vaults import NOW, PASSPHRASE, reopened


def test_a_note_that_is_kept_meanwhile_comes_along(vault: Vault) -> None:
    keep(vault, 50)

    def meanwhile(share: float) -> None:
        if share == 0.6 and len(words_of(vault)) == 50:
            keep(vault, 1, start=900)

    renew(vault, tell=meanwhile)
    with reopened(vault.folder) as again:
        assert len(words_of(again)) == 51


def test_whoever_keeps_notes_without_a_pause_waits_in_the_end_and_loses_none(vault: Vault) -> None:
    keep(vault, 50)
    kept, stopped = [0], threading.Event()

    def without_a_pause() -> None:
        try:
            while not stopped.is_set():
                keep(vault, 1, start=1000 + kept[0])
                kept[0] += 1
        except VaultRenewedError:
            return

    thread = threading.Thread(target=without_a_pause)
    thread.start()
    renew(vault)
    stopped.set()
    thread.join()
    with reopened(vault.folder) as again:
        assert len(words_of(again)) == 50 + kept[0]


def test_a_passphrase_that_is_changed_meanwhile_counts_and_the_rotation_does_not(vault: Vault) -> None:
    new = "another long passphrase"

    def meanwhile(share: float) -> None:
        if share == 0.9:
            slots.change_passphrase_of(
                vault,
                PASSPHRASE,
                new,
                kdf=TEST_ONLY,
                allow_test_profile=True,
            )

    with pytest.raises(RotationStoppedError):
        renew(vault, tell=meanwhile)
    vault.close()
    reopened(vault.folder, new).close()


def test_a_backup_that_is_being_made_meanwhile_is_never_one_of_each_key(vault: Vault) -> None:
    keep(vault, 200)
    stopped = threading.Event()

    def backing_up() -> None:
        try:
            while not stopped.is_set():
                backups.make(vault, Reason.ASKED, NOW)
        except (VaultRenewedError, errors.VaultError):
            return

    thread = threading.Thread(target=backing_up)
    thread.start()
    renew(vault)
    stopped.set()
    thread.join()
    with reopened(vault.folder) as again:
        for place in find_backups(vault.folder):
            check(again, place)


def test_a_backup_that_was_begun_under_the_old_key_is_ended_before_the_older_ones_go(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(vault, 30)
    is_late, sound = threading.Event(), seal.write

    def late(folder: Path, key: bytes, tally: Tally) -> None:
        if folder.parent.name == "backups":
            is_late.wait(30)
        sound(folder, key, tally)

    monkeypatch.setattr(seal, "write", late)
    thread = threading.Thread(target=lambda: backups.make(vault, Reason.ASKED, NOW))
    thread.start()

    def tell(share: float) -> None:
        if share == 0.9:
            threading.Timer(0.4, is_late.set).start()

    renew(vault, tell=tell)
    thread.join()
    (place,) = find_backups(vault.folder)
    with reopened(vault.folder) as again:
        check(again, place)


def test_a_log_of_the_old_vault_that_lies_there_is_not_read_into_the_new_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(vault, 30)
    log = vault.folder / "vault.db-wal"
    stale = log.read_bytes()
    assert stale
    with monkeypatch.context() as patch:
        patch.setattr(rotated, "finish", lambda _: None)
        renew(vault)
    log.write_bytes(stale)
    with reopened(vault.folder) as again:
        assert len(words_of(again)) == 30
        assert again.standing.is_well
