"""PouchDB's syncing with sealed documents: its client and its server are JavaScript, in `bench/pouch`."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

from bench.child import PATIENCE_SECONDS, handed_over
from bench.measure import Samples
from bench.notes import synthetic_notes
from bench.report import child_result
from bench.server_process import ServerProcess, Start, serving
from bench.sync_steps import EXTRA, HUNDREDS, IDLE_ROUNDS, ONES, measure_connections

_HERE = Path(__file__).resolve().parent / "pouch"


def measured(folder: Path, count: int) -> Samples:
    """Measure PouchDB with `count` notes in an empty folder. NODE_PATH says where its packages are."""
    data = folder / "server"
    data.mkdir(parents=True)
    notes = synthetic_notes(count + EXTRA)
    (folder / "notes.jsonl").write_text(
        "".join(json.dumps({"id": f"{n:032x}", **dataclasses.asdict(note)}) + "\n" for n, note in enumerate(notes)),
        encoding="utf-8",
    )
    # The server writes a few files where it is started.
    words = ["node", str(_HERE / "server.js"), str(data)]
    with serving(lambda port: Start(words=[*words, str(port)], folder=data)) as server:
        return measure_connections(server, "/") | _client(folder, server, count)


def _client(folder: Path, server: ServerProcess, count: int) -> Samples:
    told = {
        "folder": str(folder),
        "url": server.url,
        "server": server.process,
        "notes": str(folder / "notes.jsonl"),
        "count": count,
        "idle": IDLE_ROUNDS,
        "ones": ONES,
        "hundreds": HUNDREDS,
        "ticks": os.sysconf("SC_CLK_TCK"),
    }
    command = ["node", str(_HERE / "client.js"), json.dumps(told)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, timeout=PATIENCE_SECONDS)
    return handed_over(done.stdout)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
