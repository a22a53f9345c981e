"""PouchDB's store with sealed documents. It is JavaScript, in `bench/pouch`; NODE_PATH says where its packages are."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from bench.child import PATIENCE_SECONDS, handed_over
from bench.measure import Samples
from bench.notes import WORDS, synthetic_notes
from bench.report import child_result

POUCH = Path(__file__).resolve().parent / "pouch"


def write_notes(file: Path, count: int) -> None:
    """Write `count` synthetic notes, one in a line, each with an id of its own."""
    notes = enumerate(synthetic_notes(count))
    lines = (json.dumps({"id": f"{number:032x}", **asdict(note)}) + "\n" for number, note in notes)
    file.write_text("".join(lines), encoding="utf-8")


def measured(folder: Path, count: int) -> Samples:
    """Measure PouchDB with `count` notes in an empty folder."""
    folder.mkdir()
    told = {"folder": str(folder), "notes": str(folder / "notes.jsonl"), "word": WORDS[0]}
    write_notes(folder / "notes.jsonl", count)
    command = ["node", str(POUCH / "store.js"), json.dumps(told)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, timeout=PATIENCE_SECONDS)
    return handed_over(done.stdout)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
