"""The section about the desk: every side measured in turn, round by round, so that a slow minute hits all of them."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.child import PATIENCE_SECONDS, child
from bench.desk_steps import PROMPT
from bench.measure import seconds
from bench.peers import Peer, measure_peer
from bench.report import Results
from bench.sides import BEST, FLOOR, ORM, OURS, RECORDS, SLIM

PROMPTS = 5
"""How often the start is measured in a round: it is short, and what else the computer does shows most in it."""


def measure_round(results: Results, count: int, peers: Sequence[Peer]) -> None:
    """Measure every side once with `count` notes. Raises PartFailedError for all but the peers."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        vault = _stores(results, folder, count)
        for peer in peers:
            if peer.notes in {None, count}:
                measure_peer(results, peer, peer.store, folder, count)
        _windows(results, folder, count, vault)
        for _ in range(PROMPTS):
            _starts(results, folder, count, peers)
    finally:
        shutil.rmtree(folder)


def _stores(results: Results, folder: Path, count: int) -> Path:
    """Measure the stores without a window, and return where the vault lies."""
    for index in ("default", "slim"):
        (folder / index).mkdir()
    results.add(FLOOR, count, child("bench.floor_store", folder / "default", count, "default"))
    results.add(SLIM, count, child("bench.floor_store", folder / "slim", count, "slim"))
    results.add(ORM, count, child("bench.orm_store", folder / "orm", count))
    results.add(OURS, count, child("bench.ours_store", folder / "ours", count))
    results.add(RECORDS, count, child("bench.records_store", "fill", folder / "records", count))
    return next((folder / "ours" / "vaults").iterdir())


def _windows(results: Results, folder: Path, count: int, vault: Path) -> None:
    bare = folder / "default" / "floor.db"
    results.add(FLOOR, count, child("bench.floor_window", bare, "plain"))
    results.add(BEST, count, child("bench.floor_window", bare, "best"))
    results.add(RECORDS, count, child("bench.records_store", "unlock", folder / "records"))
    results.add(OURS, count, child("bench.ours_window", "notes", vault))
    results.add(OURS, count, child("bench.ours_window", "desk", folder / "ours", vault))


def _starts(results: Results, folder: Path, count: int, peers: Sequence[Peer]) -> None:
    results.add(FLOOR, count, _prompt("bench.floor_prompt", folder / "painted.json"))
    results.add(OURS, count, _prompt("bench.prompt", folder / "ours" / "painted.json"))
    for peer in peers:
        if peer.start:
            results.add(peer.name, count, {PROMPT: [seconds(partial(_run, peer.start))]})


def _prompt(module: str, painted: Path) -> dict[str, list[float]]:
    """Start a prompt that writes into `painted` how long it took. A vault's home is where that file lies."""
    _run([sys.executable, "-m", module, str(painted), repr(time.time())])
    found: dict[str, list[float]] = json.loads(painted.read_text())
    return found


def _run(words: Sequence[str]) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
