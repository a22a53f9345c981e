import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.domain import errors
from peerdesk.vault import header, lock, places, reserve, tries
from peerdesk.vault.opening import UnlockCancelledError, open_vault
from peerdesk.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, an_encounter, new_vault, reopened
from tests.vault.powers import without_special_powers


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with one note in it."""
    with new_vault(home) as vault, vault.write() as tx:
        tx.encounters.put(an_encounter("a note that must survive"))
    return vault.folder


def notes(folder: Path) -> int:
    with reopened(folder) as vault, vault.read() as tx:
        return len(tx.encounters.page(limit=10))


def test_the_right_passphrase_opens_it_and_the_note_is_there(folder: Path) -> None:
    assert notes(folder) == 1


def test_the_same_passphrase_typed_on_another_keyboard_opens_it(home: Path) -> None:
    with new_vault(home, passphrase="café by the river, late") as vault:
        pass
    reopened(vault.folder, "cafe\u0301 by the river, late").close()


@pytest.mark.parametrize("wrong", ["", "five quiet herons by the rive", PASSPHRASE.upper(), "x" * 10_000, "\0"])
def test_a_wrong_passphrase_says_so_and_harms_nothing(folder: Path, wrong: str) -> None:
    with pytest.raises(errors.WrongPassphraseError):
        reopened(folder, wrong)
    assert notes(folder) == 1


def test_a_vault_is_found_by_the_name_its_owner_gave(home: Path) -> None:
    assert places.find_vaults(home) == ()
    for name in ("Rosa Vega", "Ana López"):
        new_vault(home, name).close()
    found = places.find_vaults(home)
    assert [place.display_name for place in found] == ["Ana López", "Rosa Vega"]
    assert all(place.folder.name == place.vault_id.hex() for place in found)


def test_a_second_vault_of_the_same_name_is_not_made(home: Path) -> None:
    new_vault(home, "Rosa").close()
    with pytest.raises(errors.VaultExistsError):
        new_vault(home, "ROSA")
    assert len(list(places.vaults_folder(home).iterdir())) == 1


def test_a_set_up_that_fails_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(header, "write", fails)
    with pytest.raises(errors.DiskFullError):
        new_vault(home)
    assert list(places.vaults_folder(home).iterdir()) == []


def test_nothing_in_the_folder_but_the_name_can_be_read(folder: Path) -> None:
    everything = b"".join(file.read_bytes() for file in folder.iterdir())
    assert b"must survive" not in everything
    assert PASSPHRASE.encode() not in everything
    assert b"Rosa Vega" in everything


def test_another_process_has_to_wait_and_is_told_who_has_it(home: Path) -> None:
    with new_vault(home) as vault:
        script = f"""
import sys
from pathlib import Path
from peerdesk.domain.errors import VaultBusyError
from tests.support.vaults import reopened
try:
    reopened(Path({str(vault.folder)!r}), "not even asked")
except VaultBusyError:
    print("busy")
"""
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "busy"
        assert lock.holder(vault.folder) == os.getpid()
        (place,) = places.find_vaults(home)
        assert place.held_by() == os.getpid()
    assert place.held_by() is None


def test_an_unlock_that_nobody_waits_for_lets_go_again(folder: Path) -> None:
    with pytest.raises(UnlockCancelledError):
        open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, cancel=lambda: True, allow_test_profile=True)
    assert notes(folder) == 1


def test_a_vault_without_its_key_derivation_bounds_is_not_opened_by_the_product(folder: Path) -> None:
    with pytest.raises(errors.VaultDamagedError):
        open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom)


def test_a_header_cut_anywhere_is_damaged_and_nothing_else(folder: Path) -> None:
    path = folder / header.NAME
    whole = path.read_bytes()
    for length in range(len(whole.rstrip())):
        path.write_bytes(whole[:length])
        with pytest.raises(errors.VaultDamagedError):
            reopened(folder)
    path.write_bytes(whole)
    assert notes(folder) == 1


def test_a_changed_byte_in_the_header_never_opens_anything_else(folder: Path) -> None:
    path = folder / header.NAME
    whole = path.read_bytes()
    outcomes = set()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            reopened(folder).close()
            outcomes.add("opened")
        except errors.VaultDamagedError:
            outcomes.add("VaultDamagedError")
        except errors.WrongPassphraseError:
            outcomes.add("WrongPassphraseError")
        tries.forget(folder)
    path.write_bytes(whole)
    # It still opens where the name that is shown, or the layout, was touched: neither leads to the key.
    assert outcomes == {"opened", "VaultDamagedError", "WrongPassphraseError"}
    assert notes(folder) == 1


@pytest.mark.parametrize(
    ("memory", "passes", "lanes"), [(2**31, 3, 4), (65536, 0, 4), (65536, 3, 2**24), (65536, 2**31, 4), (1, 1, 1)]
)
def test_a_header_that_asks_for_absurd_work_is_turned_away_before_any(
    folder: Path, memory: int, passes: int, lanes: int
) -> None:
    path = folder / header.NAME
    shape = json.loads(path.read_bytes())
    for slot in shape["header"]["slots"]:
        if slot["kdf"]:
            slot["kdf"].update(memory_kib=memory, passes=passes, lanes=lanes)
    path.write_text(json.dumps(shape))
    with pytest.raises(errors.VaultDamagedError):
        reopened(folder)


def test_the_header_before_this_one_opens_the_vault_when_this_one_is_damaged(folder: Path) -> None:
    (opening,) = header.read(folder)
    header.write(folder, opening.display_name, opening.header)
    (folder / header.NAME).write_bytes(b"{")
    assert notes(folder) == 1
    # And again: it is not forgotten in favour of the damaged one.
    assert notes(folder) == 1
    assert [one.is_current for one in header.read(folder)] == [True]


def test_the_header_before_this_one_is_forgotten_after_a_good_unlock(folder: Path) -> None:
    (opening,) = header.read(folder)
    header.write(folder, opening.display_name, opening.header)
    assert (folder / header.PREVIOUS).exists()
    assert notes(folder) == 1
    assert not (folder / header.PREVIOUS).exists()


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"SQLite format 3\0" + bytes(4080), os.urandom(8192)])
def test_a_database_that_is_none_of_ours_is_damaged_and_is_kept(folder: Path, content: bytes) -> None:
    (folder / "vault.db").write_bytes(content)
    with pytest.raises(errors.VaultDamagedError) as caught:
        reopened(folder)
    assert caught.value.part == "database"
    assert (folder / "vault.db").read_bytes() == content


@pytest.mark.parametrize("lost", ["vault.db", "header.json"])
def test_a_vault_that_lost_a_file_is_damaged_and_not_absent_and_nothing_is_made_anew(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    assert [place.folder for place in places.find_vaults(folder.parent.parent)] == [folder]
    with pytest.raises(errors.VaultDamagedError):
        reopened(folder)
    assert not (folder / lost).exists()


def test_somebody_elses_database_put_in_its_place_is_not_this_vault(home: Path, folder: Path) -> None:
    with new_vault(home, "Somebody else") as other:
        pass
    (folder / "vault.db").write_bytes((other.folder / "vault.db").read_bytes())
    with pytest.raises(errors.VaultDamagedError):
        reopened(folder)


def test_somebody_elses_header_put_in_its_place_does_not_open_it(home: Path, folder: Path) -> None:
    with new_vault(home, "Somebody else", passphrase="another long passphrase") as other:
        pass
    (folder / header.NAME).write_bytes((other.folder / header.NAME).read_bytes())
    with pytest.raises(errors.WrongPassphraseError):
        reopened(folder)
    with pytest.raises(errors.VaultDamagedError):
        reopened(folder, "another long passphrase")


def test_a_folder_that_others_can_look_into_is_closed_to_them_and_it_is_said(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "vault.db").chmod(0o644)
    with reopened(folder) as vault:
        assert vault.was_open_to_others
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "vault.db").stat().st_mode & 0o777 == 0o600
    with reopened(folder) as vault:
        assert not vault.was_open_to_others


def test_a_folder_that_cannot_be_written_says_so_and_lets_go(folder: Path) -> None:
    (folder / lock.NAME).unlink()
    folder.chmod(0o500)
    failure = without_special_powers(lambda: reopened(folder))
    assert isinstance(failure, errors.DiskReadOnlyError)
    folder.chmod(0o700)
    assert notes(folder) == 1


def test_a_home_that_cannot_be_written_leaves_nothing(home: Path) -> None:
    home.chmod(0o500)
    failure = without_special_powers(lambda: new_vault(home))
    assert isinstance(failure, errors.DiskReadOnlyError)
    assert list(home.iterdir()) == []
    home.chmod(0o700)


def test_no_vault_at_all_is_said_as_that(home: Path) -> None:
    with pytest.raises(errors.VaultMissingError):
        reopened(home / "nowhere")


def test_room_is_set_by_at_each_opening(folder: Path) -> None:
    (folder / reserve.NAME).unlink()
    with reopened(folder):
        assert (folder / reserve.NAME).stat().st_size == reserve.RESERVE_BYTES


def test_an_unfinished_vault_is_not_offered(home: Path, vault: Vault) -> None:
    (places.vaults_folder(home) / ".half").mkdir()
    (places.vaults_folder(home) / "stray").mkdir()
    assert [place.folder for place in places.find_vaults(home)] == [vault.folder]


def test_a_vault_with_a_damaged_header_is_still_listed(home: Path, folder: Path) -> None:
    (folder / header.NAME).write_bytes(b"")
    (place,) = places.find_vaults(home)
    assert (place.folder, place.display_name) == (folder, "")
