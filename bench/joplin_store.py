"""What a note takes on the disk in Joplin's database, which is not encrypted there."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from bench.desk_steps import DISK
from bench.joplin_cli import Joplin
from bench.measure import Samples
from bench.notes import synthetic_notes
from bench.report import child_result


def measured(folder: Path, count: int) -> Samples:
    """Measure Joplin with `count` notes in an empty folder."""
    joplin = Joplin(folder / "profile")
    joplin.bring_in(synthetic_notes(count))
    with closing(sqlite3.connect(joplin.profile / "database.sqlite")) as database:
        (kept,) = database.execute("SELECT count(*) FROM notes").fetchone()
    assert kept == count, f"{kept} of {count} notes were kept"
    return {DISK: [sum(file.stat().st_size for file in joplin.profile.glob("database.sqlite*")) / count]}


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
