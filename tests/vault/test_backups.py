"""A backup counts once it was opened and read whole; nothing that happens meanwhile costs a note, or another backup."""

import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.backup_errors import BackupOlderError, BackupStoppedError
from peerdesk.domain.errors import (
    DiskReadOnlyError,
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
)
from peerdesk.vault import backup_places, backups, header, places, slots
from peerdesk.vault.backup_places import BackupPlace, Reason, backups_folder, find_backups
from peerdesk.vault.engine import finished_copy
from peerdesk.vault.restoring import restore
from peerdesk.vault.vault import Vault
from tests.support.backups import check, keep, look, notes_in
from tests.support.vaults import NOW, PASSPHRASE, RECOVERY_CODE, an_encounter, new_vault, reopened
from tests.vectors.vault import make


def test_a_backup_opens_with_the_passphrase_and_holds_every_note(vault: Vault) -> None:
    keep(vault, 300)
    place = backups.make(vault, Reason.ASKED, NOW)
    assert find_backups(vault.folder) == (place,)
    assert notes_in(place) == 300
    check(vault, place)


def test_it_has_a_key_of_its_own_so_it_cannot_be_put_in_the_place_of_the_notes(vault: Vault) -> None:
    place = backups.make(vault, Reason.ASKED, NOW)
    with pytest.raises(dbapi2.DatabaseError):
        finished_copy(place.folder / "vault.db", vault.subkey(Purpose.DATABASE)).execute("SELECT * FROM setting")
    vault.close()
    shutil.copy(place.folder / "vault.db", vault.folder / "vault.db")
    with pytest.raises(VaultDamagedError):
        reopened(vault.folder)


def test_nothing_in_it_can_be_read_without_the_passphrase_but_the_name(vault: Vault) -> None:
    keep(vault, 20)
    place = backups.make(vault, Reason.ASKED, NOW)
    everything = b"".join(file.read_bytes() for file in place.folder.iterdir())
    assert b"harbor" not in everything
    with pytest.raises(WrongPassphraseError):
        look(place, "some other passphrase")
    modes = {path.stat().st_mode & 0o077 for path in (place.folder, place.folder.parent, *place.folder.iterdir())}
    assert modes == {0}


def test_notes_are_kept_while_a_backup_goes_on_and_are_in_it(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(vault, 4000)
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 8)
    made: list[BackupPlace] = []
    going = threading.Thread(target=lambda: made.append(backups.make(vault, Reason.ASKED, NOW)))
    unfinished = backups_folder(vault.folder)
    going.start()
    meanwhile = 0
    while going.is_alive():
        is_under_way = unfinished.is_dir() and any(path.name.startswith(".") for path in unfinished.iterdir())
        keep(vault, 1, 10_000 + meanwhile)
        meanwhile += is_under_way
    going.join()
    assert meanwhile > 3
    assert notes_in(made[0]) >= 4000
    check(vault, made[0])


def test_a_vault_that_closes_does_not_wait_for_the_backup_and_no_half_of_it_stays(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(vault, 3000)
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 1)
    failures: list[BaseException] = []

    def going() -> None:
        try:
            backups.make(vault, Reason.ASKED, NOW)
        except BackupStoppedError as stopped:
            failures.append(stopped)

    thread = threading.Thread(target=going)
    thread.start()
    while not any(backups_folder(vault.folder).glob(".*/vault.db")):
        time.sleep(0.001)
    vault.close()
    thread.join()
    assert len(failures) == 1
    assert list(backups_folder(vault.folder).iterdir()) == []
    with reopened(vault.folder) as again, again.read() as tx:
        assert len(tx.encounters.search("harbor", 10_000)) == 3000


def test_a_backup_is_put_back_beside_and_never_over(vault: Vault, tmp_path: Path) -> None:
    keep(vault, 50)
    place = backups.make(vault, Reason.ASKED, NOW)
    keep(vault, 5, 100)
    there = tmp_path / "there"
    back = vault.with_key(lambda key: restore(place, key, there))
    with reopened(back) as again:
        assert again.standing.is_well
        with again.read() as tx:
            assert len(tx.encounters.search("harbor", 100)) == 50
    with pytest.raises(VaultExistsError):
        vault.with_key(lambda key: restore(place, key, there))
    with pytest.raises(VaultExistsError):
        vault.with_key(lambda key: restore(place, key, vault.folder.parent.parent))
    with vault.read() as tx:
        assert len(tx.encounters.search("harbor", 100)) == 55
    check(vault, place)


def test_a_damaged_backup_is_not_put_back(vault: Vault, tmp_path: Path) -> None:
    place = backups.make(vault, Reason.ASKED, NOW)
    path = place.folder / "vault.db"
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(VaultDamagedError):
        vault.with_key(lambda key: restore(place, key, tmp_path / "there"))
    assert not places.find_vaults(tmp_path / "there")


def test_looking_into_a_backup_changes_nothing(vault: Vault) -> None:
    keep(vault, 20)
    place = backups.make(vault, Reason.ASKED, NOW)
    before = {path.name: path.read_bytes() for path in place.folder.iterdir()}
    with look(place) as looked:
        assert looked.is_read_only
        with looked.read() as tx:
            assert len(tx.encounters.page(limit=50)) == 20
        with pytest.raises(DiskReadOnlyError), looked.write() as tx:
            tx.encounters.put(an_encounter())
        looked.tidy()
    assert {path.name: path.read_bytes() for path in place.folder.iterdir()} == before


def test_an_update_keeps_how_it_was_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "vaults" / ("a" * 32)
    shutil.copytree(Path(make.__file__).parent / "0001", folder)
    with reopened(folder, make.PASSPHRASE) as vault:
        (place,) = find_backups(folder)
        assert place.reason is Reason.UPDATE
        check(vault, place)
        with pytest.raises(BackupOlderError):
            look(place, make.PASSPHRASE)
        back = vault.with_key(lambda key: restore(place, key, tmp_path / "there"))
    with reopened(back, make.PASSPHRASE) as again, again.read() as tx:
        assert tx.encounters.get(make.THIRD).memory == "Never sealed"


def test_a_passphrase_that_was_changed_opens_no_backup_any_more(vault: Vault) -> None:
    place = backups.make(vault, Reason.ASKED, NOW)
    vault.close()
    slots.change_passphrase(vault.folder, PASSPHRASE, "another long passphrase", kdf=TEST_ONLY, allow_test_profile=True)
    with pytest.raises(WrongPassphraseError):
        look(place)
    look(place, "another long passphrase").close()


def test_a_backup_under_another_root_key_keeps_its_own_header(vault: Vault, home: Path) -> None:
    with new_vault(home, "Somebody else") as other:
        theirs = backups.make(other, Reason.ASKED, NOW)
    foreign = backups_folder(vault.folder) / theirs.name
    shutil.copytree(theirs.folder, foreign)
    before = (foreign / header.NAME).read_bytes()
    vault.close()
    reopened(vault.folder).close()
    assert (foreign / header.NAME).read_bytes() == before


def test_the_last_five_the_days_and_the_weeks_stay_when_one_is_made_each_hour(vault: Vault) -> None:
    for hours in range(0, 24 * 30, 23):
        backups.make(vault, Reason.UNLOCK, NOW + timedelta(hours=hours))
    found = find_backups(vault.folder)
    assert len({one.made_at.date() for one in found}) >= 7
    assert len({one.made_at.isocalendar()[:2] for one in found}) >= 4
    assert 7 <= len(found) <= 5 + 7 + 4


def test_a_stray_folder_among_them_is_left_alone(vault: Vault) -> None:
    for name in ("stray", "000001-notatime-asked", "x-20261121T142000Z-asked", "000002-20261121T142000Z-other"):
        (backups_folder(vault.folder) / name).mkdir(parents=True)
    backups.make(vault, Reason.ASKED, datetime(2026, 11, 21, tzinfo=UTC))
    assert len(find_backups(vault.folder)) == 1
    assert len(list(backups_folder(vault.folder).iterdir())) == 5


def test_the_recovery_sheet_opens_a_backup_as_it_opens_the_notes(vault: Vault) -> None:
    place = backups.make(vault, Reason.ASKED, NOW)
    assert slots.opens_by_sheet(place.folder, RECOVERY_CODE)
    assert not slots.opens_by_sheet(place.folder, bytes(20))


def test_a_copy_lets_others_in_every_few_pages(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(vault, 500)
    monkeypatch.setattr(backups, "PAGES_AT_ONCE", 8)
    let_in: list[bool] = []
    (tmp_path / "copy.db").touch()
    backups.copied(vault._driver, tmp_path / "copy.db", bytes(32), lambda: let_in.append(True))
    assert len(let_in) > 20


def test_whoever_wants_to_save_is_let_in_while_something_goes_on_at_length(vault: Vault) -> None:
    begun, kept = threading.Event(), threading.Event()

    def save() -> None:
        begun.wait()
        keep(vault, 1)
        kept.set()

    thread = threading.Thread(target=save)
    thread.start()

    def going_on(_driver: dbapi2.Connection, let_others_in: Callable[[], None]) -> int:
        begun.set()
        turns = 0
        while not kept.is_set() and turns < 10_000:
            let_others_in()
            turns += 1
        return turns

    assert vault.at_length(going_on) < 10_000
    thread.join()


def test_one_that_is_on_its_way_out_is_no_backup_any_more(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_places.shutil, "rmtree", lambda *_, **__: None)
    for _ in range(8):
        backups.make(vault, Reason.ASKED, NOW)
    assert len(find_backups(vault.folder)) == 5
    assert len(list(backups_folder(vault.folder).glob(".*/vault.db"))) == 3
