"""PouchDB's syncing with sealed documents: its client and its server are JavaScript, in `bench/pouch`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.child import PATIENCE_SECONDS, handed_over
from bench.measure import Samples
from bench.pouch_store import POUCH, write_notes
from bench.report import child_result
from bench.server_process import ServerProcess, Start, serving
from bench.sync_steps import EXTRA, HUNDREDS, IDLE_ROUNDS, ONES, measure_connections


def measured(folder: Path, count: int) -> Samples:
    """Measure PouchDB with `count` notes in an empty folder. NODE_PATH says where its packages are."""
    data = folder / "server"
    data.mkdir(parents=True)
    write_notes(folder / "notes.jsonl", count + EXTRA)
    # The server writes a few files where it is started.
    words = ["node", str(POUCH / "server.js"), str(data)]
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
    command = ["node", str(POUCH / "client.js"), json.dumps(told)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder, timeout=PATIENCE_SECONDS)
    return handed_over(done.stdout)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
