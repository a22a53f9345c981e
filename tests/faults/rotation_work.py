"""Somebody whose notes get new keys again and again while they keep more, until the process is killed.

python -m tests.faults.rotation_work FOLDER NAME [STEP FROM]

Each line it prints is a word that the product has said to be kept, or `renewed`. With STEP it kills itself at that step
on the disk, counted from the beginning of the first rotation (FROM is `beginning`), or from the rename that lets one
count (`rename`).
"""

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path

from peerdesk.domain.rotation_errors import VaultRenewedError
from peerdesk.vault.rotated import DONE
from peerdesk.vault.vault import Vault
from tests.support.rotations import renew
from tests.support.vaults import an_encounter, reopened

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.listdir", "os.scandir"})


def keep_on(vault: Vault, words: "count[int]", name: str) -> None:
    """Keep a note at a time, and say so once it is kept, until the vault is over."""
    try:
        for number in words:
            word = f"{name}w{number}q"
            with vault.write() as tx:
                tx.encounters.put(an_encounter(word, unix_ms=number))
            print(word, flush=True)
            threading.Event().wait(0.02)
    except VaultRenewedError:
        return


def die_at(step: int, *, behind_the_rename: bool) -> None:
    """Be killed before a step on the disk, counted from now on or from the rename that lets a rotation count."""
    left, counts = count(step, -1), [not behind_the_rename]

    def on_event(event: str, given: tuple[object, ...]) -> None:
        if not counts[0]:
            counts[0] = event == "os.rename" and str(given[1]).endswith(DONE)
        elif event in _STEPS and next(left) <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(on_event)


def main() -> None:
    folder, name, *step = sys.argv[1:]
    words = count()
    vault = reopened(Path(folder))
    print("ready", flush=True)
    if step:
        die_at(int(step[0]), behind_the_rename=step[1] == "rename")
    while True:
        keeping = threading.Thread(target=keep_on, args=(vault, words, name), daemon=True)
        keeping.start()
        renew(vault)
        print("renewed", flush=True)
        keeping.join()
        vault = reopened(Path(folder))


if __name__ == "__main__":
    main()
