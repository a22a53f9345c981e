"""Kill whoever puts their notes under new keys, at random moments and at each step on the disk, and look what is left.

python -m tests.faults.rotation --rounds 300
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from peerdesk.domain.wellbeing import CheckIn, Mood
from peerdesk.vault.backup_places import find_backups
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.wellbeing_file import keep_check_in, read_check_ins
from tests.support.backups import check, keep
from tests.support.rotations import left_over, words_of
from tests.support.vaults import RECOVERY_CODE, TODAY, new_id, new_vault, reopened

STEPS = 150
"""So many steps on the disk are about three copies: notes are kept meanwhile, so a copy is made again."""
STEPS_BEHIND = 56
"""The steps from the rename that lets it count to the end."""
_LONGEST_SECONDS = 0.8


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What there was: processes killed, how often the keys were new ones afterwards, and notes that were all there."""

    killed: int = 0
    renewed: int = 0
    notes: int = 0


class RotationFaults:
    """One vault under `home` that is hit again and again. `notes` are there from the beginning."""

    def __init__(self, home: Path, seed: int, notes: int = 200) -> None:
        self._chance = random.Random(seed)
        self.outcome = Outcome()
        with new_vault(home) as vault:
            keep(vault, notes)
            self._own = CheckIn(id=new_id(), on=TODAY, mood=Mood.TIRED, line="for myself")
            keep_check_in(vault, self._own)
            self._words = words_of(vault)
        self.folder = vault.folder
        self._header = (self.folder / "header.json").read_bytes()

    def kill_at_any_moment(self) -> None:
        """Kill a process while it changes keys, at a random moment."""
        child = self._child()
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(self._chance.random() * _LONGEST_SECONDS)
        child.send_signal(signal.SIGKILL)
        self._look(first + child.communicate()[0])

    def kill_at_step(self, step: int, *, behind_the_rename: bool = False) -> None:
        """Have a process killed before a step on the disk, counted from the beginning or from what lets it count."""
        child = self._child(str(step), "rename" if behind_the_rename else "beginning")
        self._look(child.communicate(timeout=300)[0])
        assert child.returncode == -signal.SIGKILL

    def _child(self, *step: str) -> "subprocess.Popen[str]":
        name = f"r{self.outcome.killed}"
        command = [sys.executable, "-m", "tests.faults.rotation_work", str(self.folder), name, *step]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def _look(self, said: str) -> None:
        """Open what is left with the same passphrase: each word that was said to be kept is there, and nothing else."""
        # A line that is cut short says nothing.
        lines = said.rpartition("\n")[0].split("\n")
        assert lines[0] == "ready", said
        self._words |= {line for line in lines[1:] if line != "renewed"}
        with reopened(self.folder) as vault:
            found = words_of(vault)
            assert self._words <= found, sorted(self._words - found)
            # What was kept and not yet said may be there: one note at most.
            assert len(found - self._words) <= 1
            assert vault.standing.is_well
            self._words = found
            assert read_check_ins(vault) == (self._own,)
            for place in find_backups(self.folder):
                check(vault, place)
        assert left_over(self.folder) == []
        assert opens_by_sheet(self.folder, RECOVERY_CODE)
        self.outcome.killed += 1
        header = (self.folder / "header.json").read_bytes()
        self.outcome.renewed += header != self._header
        self._header = header
        self.outcome.notes = len(found)


def play(home: Path, seed: int, rounds: int) -> Outcome:
    """Play so many rounds, at random moments and at random steps in turn. Raises whatever does not hold."""
    faults = RotationFaults(home, seed)
    chance = random.Random(seed)
    for number in range(rounds):
        if number % 3 == 0:
            faults.kill_at_any_moment()
        elif number % 3 == 1:
            faults.kill_at_step(chance.randrange(STEPS))
        else:
            faults.kill_at_step(chance.randrange(STEPS_BEHIND), behind_the_rename=True)
    return faults.outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rotation-") as made:
        outcome = play(Path(made) / "home", asked.seed, asked.rounds)
    counts = ", ".join(f"{value} {word}" for word, value in asdict(outcome).items())
    print(f"rotation   seed {asked.seed}, {time.monotonic() - begun:.0f} s: {counts}; nothing lost", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
