"""What is not as it was left is noticed when a vault is opened: an older file or page, and a log that lost commits."""

import contextlib
import hmac
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault import header, seal
from peerdesk.vault.integrity import recounted
from peerdesk.vault.opening import unlocked
from peerdesk.vault.standing import Standing
from tests.support.vaults import PASSPHRASE, an_encounter, new_vault, reopened

PAGE = 4096

LEAVING = """
import os, signal, sys
from pathlib import Path
from tests.support.vaults import an_encounter, reopened
vault = reopened(Path(sys.argv[1]))
for i in range(int(sys.argv[2])):
    with vault.write() as tx:
        tx.encounters.put(an_encounter(f"harbor {i} " + "z" * 200, unix_ms=i))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def folder(home: Path) -> Path:
    """Return the folder of a closed vault with forty notes."""
    with new_vault(home) as vault, vault.write() as tx:
        tx.encounters.put_many([an_encounter(f"harbor {i} " + "z" * 200, unix_ms=i) for i in range(40)])
    return vault.folder


def standing(folder: Path) -> Standing:
    """Open and close the vault; what is well at a glance is counted as well."""
    with reopened(folder) as vault:
        return recounted(vault) if vault.standing.is_well else vault.standing


def leave_a_log(folder: Path, commits: int) -> Path:
    """Keep so many notes in a process that is killed then, and return the log it leaves."""
    done = subprocess.run([sys.executable, "-c", LEAVING, str(folder), str(commits)], check=False)
    assert done.returncode == -signal.SIGKILL
    return folder / "vault.db-wal"


def test_a_vault_that_nobody_touched_is_as_it_was_left_night_after_night(folder: Path) -> None:
    for i in range(3):
        with reopened(folder) as vault:
            assert vault.standing == Standing()
            with vault.write() as tx:
                tx.encounters.put(an_encounter(unix_ms=i))
            vault.tidy()
    assert standing(folder).is_well


def test_a_vault_that_was_killed_is_as_it_was_left(folder: Path) -> None:
    leave_a_log(folder, 12)
    with reopened(folder) as vault:
        assert vault.standing.is_well
        with vault.read() as tx:
            assert len(tx.encounters.page(limit=100)) == 52
    assert standing(folder).is_well


def test_a_byte_flipped_in_the_log_is_told_when_it_takes_commits(folder: Path) -> None:
    log = leave_a_log(folder, 12)
    whole, database = log.read_bytes(), (folder / "vault.db").read_bytes()
    chance = random.Random(2)
    end = max(i for i in range(32, len(whole) - 24, PAGE + 24) if any(whole[i : i + 24]))
    for spot in [0, 17, 28, 40, *(chance.randrange(32, end) for _ in range(25))]:
        (folder / "vault.db").write_bytes(database)
        log.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0x10]) + whole[spot + 1 :])
        with reopened(folder) as vault, vault.read() as tx:
            lost = 52 - len(tx.encounters.page(limit=100))
            told = vault.standing.missing_commits
        # The very last one cannot be told from a save that a power cut interrupted, of which nobody was told.
        assert max(0, lost - 1) <= told <= lost
        assert lost <= 1 or not vault.standing.is_well


def test_a_log_cut_off_in_its_last_save_is_what_a_power_cut_leaves_and_no_alarm(folder: Path) -> None:
    log = leave_a_log(folder, 5)
    whole = log.read_bytes()
    last = max(i for i in range(32, len(whole) - 24, PAGE + 24) if any(whole[i : i + 24]))
    log.write_bytes(whole[: last + 100])
    assert standing(folder).missing_commits == 0


def test_an_older_file_put_back_is_told(folder: Path) -> None:
    before = (folder / "vault.db").read_bytes()
    with reopened(folder) as vault:
        for i in range(3):
            with vault.write() as tx:
                tx.encounters.put(an_encounter(unix_ms=i))
    (folder / "vault.db").write_bytes(before)
    found = standing(folder)
    assert (found.missing_commits, found.is_other) == (3, True)
    assert found.missing_rows >= 3
    # It was told; the next time it is as it was left.
    assert standing(folder).is_well


def test_an_older_page_put_back_is_told_wherever_it_changes_what_is_counted(folder: Path) -> None:
    before = (folder / "vault.db").read_bytes()
    with reopened(folder) as vault, vault.write() as tx:
        tx.encounters.put_many([an_encounter("later", unix_ms=100 + i) for i in range(40)])
    after = (folder / "vault.db").read_bytes()
    seen = set()
    for place in range(PAGE, min(len(before), len(after)), PAGE):
        if before[place : place + PAGE] != after[place : place + PAGE]:
            old = after[:place] + before[place : place + PAGE] + after[place + PAGE :]
            (folder / "vault.db").write_bytes(old)
            shutil.copy(folder / "seal", folder / "seal.kept")
            seen.add(standing(folder).is_well)
            (folder / "vault.db").write_bytes(after)
            (folder / "seal.kept").replace(folder / "seal")
    assert False in seen


def test_a_damaged_page_met_while_counting_leaves_the_notes_open(folder: Path) -> None:
    path = folder / "vault.db"
    whole = path.read_bytes()
    found = []
    for place in range(PAGE, len(whole), PAGE):
        path.write_bytes(whole[: place + 50] + bytes([whole[place + 50] ^ 1]) + whole[place + 51 :])
        with contextlib.suppress(VaultDamagedError):
            found.append(standing(folder).is_damaged)
    assert True in found


def test_a_seal_of_the_first_peerdesk_is_understood(folder: Path) -> None:
    key = unlocked(header.read(folder), PASSPHRASE, allow_test_profile=True)[1].subkey(Purpose.LOG_SEAL)
    count = (2).to_bytes(8, "big")
    (folder / "seal").write_bytes(count + hmac.digest(key, b"PD1 vault seal" + count, "sha256"))
    sealed = seal.read(folder, key)
    assert sealed is not None
    assert sealed.commits == 2
    assert standing(folder).missing_commits == 1


def test_what_a_seal_counts_is_closed_to_whoever_has_no_key(folder: Path) -> None:
    sealed = (folder / "seal").read_bytes()
    assert b"encounter" not in sealed
    assert seal.read(folder, bytes(32)) is None


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"x" * 500, b"y" * 31])
def test_a_seal_that_is_not_ours_says_nothing(folder: Path, content: bytes) -> None:
    (folder / "seal").write_bytes(content)
    assert standing(folder).is_well


def test_a_full_disk_at_the_close_leaves_no_seal_that_would_cry_wolf(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no room")

    with reopened(folder) as vault, vault.write() as tx:
        tx.encounters.put(an_encounter())
    with monkeypatch.context() as patch:
        vault = reopened(folder)
        with vault.write() as tx:
            tx.encounters.put(an_encounter(unix_ms=7))
        patch.setattr(seal.files, "replace", full)
        vault.close()
    assert not (folder / "seal").exists()
    assert standing(folder).is_well


def test_rows_that_an_older_page_takes_from_the_middle_are_found_by_counting(folder: Path) -> None:
    with reopened(folder) as vault, vault.write() as tx:
        tx.encounters.put_many([an_encounter("more", unix_ms=1000 + i) for i in range(400)])
    with reopened(folder) as vault:
        held = vault.standing.sealed
        vault._driver.execute("DELETE FROM encounter WHERE id BETWEEN 100 AND 110")
        vault._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert held is not None
        vault._failed = True  # As if the file had been put there by somebody who has no key to the seal.
        vault.written_at = (folder / "vault.db").stat().st_mtime_ns
        found = recounted(vault)
    assert found.missing_rows == 11


def test_counting_is_given_up_once_the_file_was_written(folder: Path) -> None:
    with reopened(folder) as vault:
        with vault.write() as tx:
            tx.encounters.put(an_encounter("kept since", unix_ms=77))
        assert recounted(vault).is_well
        vault.tidy()
        assert recounted(vault).is_well
