"""Killed, full, failing, flipped: no fault of a disk leaves a backup that does not hold, or costs one that did."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from peerdesk.domain.errors import (
    DiskFailedError,
    DiskFullError,
    VaultDamagedError,
)
from peerdesk.vault import backups
from peerdesk.vault.backup_places import Reason, backups_folder, find_backups
from peerdesk.vault.vault import Vault
from tests.support.backups import check, keep, notes_in
from tests.support.vaults import NOW, new_vault, reopened
from tests.vault.test_faults import fill, small_disk

__all__ = ["small_disk"]

ROUNDS = 5


MAKING = """
import sys
from datetime import timedelta
from pathlib import Path
from peerdesk.vault import backups
from peerdesk.vault.backup_places import Reason
from tests.support.vaults import NOW, an_encounter, reopened
vault = reopened(Path(sys.argv[1]))
for i in range(100_000):
    with vault.write() as tx:
        tx.encounters.put(an_encounter(f"harbor {i}", unix_ms=i))
    place = backups.make(vault, Reason.UNLOCK, NOW + timedelta(hours=7 * i))
    print(place.number, flush=True)
"""


def test_a_kill_at_any_moment_of_making_and_rotating_leaves_only_whole_backups(home: Path) -> None:
    with new_vault(home) as vault:
        keep(vault, 400)
    chance, newest = random.Random(5), 0
    for _ in range(ROUNDS):
        child = subprocess.Popen([sys.executable, "-c", MAKING, str(vault.folder)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.random() / 4)
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
        said = [int(line) for line in (first + rest).rpartition("\n")[0].split("\n") if line]
        newest = max([newest, *said])
        with reopened(vault.folder) as again:
            found = find_backups(vault.folder)
            assert found[0].number >= newest
            for place in found:
                check(again, place)
    with reopened(vault.folder) as again:
        backups.make(again, Reason.ASKED, NOW)
        assert not list(backups_folder(vault.folder).glob(".*"))


def test_a_flipped_bit_anywhere_in_a_backup_is_found(vault: Vault) -> None:
    keep(vault, 300)
    place = backups.make(vault, Reason.ASKED, NOW)
    chance = random.Random(3)
    for name, most in (("vault.db", 40), ("seal", 10)):
        path = place.folder / name
        whole = path.read_bytes()
        for spot in [chance.randrange(len(whole)) for _ in range(most)] + [0, len(whole) - 1]:
            path.write_bytes(whole[:spot] + bytes([whole[spot] ^ (1 << chance.randrange(8))]) + whole[spot + 1 :])
            with pytest.raises(VaultDamagedError):
                check(vault, place)
        path.write_bytes(whole)
    check(vault, place)


def test_an_older_page_put_into_a_backup_is_found(vault: Vault) -> None:
    keep(vault, 300)
    first = backups.make(vault, Reason.ASKED, NOW)
    keep(vault, 300, 1000)
    place = backups.make(vault, Reason.ASKED, NOW)
    shutil.copy(first.folder / "vault.db", place.folder / "vault.db")
    with pytest.raises(VaultDamagedError):
        check(vault, place)


def test_a_copy_that_lacks_a_note_is_no_backup(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(vault, 30)
    sound = backups.copied

    def forgetful(source: dbapi2.Connection, to: Path, key: bytes, let_others_in: object) -> object:
        held = sound(source, to, key, lambda: None)
        with backups.closing(backups.new_copy(to, key)) as copy:
            copy.execute("DELETE FROM encounter WHERE id = 7")
        return held

    monkeypatch.setattr(backups, "copied", forgetful)
    with pytest.raises(VaultDamagedError):
        backups.make(vault, Reason.ASKED, NOW)
    assert find_backups(vault.folder) == ()


def test_a_full_disk_costs_neither_a_note_nor_another_backup(
    tmp_path: Path, small_disk: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_vault((small_disk or tmp_path) / "home") as vault:
        keep(vault, 300)
        before = backups.make(vault, Reason.ASKED, NOW)
        if small_disk is None:
            monkeypatch.setattr(os, "fsync", _no_room)
        else:
            fill(vault, small_disk)
        with pytest.raises((DiskFullError, DiskFailedError)):
            backups.make(vault, Reason.ASKED, NOW)
        monkeypatch.undo()
        assert find_backups(vault.folder) == (before,)
        assert not list(backups_folder(vault.folder).glob(".*"))
        check(vault, before)
        if small_disk is not None:
            (small_disk / "filler").unlink()
        keep(vault, 1, 5000)
        assert notes_in(backups.make(vault, Reason.ASKED, NOW)) == 301


def _no_room(_: int) -> None:
    raise OSError(28, "no room")


@pytest.mark.parametrize("failing", range(1, 9))
def test_a_disk_that_fails_at_any_sync_leaves_no_backup_that_does_not_hold(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    keep(vault, 30)
    before = backups.make(vault, Reason.ASKED, NOW)
    calls, sound = [0], os.fsync

    def failing_once(handle: int) -> None:
        calls[0] += 1
        if calls[0] == failing:
            raise OSError(5, "the disk failed")
        sound(handle)

    monkeypatch.setattr(os, "fsync", failing_once)
    try:
        backups.make(vault, Reason.ASKED, NOW)
    except (DiskFailedError, DiskFullError):
        assert calls[0] >= failing
    monkeypatch.undo()
    assert before in find_backups(vault.folder)
    for place in find_backups(vault.folder):
        check(vault, place)
