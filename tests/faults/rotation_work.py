"""Somebody whose notes get new keys again and again while they keep more, until the process is killed.

python -m tests.faults.rotation_work FOLDER NAME [STEP]

Each line it prints is a word that the product has said to be kept, or `renewed`. With STEP it kills itself at that step
on the disk, counted from the beginning of the first rotation.
"""

import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path

from peerdesk.domain.rotation_errors import VaultRenewedError
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


def die_at(step: int) -> None:
    """Be killed at a step on the disk from now on: before it is taken."""
    left = count(step, -1)

    def on_event(event: str, _: tuple[object, ...]) -> None:
        if event in _STEPS and next(left) <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(on_event)


def main() -> None:
    folder, name, *step = sys.argv[1:]
    words = count()
    vault = reopened(Path(folder))
    print("ready", flush=True)
    if step:
        die_at(int(step[0]))
    while True:
        keeping = threading.Thread(target=keep_on, args=(vault, words, name), daemon=True)
        keeping.start()
        renew(vault)
        print("renewed", flush=True)
        keeping.join()
        vault = reopened(Path(folder))


if __name__ == "__main__":
    main()
