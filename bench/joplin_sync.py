"""Joplin's first push and first pull, end-to-end encrypted, over a folder. What a start of it takes is left out.

It has no server here: a sync writes a file for each note. A pull on the second computer is two words, one that fetches
and one that opens what was fetched.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from bench.joplin_cli import PASSPHRASE, Joplin
from bench.measure import Samples
from bench.notes import synthetic_notes
from bench.report import child_result
from bench.sync_steps import BODIES_PER_NOTE, FIRST_PULL, FIRST_PUSH

_STARTS = 3


def measured(folder: Path, count: int) -> Samples:
    """Measure Joplin with `count` notes in an empty folder."""
    target = folder / "target"
    target.mkdir(parents=True)
    first, second = Joplin(folder / "first"), Joplin(folder / "second")
    first.sync_with(target, is_first=True)
    second.sync_with(target, is_first=False)
    first.bring_in(synthetic_notes(count))
    start = min(first.took("ls") for _ in range(_STARTS))
    pushed = first.took("sync") - start
    sealed = [file for file in target.glob("*.md") if "encryption_applied: 1" in file.read_text(encoding="utf-8")]
    assert len(sealed) >= count, f"{len(sealed)} of {count} notes left sealed"
    pulled = second.took("sync") - start
    second.say("config", "encryption.masterPassword", PASSPHRASE)
    pulled += second.took("e2ee", "decrypt", "-p", PASSPHRASE, "--force") - start
    assert _opened(second) == count, f"{_opened(second)} of {count} notes arrived"
    wire = sum(file.stat().st_size for file in sealed) / len(sealed)
    return {FIRST_PUSH: [pushed], FIRST_PULL: [pulled], FIRST_PUSH + BODIES_PER_NOTE: [wire]}


def _opened(joplin: Joplin) -> int:
    """Return how many notes are there in the clear."""
    with closing(sqlite3.connect(joplin.profile / "database.sqlite")) as database:
        (opened,) = database.execute("SELECT count(*) FROM notes WHERE encryption_applied = 0").fetchone()
    return int(opened)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
