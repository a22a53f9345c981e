"""The laptop of somebody who also has a desk: it keeps changes, and sends them when it is told to.

Half of them are new notes, with a name and a follow-up in every other, and half are other words in known notes.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.notes import SEED, synthetic_notes
from bench.ours_store import draft
from bench.ours_sync import Computer
from bench.people import PASSPHRASE, clock
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, encounter_page, keep_many

_READY, _GO = "ready\n", "go\n"
_TIDIED = 20


class Laptop:
    """A laptop that has its changes ready."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def go(self) -> None:
        """Let it send them."""
        assert self._process.stdin is not None
        self._process.stdin.write(_GO)
        self._process.stdin.flush()

    def end(self) -> None:
        """Wait until they are sent. Raises ChildProcessError where that went wrong."""
        if self._process.wait():
            raise ChildProcessError("the laptop did not send its changes")


@contextmanager
def laptop_with(home: Path, changes: int, seed: int, module: str = "bench.laptop") -> Iterator[Laptop]:
    """Run the laptop whose vault is under `home` in a process of its own, with `changes` others for each seed.

    `module` says what it changes.
    """
    command = [sys.executable, "-m", module, str(home), str(changes), str(seed)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != _READY:
            raise ChildProcessError("the laptop has no changes")
        yield Laptop(process)


def change(vault: Vault, changes: int, seed: int) -> None:
    """Keep changes, the same ones for the same seed."""
    drafts = [draft(note) for note in synthetic_notes(changes, SEED + seed)]
    known = encounter_page(vault, limit=changes // 2)
    fresh = len(drafts) - len(known)
    keep_many(vault, [_with_a_name(one, number) for number, one in enumerate(drafts[:fresh])], clock(), os.urandom)
    for number, (row, other) in enumerate(zip(known, drafts[fresh:], strict=True)):
        if number % _TIDIED == 0:
            # As a desk does whenever nobody writes for a while: words leave an index in many pieces slowly.
            vault.tidy()
        change_encounter(vault, row.id, {"memory": other.memory}, clock(), os.urandom)


def _with_a_name(one: EncounterDraft, number: int) -> EncounterDraft:
    """Name every other individual, and plan a follow-up with each, one a day."""
    due = clock().date() + timedelta(days=number)
    return replace(one, handle=f"Wren {number}", follow_up=due.isoformat()) if number % 2 else one


def main(make: Callable[[Vault, int, int], None], home: Path, changes: int, seed: int) -> None:
    """Let `make` keep so many changes in the vault, say so, and send them at the next word that comes in."""
    (folder,) = (home / "vaults").iterdir()
    vault = open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    make(vault, changes, seed)
    laptop = Computer(vault)
    sys.stdout.write(_READY)
    sys.stdout.flush()
    if sys.stdin.readline() == _GO:
        laptop.sync()
    laptop.line.close()
    vault.close()


if __name__ == "__main__":
    main(change, Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
