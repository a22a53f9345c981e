"""`python -m bench`: each part in a process of its own, PeerDesk and its floor in turn, then one table."""

import argparse
import compileall
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.budgets import lines
from bench.report import Results, print_table, write_json

SMALL = 1_000
PATIENCE_SECONDS = 600
PROMPTS = 5
"""How often the start is measured in a round: it is short, and what else the computer does shows most in it."""


def main() -> int:
    """Run the benchmark and return 0: a budget that is over is told, and it is for people to judge why."""
    options = _options()
    # An installed PeerDesk is compiled; a checkout that was changed a moment ago is not.
    for package in ("peerdesk", "bench"):
        compileall.compile_dir(Path(package), quiet=1)
    results = Results()
    for turn in range(options.rounds):
        sys.stderr.write(f"round {turn + 1} of {options.rounds}\n")
        for count in (SMALL, options.notes):
            _round(results, count)
    table = lines(results, SMALL, options.notes)
    print_table(table)
    write_json(options.json, results, table)
    return 0


def _round(results: Results, count: int) -> None:
    """Measure both sides once with `count` notes. They take turns, so that a slow minute hits both."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        (folder / "default").mkdir()
        floor = _child("bench.floor_store", folder / "default", count, "default")
        results.add("floor", count, floor)
        ours = _child("bench.ours_store", folder / "ours", count)
        results.add("PeerDesk", count, ours)
        vault = next((folder / "ours" / "vaults").iterdir())
        results.add("floor", count, _child("bench.floor_window", folder / "default" / "floor.db"))
        results.add("PeerDesk", count, _child("bench.ours_window", "notes", vault))
        results.add("PeerDesk", count, _child("bench.ours_window", "desk", folder / "ours", vault))
        for _ in range(PROMPTS):
            results.add("floor", count, _prompt("bench.floor_prompt", folder / "painted.json"))
            results.add("PeerDesk", count, _prompt("bench.prompt", folder / "ours" / "painted.json"))
    finally:
        shutil.rmtree(folder)


def _child(module: str, *words: object) -> dict[str, list[float]]:
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _prompt(module: str, painted: Path) -> dict[str, list[float]]:
    """Start a prompt that writes into `painted` how long it took. A vault's home is where that file lies."""
    command = [sys.executable, "-m", module, str(painted), repr(time.time())]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    found: dict[str, list[float]] = json.loads(painted.read_text())
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--notes", type=int, default=50_000, help="how many notes the large vault holds")
    parser.add_argument("--rounds", type=int, default=3, help="how often both sides take their turn")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where the figures go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
