"""Killed, full, asked for by two at once: the whole vault has new keys, or none of it has, and no note is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.domain.errors import DiskFailedError, DiskFullError, VaultDamagedError
from peerdesk.vault import files, rotation_copy
from peerdesk.vault.backup_places import find_backups
from peerdesk.vault.tally import Tally
from peerdesk.vault.vault import Vault
from tests.faults.rotation import RotationFaults
from tests.support.backups import check, keep
from tests.support.rotations import left_over, renew, words_of
from tests.support.vaults import new_vault, reopened
from tests.vault.test_faults import fill, small_disk

__all__ = ["small_disk"]

NOTES = 300
KIB = 1024


@pytest.mark.parametrize("steps", [(0, 9), (17, 25), (33, 41), (45, 49), (52, 54)])
def test_a_kill_before_any_step_behind_the_rename_leaves_the_new_keys(home: Path, steps: tuple[int, ...]) -> None:
    faults = RotationFaults(home, seed=steps[0], notes=50)
    for step in steps:
        faults.kill_at_step(step, behind_the_rename=True)
    assert (faults.outcome.killed, faults.outcome.renewed) == (len(steps), len(steps))


def test_a_kill_before_any_step_ahead_of_it_costs_no_note_and_no_way_in(home: Path) -> None:
    faults = RotationFaults(home, seed=5, notes=50)
    for step in (3, 35, 80):
        faults.kill_at_step(step)


def test_a_kill_at_any_moment_costs_no_note_and_no_way_in(home: Path) -> None:
    faults = RotationFaults(home, seed=4)
    for _ in range(4):
        faults.kill_at_any_moment()


@pytest.mark.parametrize("room", [0, 64 * KIB, 256 * KIB, 512 * KIB, 768 * KIB, 1024 * KIB, 4096 * KIB])
def test_a_disk_that_is_full_in_the_middle_leaves_everything_as_it_was(
    tmp_path: Path, small_disk: Path | None, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    with new_vault((small_disk or tmp_path) / "home") as vault:
        keep(vault, NOTES)
        before = words_of(vault)
        if small_disk is None:
            _full_at_sync(monkeypatch, room // (64 * KIB))
        else:
            fill(vault, small_disk)
            os.truncate(small_disk / "filler", max(0, (small_disk / "filler").stat().st_size - room))
        outcome = _outcome(vault)
        monkeypatch.undo()
        if small_disk is not None:
            (small_disk / "filler").unlink()
        if outcome == "full":
            assert left_over(vault.folder) == []
        assert outcome in ({0: ("full",), 4096 * KIB: ("renewed",)}.get(room, ("full", "renewed")))
    with reopened(vault.folder) as again:
        assert words_of(again) == before
        assert again.standing.is_well
        for place in find_backups(vault.folder):
            check(again, place)
        renew(again)
    with reopened(vault.folder) as anew:
        assert words_of(anew) == before


def _outcome(vault: Vault) -> str:
    try:
        renew(vault)
    except DiskFullError:
        return "full"
    return "renewed"


def _full_at_sync(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    left, sound = [after], os.fsync

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "no room")
        sound(handle)

    monkeypatch.setattr(os, "fsync", full)


ELSEWHERE = """
import sys
from pathlib import Path
from peerdesk.domain.errors import VaultBusyError
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.vault.slots import change_passphrase
from tests.support.vaults import PASSPHRASE, reopened
folder = Path(sys.argv[1])
for attempt in (
    lambda: reopened(folder),
    lambda: change_passphrase(folder, PASSPHRASE, "another long passphrase", kdf=TEST_ONLY, allow_test_profile=True),
):
    try:
        attempt()
        print("came in")
    except VaultBusyError:
        print("busy")
"""


def test_another_process_is_told_to_wait_in_each_phase_and_comes_in_afterwards(home: Path) -> None:
    said: list[str] = []

    def ask_elsewhere(share: float) -> None:
        if share in (0.6, 1.0):
            command = [sys.executable, "-c", ELSEWHERE, str(vault.folder)]
            said.extend(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[:2])

    with new_vault(home) as vault:
        keep(vault, 20)
        renew(vault, tell=ask_elsewhere)
    assert set(said) == {"busy"}
    assert len(said) >= 4
    with reopened(vault.folder) as again:
        assert len(words_of(again)) == 20


@pytest.mark.parametrize(("room", "told"), [(True, DiskFailedError), (False, DiskFullError)])
def test_what_is_not_there_when_it_is_read_is_told_by_whether_the_disk_is_full(
    home: Path, monkeypatch: pytest.MonkeyPatch, room: bool, told: type[Exception]
) -> None:
    with new_vault(home) as vault:
        keep(vault, 5)
        before = words_of(vault)
        monkeypatch.setattr(rotation_copy, "read_whole", _damaged)
        monkeypatch.setattr(files, "has_room", lambda _folder: room)
        with pytest.raises(told):
            renew(vault)
        assert words_of(vault) == before
        assert left_over(vault.folder) == []


def _damaged(_database: Path, _key: bytes) -> Tally:
    raise VaultDamagedError("backup")
