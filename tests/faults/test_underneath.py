"""The disk that fails on purpose does what it says: of what was not synced, nothing is certain."""

import os
import shutil
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.faults.cut import SECTOR, disk_of, told
from tests.faults.deeds import Say
from tests.faults.lives import Life, live
from tests.faults.underneath import Plan

OLD, NEW = b"o" * 4 * SECTOR, b"n" * 4 * SECTOR


def write_anew(sync: str, root: Path, say: Say) -> None:
    """Write over a file, make another one under another name first, and sync as much as is asked."""
    with (root / "old").open("r+b") as file:
        file.write(NEW)
        file.flush()
        if sync:
            os.fsync(file.fileno())
    (root / "fresh").write_bytes(NEW)
    (root / "fresh").rename(root / "named")
    if sync == "names":
        folder = os.open(root, os.O_RDONLY)
        os.fsync(folder)
    say("written")


def after_a_cut(folder: Path, sync: str, seed: int) -> dict[str, bytes]:
    root, trace = folder / f"root{seed}", folder / f"trace{seed}"
    root.mkdir()
    (root / "old").write_bytes(OLD)
    disk = disk_of(root)
    assert live(partial(write_anew, sync), root, Plan(trace=trace)).said == ("written",)
    disk.play(told(trace), Random(seed))
    disk.cut(Random(seed))
    disk.lay_down(root)
    return {path.name: path.read_bytes() for path in root.iterdir()}


def test_what_was_not_synced_is_there_sector_by_sector_or_not_and_a_name_whole_or_not(tmp_path: Path) -> None:
    left = [after_a_cut(tmp_path, "", seed) for seed in range(25)]
    contents = [one["old"] for one in left]
    assert {OLD, NEW} < set(contents)
    assert all(len(set(raw[at : at + SECTOR])) == 1 for raw in contents for at in range(0, len(raw), SECTOR))
    # A name without its content is what a rename without a sync may leave; both names at once are none.
    assert all(set(one) in ({"old"}, {"old", "fresh"}, {"old", "named"}) for one in left)
    assert any("named" not in one for one in left)
    assert any(one.get("named") not in {None, NEW} for one in left)


def test_what_was_synced_is_there(tmp_path: Path) -> None:
    left = [after_a_cut(tmp_path, "names", seed) for seed in range(10)]
    assert {one["old"] for one in left} == {NEW}
    assert {frozenset(one) for one in left} == {frozenset({"old", "named"})}


def steps_of(folder: Path, plan: Plan) -> Life:
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    (root / "old").write_bytes(OLD)
    return live(partial(write_anew, "names"), root, plan)


def test_each_step_can_be_the_last_and_each_can_fail(tmp_path: Path) -> None:
    steps = steps_of(tmp_path, Plan()).steps
    assert steps == 6
    for step in range(1, steps + 1):
        assert steps_of(tmp_path, Plan(dies_at=step)).was_killed
        assert "Input/output error" in steps_of(tmp_path, Plan(fails_at=step)).broke
    assert "No space left" in steps_of(tmp_path, Plan(room=len(NEW) - 1)).broke
    assert not steps_of(tmp_path, Plan(room=len(NEW))).broke


@pytest.mark.parametrize("nth", [1, 2])
def test_what_a_failed_sync_should_have_kept_is_gone_even_if_the_next_sync_says_that_all_is_well(
    tmp_path: Path, nth: int
) -> None:
    seen = set()
    for seed in range(8):
        root, trace = tmp_path / f"root{seed}", tmp_path / f"trace{seed}"
        root.mkdir()
        (root / "old").write_bytes(OLD)
        disk = disk_of(root)
        live(sync_twice, root, Plan(sync_fails_at=nth, trace=trace))
        disk.play(told(trace), Random(seed))
        disk.cut(Random(seed))
        seen.add(bytes(disk.files[(root / "old").stat().st_ino]))
    assert (OLD in seen) == (nth == 1)


def sync_twice(root: Path, say: Say) -> None:
    with (root / "old").open("r+b") as file:
        file.write(NEW)
        file.flush()
        for _ in range(2):
            try:
                os.fsync(file.fileno())
            except OSError:
                say("failed")
