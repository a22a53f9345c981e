"""New keys for a vault: everything comes along, nothing opens it by the old key, and whatever fails changes nothing."""

import os
import shutil
from pathlib import Path

import pytest

from peerdesk.crypto.vault_key import Purpose, VaultKey
from peerdesk.domain import errors
from peerdesk.domain.rotation_errors import NotesUnsettledError, RotationStoppedError, VaultRenewedError
from peerdesk.domain.sheet_errors import SheetOfAnotherError
from peerdesk.domain.wellbeing import CheckIn, Mood
from peerdesk.vault import backups, rotated, seal, slots
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.engine import finished_copy
from peerdesk.vault.places import PREVIOUS_HEADER
from peerdesk.vault.vault import Vault
from peerdesk.vault.wellbeing_file import keep_check_in, read_check_ins
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet, read_sheet
from peerdesk.work.rotation import renewed_at
from tests.support.backups import check, keep, notes_in
from tests.support.rotations import left_over, renew, words_of
from tests.support.vaults import NOW, RECOVERY_CODE, TODAY, new_id, reopened


def root_of(vault: Vault) -> VaultKey:
    return vault.with_key(lambda key: key)


def test_every_note_is_there_under_the_same_passphrase_and_the_same_sheet(vault: Vault) -> None:
    keep(vault, 300)
    before, old = words_of(vault), root_of(vault)
    found = renew(vault)
    assert (found.sheet, found.aside) == (None, ())
    with reopened(vault.folder) as again:
        assert words_of(again) == before
        assert again.standing.is_well
        assert root_of(again) != old
        assert renewed_at(again) == NOW
    assert slots.opens_by_sheet(vault.folder, RECOVERY_CODE)
    assert left_over(vault.folder) == []


def test_the_old_key_opens_neither_the_database_nor_a_backup_nor_the_seal(vault: Vault) -> None:
    keep(vault, 100)
    backups.make(vault, Reason.ASKED, NOW)
    old = root_of(vault)
    renew(vault)
    (place,) = find_backups(vault.folder)
    for path, purpose in ((vault.folder, Purpose.DATABASE), (place.folder, Purpose.BACKUP)):
        with pytest.raises(Exception, match="file is not a database"):
            finished_copy(path / "vault.db", old.subkey(purpose)).execute("SELECT count(*) FROM sqlite_schema")
        assert seal.read(path, old.subkey(Purpose.LOG_SEAL)) is None
    assert not (vault.folder / PREVIOUS_HEADER).exists()
    everything = b"".join(path.read_bytes() for path in vault.folder.rglob("*") if path.is_file())
    assert old.root not in everything


def test_no_file_that_was_there_before_keeps_a_byte_of_the_old_vault(vault: Vault, tmp_path: Path) -> None:
    keep(vault, 100)
    place = backups.make(vault, Reason.ASKED, NOW)
    watched = [
        vault.folder / "header.json",
        vault.folder / "vault.db",
        place.folder / "header.json",
        place.folder / "vault.db",
    ]
    held = [tmp_path / str(number) for number, _ in enumerate(watched)]
    for path, second_name in zip(watched, held, strict=True):
        os.link(path, second_name)
    renew(vault)
    assert all(path.stat().st_size and not any(path.read_bytes()) for path in held)


def test_the_one_backup_afterwards_holds_all_notes_and_the_older_ones_are_gone(vault: Vault) -> None:
    keep(vault, 100)
    older = [backups.make(vault, Reason.ASKED, NOW) for _ in range(3)]
    renew(vault)
    (place,) = find_backups(vault.folder)
    assert place.number == 4
    assert place.name not in {one.name for one in older}
    assert notes_in(place) == 100
    with reopened(vault.folder) as again:
        check(again, place)
        assert backups.make(again, Reason.ASKED, NOW).number == 5


def test_each_thing_that_the_root_key_seals_is_thought_of() -> None:
    # A key for something new has to be carried over by `rotation_copy.py`, or what it sealed never opens again.
    carried = {Purpose.DATABASE, Purpose.PRIVATE, Purpose.BACKUP, Purpose.LOG_SEAL, Purpose.DEVICE_KEYS}
    assert set(Purpose) - carried == {Purpose.DRAFT}, "drafts lie in the database; nothing is sealed under their key"


def test_the_opening_is_over_and_says_so(vault: Vault) -> None:
    renew(vault)
    with pytest.raises(VaultRenewedError), vault.write():
        pass
    with pytest.raises(VaultRenewedError), vault.read():
        pass
    vault.close()


def test_twice_in_a_row_is_as_good(vault: Vault) -> None:
    keep(vault, 10)
    renew(vault)
    with reopened(vault.folder) as second:
        renew(second)
    with reopened(vault.folder) as third:
        assert len(words_of(third)) == 10


def test_a_new_sheet_is_kept_first_and_is_the_only_one_that_opens(vault: Vault) -> None:
    made: list[RecoverySheet] = []
    found = renew(vault, sheet=None, keep=made.append)
    assert made == [found.sheet]
    assert slots.opens_by_sheet(vault.folder, read_sheet(made[0].text()).code)
    assert not slots.opens_by_sheet(vault.folder, RECOVERY_CODE)


def test_a_sheet_that_cannot_be_kept_changes_nothing(vault: Vault) -> None:
    keep(vault, 10)

    def fails(_: RecoverySheet) -> None:
        raise errors.DiskFullError

    with pytest.raises(errors.DiskFullError):
        renew(vault, sheet=None, keep=fails)
    as_before(vault, 10)


def as_before(vault: Vault, notes: int) -> None:
    """The vault goes on to be open, and opens anew, under the key it had."""
    keep(vault, 1, start=5000)
    old = root_of(vault)
    vault.close()
    assert left_over(vault.folder) == []
    with reopened(vault.folder) as again:
        assert root_of(again) == old
        assert len(words_of(again)) == notes + 1
        assert again.standing.is_well
    assert slots.opens_by_sheet(vault.folder, RECOVERY_CODE)


def test_a_wrong_passphrase_changes_nothing_and_is_counted(vault: Vault) -> None:
    keep(vault, 10)
    with pytest.raises(errors.WrongPassphraseError):
        renew(vault, passphrase="not this one at all")
    assert (vault.folder / "tries").exists()
    as_before(vault, 10)


def test_another_persons_sheet_changes_nothing(vault: Vault) -> None:
    keep(vault, 10)
    with pytest.raises(SheetOfAnotherError):
        renew(vault, sheet=TypedSheet(code=bytes(20)))
    as_before(vault, 10)


@pytest.mark.parametrize("share", [0.0, 0.4, 0.6, 0.9, 1.0])
def test_it_can_be_stopped_until_it_counts(vault: Vault, share: float) -> None:
    keep(vault, 400)
    heard: list[float] = []
    with pytest.raises(RotationStoppedError):
        renew(vault, tell=heard.append, is_stopped=lambda: max(heard, default=-1.0) >= share)
    as_before(vault, 400)


def test_it_tells_how_far_it_has_come_and_never_goes_back(vault: Vault) -> None:
    keep(vault, 400)
    heard: list[float] = []
    renew(vault, tell=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 5
    assert heard[-1] == 1.0


def test_while_something_found_in_the_file_waits_the_backups_stay(vault: Vault) -> None:
    keep(vault, 30)
    place = backups.make(vault, Reason.ASKED, NOW)
    vault.close()
    older = vault.folder / "older.db"
    shutil.copy(vault.folder / "vault.db", older)
    with reopened(vault.folder) as again:
        keep(again, 30, start=500)
    older.replace(vault.folder / "vault.db")
    with reopened(vault.folder) as set_back:
        with pytest.raises(NotesUnsettledError):
            renew(set_back)
        assert find_backups(vault.folder) == (place,)


def test_a_damaged_page_is_found_before_anything_changes(vault: Vault) -> None:
    keep(vault, 400)
    vault.close()
    path = vault.folder / "vault.db"
    whole = path.read_bytes()
    # Behind the tables as they were made, where the notes are: whoever only opens the vault reads none of it.
    spot = len(whole) // 4096 * 7 // 8 * 4096 + 100
    path.write_bytes(whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :])
    with reopened(vault.folder) as damaged, pytest.raises((errors.VaultDamagedError, NotesUnsettledError)):
        renew(damaged)
    assert not (vault.folder / rotated.BEGUN).exists()
    assert not (vault.folder / rotated.DONE).exists()


def an_entry(line: str) -> CheckIn:
    return CheckIn(id=new_id(), on=TODAY, mood=Mood.TIRED, line=line)


def test_what_a_peer_wrote_about_themselves_comes_along_under_a_new_key_of_its_own(vault: Vault) -> None:
    entry, old = an_entry("quietmarigold"), root_of(vault)
    keep_check_in(vault, entry)
    renew(vault)
    with pytest.raises(Exception, match="file is not a database"):
        finished_copy(vault.folder / "private.db", old.subkey(Purpose.PRIVATE)).execute("SELECT * FROM whose")
    with reopened(vault.folder) as again:
        assert read_check_ins(again) == (entry,)
    assert left_over(vault.folder) == []


@pytest.mark.parametrize("there_before", [True, False])
def test_what_they_write_meanwhile_comes_along_and_afterwards_asks_for_the_new_vault(
    vault: Vault, there_before: bool
) -> None:
    entries = [an_entry("before")] if there_before else []
    for entry in entries:
        keep_check_in(vault, entry)

    def meanwhile(share: float) -> None:
        if share == 0.9 and len(entries) <= there_before:
            entries.append(an_entry("meanwhile"))
            keep_check_in(vault, entries[-1])

    renew(vault, tell=meanwhile)
    with pytest.raises(VaultRenewedError):
        keep_check_in(vault, an_entry("too late"))
    with reopened(vault.folder) as again:
        assert {one.line for one in read_check_ins(again)} == {one.line for one in entries}


def test_a_damaged_file_of_their_own_is_told_of_before_anything_changes(vault: Vault) -> None:
    keep(vault, 10)
    (vault.folder / "private.db").write_bytes(b"x" * 5000)
    with pytest.raises(errors.VaultDamagedError) as caught:
        renew(vault)
    assert caught.value.part == "wellbeing"
    as_before(vault, 10)
