"""Rounds: a deed is begun, its process meets a fault once or several times, and then what is left is looked at."""

import shutil
import subprocess
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.cut import disk_of, told
from tests.faults.deeds import Deed
from tests.faults.lives import Life, live
from tests.faults.underneath import Plan

LIVES: Final = (1, 1, 2, 3)
"""How many faults come one after the other before somebody looks: the second meets what the first one left."""

PAGE: Final = 4096

GOES_ON: Final = 0.3
"""In how many of the rounds the same is done once more afterwards, without a fault."""

Fault = Callable[["Playing", Path], Life]
DISK_FULL: Final = frozenset({"disk_full"})
DISK_FAILS: Final = frozenset({"disk_failed", "read_only"})


@dataclass
class Row:
    """What came of the rounds of one fault with one deed. `rounds` counts faults that really struck."""

    deed: str
    fault: str
    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    @property
    def is_well(self) -> bool:
        return self.lost == 0 and not self.wrong


@dataclass
class Playing:
    """One deed in a scratch folder. What an undisturbed process does was measured for each of its beginnings."""

    deed: Deed
    scratch: Path
    chance: Random
    measured: dict[int, Life] = field(default_factory=dict)
    number: int = 0

    def play(self, name: str, fault: Fault, allowed: frozenset[str], rounds: int) -> Row:
        """Play until so many faults have struck, or for three times as many tries."""
        row = Row(self.deed.name, name)
        for _ in range(3 * rounds):
            if row.rounds >= rounds:
                break
            self.number += 1
            self._round(row, fault, allowed)
        return row

    @property
    def undisturbed(self) -> Life:
        """What the process does where nothing goes wrong."""
        return self.measured[self.number % self.deed.variants]

    def _round(self, row: Row, fault: Fault, allowed: frozenset[str]) -> None:
        folder = self.scratch / "round"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        said: list[str] = []
        try:
            root = self.deed.begin(folder, self.number)
            self._measure()
            for _ in range(self.chance.choice(LIVES)):
                life = fault(self, root)
                said += life.said
                row.rounds += life.was_killed or bool(life.told or life.broke)
                row.told[life.told] += bool(life.told)
                assert not life.broke, f"an error that nobody would understand: {life.broke}"
                assert life.told in allowed | {""}, f"something else was said: {life.told}"
            lost = self.deed.check(root, said)
            if self.chance.random() < GOES_ON:
                again = live(self.deed.work(), root)
                assert not again.broke + again.told, f"it does not go on: {again}"
                said += again.said
                lost |= self.deed.check(root, said)
        except Exception:  # noqa: BLE001 - whatever it is, it is what a person would meet
            row.wrong.append(traceback.format_exc())
            return
        row.acknowledged += len(said)
        row.lost += len(lost)

    def _measure(self) -> None:
        variant = self.number % self.deed.variants
        if variant not in self.measured:
            other = self.scratch / "measured"
            shutil.rmtree(other, ignore_errors=True)
            other.mkdir()
            self.measured[variant] = live(self.deed.work(), self.deed.begin(other, self.number), Plan())


def killed(play: Playing, root: Path) -> Life:
    """Kill it at a moment that chance chooses, on the disk as it is."""
    return live(play.deed.work(), root, killed_after=play.chance.random() * play.undisturbed.seconds)


def killed_at_a_step(play: Playing, root: Path) -> Life:
    """Kill it right before one of its steps at the disk."""
    return live(play.deed.work(), root, Plan(dies_at=a_step(play)))


def power_cut(play: Playing, root: Path) -> Life:
    """Kill it before a step, and leave of what was not synced as much as chance has it."""
    return _and_dark(play, root, Plan(dies_at=a_step(play)))


def sync_fails(play: Playing, root: Path) -> Life:
    """Let one sync fail; in half of the rounds the power goes some time later, and what it was for is gone."""
    plan = Plan(sync_fails_at=play.chance.randint(1, play.undisturbed.syncs))
    return live(play.deed.work(), root, plan) if play.chance.random() < 0.5 else _and_dark(play, root, plan)


def step_fails(play: Playing, root: Path) -> Life:
    """Let one write, or change of a name, fail."""
    return live(play.deed.work(), root, Plan(fails_at=a_step(play)))


def disk_full(play: Playing, root: Path) -> Life:
    """Let files grow by less than it needs."""
    needed = max(1, play.undisturbed.grown)
    return live(play.deed.work(), root, Plan(room=play.chance.choice((0, play.chance.randrange(needed), needed // 16))))


def small_disk(play: Playing, root: Path) -> Life:
    """Let it work on a real disk of its own that has less room than it needs, where one can be made."""
    aside, needed = play.scratch / "aside", play.undisturbed.grown
    room = play.chance.choice((0, play.chance.randrange(max(1, needed)), needed // 16))
    held = sum(-(-path.stat().st_size // PAGE) + 1 for path in root.rglob("*")) * PAGE
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(root, aside)
    size = f"size={held + room // PAGE * PAGE + PAGE}"
    mount = ["mount", "-t", "tmpfs", "-o", size, "peerdesk-faults", str(root)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        return live(play.deed.work(), root)
    try:
        shutil.copytree(aside, root, dirs_exist_ok=True)
        life = live(play.deed.work(), root)
        shutil.rmtree(aside)
        shutil.copytree(root, aside)
    finally:
        subprocess.run(["umount", str(root)], check=True)
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(aside, root, dirs_exist_ok=True)
    return life


def a_step(play: Playing) -> int:
    """Return one of the steps that it takes where nothing goes wrong."""
    return play.chance.randint(1, max(1, play.undisturbed.steps))


def _and_dark(play: Playing, root: Path, plan: Plan) -> Life:
    trace = play.scratch / "trace"
    trace.unlink(missing_ok=True)
    disk = disk_of(root)
    life = live(play.deed.work(), root, Plan(dies_at=plan.dies_at, sync_fails_at=plan.sync_fails_at, trace=trace))
    disk.play(told(trace), play.chance)
    disk.cut(play.chance)
    disk.lay_down(root)
    return life
