"""`python -m bench`: each part in a process of its own, PeerDesk and its floor in turn, then one table.

The desk is measured unless `--sync` asks for syncing; `--peers` sets others who sync beside it. `--in-use` asks for
that part of the desk alone which is about a hand on it, once; `--review` for the same on a supervisor's desk.
"""

import argparse
import compileall
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.budgets import lines
from bench.budgets_sync import sync_lines
from bench.child import PATIENCE_SECONDS, child
from bench.in_use import in_use_lines
from bench.peers import ready
from bench.report import Line, Results, print_table, write_json
from bench.review import SHARED, review_lines
from bench.sync_rounds import GROWS, measure_round

SMALL = 1_000
DESK_NOTES, SYNC_NOTES = 50_000, 10_000
PROMPTS = 5
"""How often the start is measured in a round: it is short, and what else the computer does shows most in it."""


def main() -> int:
    """Run the benchmark and return 0: a budget that is over is told, and it is for people to judge why."""
    options = _options()
    # An installed PeerDesk is compiled; a checkout that was changed a moment ago is not.
    for package in ("peerdesk", "bench"):
        compileall.compile_dir(Path(package), quiet=1)
    for section, measure in _wanted(options).items():
        results = Results()
        table = measure(options, results)
        print_table(table)
        write_json(options.json, section, results, table)
    return 0


def _wanted(options: argparse.Namespace) -> dict[str, Callable[[argparse.Namespace, Results], list[Line]]]:
    if options.sync or options.peers:
        return {"sync": _sync}
    if options.review:
        return {"review": _review}
    return {"in use": _in_use} if options.in_use else {"desk": _desk, "in use": _in_use}


def _desk(options: argparse.Namespace, results: Results) -> list[Line]:
    large = options.notes or DESK_NOTES
    for turn in range(options.rounds):
        _say_round(turn, options)
        for count in (SMALL, large):
            _round(results, count)
    return lines(results, SMALL, large)


def _in_use(options: argparse.Namespace, results: Results) -> list[Line]:
    """Measure a hand on the desk: once, since each thing that it does is done dozens of times."""
    large = options.notes or DESK_NOTES
    sys.stderr.write("the desk in use\n")
    folder = Path(tempfile.mkdtemp(prefix="bench-in-use-"))
    try:
        results.add("floor", large, child("bench.floor_in_use"))
        results.add("PeerDesk", large, child("bench.ours_in_use", folder / "ours", large))
    finally:
        shutil.rmtree(folder)
    return in_use_lines(results, large)


def _review(options: argparse.Namespace, results: Results) -> list[Line]:
    """Measure a supervisor's week: once, for the same reason."""
    shared = options.notes or SHARED
    sys.stderr.write("a supervisor's week\n")
    folder = Path(tempfile.mkdtemp(prefix="bench-review-"))
    try:
        results.add("PeerDesk", shared, child("bench.ours_review", folder / "ours", shared))
    finally:
        shutil.rmtree(folder)
    return review_lines(results, shared)


def _sync(options: argparse.Namespace, results: Results) -> list[Line]:
    peers = ready(Path("build/peers")) if options.peers else ()
    large = options.notes or SYNC_NOTES
    small = large // GROWS
    for turn in range(options.rounds):
        _say_round(turn, options)
        for count in (small, large):
            measure_round(results, count, peers)
    return sync_lines(results, small, large)


def _say_round(turn: int, options: argparse.Namespace) -> None:
    sys.stderr.write(f"round {turn + 1} of {options.rounds}\n")


def _round(results: Results, count: int) -> None:
    """Measure both sides once with `count` notes. They take turns, so that a slow minute hits both."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        (folder / "default").mkdir()
        floor = child("bench.floor_store", folder / "default", count, "default")
        results.add("floor", count, floor)
        ours = child("bench.ours_store", folder / "ours", count)
        results.add("PeerDesk", count, ours)
        vault = next((folder / "ours" / "vaults").iterdir())
        bare = folder / "default" / "floor.db"
        results.add("floor", count, child("bench.floor_window", bare, "plain"))
        results.add("floor at its best", count, child("bench.floor_window", bare, "best"))
        results.add("PeerDesk", count, child("bench.ours_window", "notes", vault))
        results.add("PeerDesk", count, child("bench.ours_window", "desk", folder / "ours", vault))
        for _ in range(PROMPTS):
            results.add("floor", count, _prompt("bench.floor_prompt", folder / "painted.json"))
            results.add("PeerDesk", count, _prompt("bench.prompt", folder / "ours" / "painted.json"))
    finally:
        shutil.rmtree(folder)


def _prompt(module: str, painted: Path) -> dict[str, list[float]]:
    """Start a prompt that writes into `painted` how long it took. A vault's home is where that file lies."""
    command = [sys.executable, "-m", module, str(painted), repr(time.time())]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    found: dict[str, list[float]] = json.loads(painted.read_text())
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--notes", type=int, help=f"how many notes the large vault holds ({DESK_NOTES:,}; {SYNC_NOTES:,} for --sync)"
    )
    parser.add_argument("--sync", action="store_true", help="measure syncing instead of the desk")
    parser.add_argument("--in-use", action="store_true", help="measure a hand on the desk, and nothing else")
    parser.add_argument("--review", action="store_true", help=f"measure a supervisor's week, {SHARED:,} shared notes")
    parser.add_argument("--peers", action="store_true", help="the same, beside PouchDB and Anki where they install")
    parser.add_argument("--rounds", type=int, default=3, help="how often both sides take their turn")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where the figures go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
