"""The table: every fault with every deed, and what was lost by it.

python -m tests.faults.table --rounds 20
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.deeds import Closing, Deed, Saving, SettingUp, template
from tests.faults.deeds_of_backups import BackingUp, Rescuing, Restoring, Rotating
from tests.faults.deeds_of_forms import ChangingWaysIn, RenewingKeys, Updating
from tests.faults.deeds_of_syncing import pulling
from tests.faults.rounds import (
    DISK_FAILS,
    DISK_FULL,
    Fault,
    Playing,
    Row,
    disk_full,
    killed,
    killed_at_a_step,
    power_cut,
    small_disk,
    step_fails,
    sync_fails,
)

FAULTS: Final[dict[str, tuple[Fault, frozenset[str]]]] = {
    "killed at any moment": (killed, frozenset()),
    "killed at a step": (killed_at_a_step, frozenset()),
    "cut of the power": (power_cut, frozenset()),
    "a sync fails": (sync_fails, DISK_FAILS),
    "a step fails": (step_fails, DISK_FAILS),
    "disk full": (disk_full, DISK_FULL),
    "small disk": (small_disk, DISK_FULL),
}
"""Each fault, and what a person may be told by it."""

KILLS: Final = frozenset({"killed at any moment", "killed at a step", "cut of the power"})
"""Those that end a process. The others, of which it says something, are played a third as often."""


@contextmanager
def deeds(folder: Path) -> Iterator[tuple[Deed, ...]]:
    """Make all there is to begin with, and return each deed."""
    few, many, none = (_new(folder / name) for name in ("few", "many", "none"))
    template(few, 40)
    template(many, 150)
    with pulling(_new(folder / "hospital")) as syncing:
        yield (
            Saving(few),
            Closing(few),
            SettingUp(none),
            BackingUp(many),
            Rotating.prepared(_new(folder / "rotating")),
            Restoring.prepared(_new(folder / "restoring")),
            Rescuing.prepared(_new(folder / "rescuing")),
            Updating(),
            ChangingWaysIn.prepared(_new(folder / "ways")),
            RenewingKeys.prepared(_new(folder / "keys")),
            syncing,
        )


def play(folder: Path, seed: int, rounds: int, only: str = "", stride: int = 1) -> Iterator[Row]:
    """Play each fault with each deed, and return each row as it is ready.

    Rows that hold `only` alone; with a `stride`, every second or third of them.
    """
    cell = 0
    with deeds(_new(folder / "prepared")) as all_deeds:
        for deed in all_deeds:
            playing = Playing(deed, _new(folder / deed.name), Random(f"{seed} {deed.name}"))
            for name, (fault, allowed) in FAULTS.items():
                cell += 1
                if only in f"{deed.name}, {name}" and cell % stride == 0:
                    often = rounds if name in KILLS else max(1, rounds // 3)
                    yield playing.play(name, fault, allowed, often)


def shown(row: Row) -> str:
    """Return one line of the table."""
    told = ", ".join(f"{count} told {code}" for code, count in row.told.items() if count)
    remark = told + (f"; {len(row.wrong)} do not hold" if row.wrong else "")
    return f"{row.deed:16}{row.fault:22}{row.rounds:>7}{row.acknowledged:>8}{row.lost:>6}  {remark}".rstrip()


def main() -> int:
    """Return 0 where nothing was lost and all held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.table", description=__doc__)
    parser.add_argument("--rounds", type=int, default=36, help="of each kill in each deed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help='part of a row, such as "saving, cut of the power"')
    asked = parser.parse_args()
    begun, rows = time.monotonic(), []
    print(f"{'deed':16}{'fault':22}{'rounds':>7}{'words':>8}{'lost':>6}  remarks")
    with in_memory() as folder:
        for row in play(folder, asked.seed, asked.rounds, asked.only):
            rows.append(row)
            print(shown(row), flush=True)
            for wrong in row.wrong[:3]:
                print(wrong, file=sys.stderr)
    print(
        f"{sum(row.rounds for row in rows)} faults in {time.monotonic() - begun:.0f} s, seed {asked.seed}:"
        f" {sum(row.acknowledged for row in rows)} words said to be kept, {sum(row.lost for row in rows)} lost"
    )
    return 0 if rows and all(row.is_well for row in rows) else 1


@contextmanager
def in_memory() -> Iterator[Path]:
    """Make a folder in memory where there is one: what reaches the disk is decided here, and nobody waits for it."""
    shm = Path("/dev/shm")  # noqa: S108 - only where it is; otherwise the usual place
    with tempfile.TemporaryDirectory(prefix="faults-", dir=shm if shm.is_dir() else None) as made:
        yield Path(made)


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
