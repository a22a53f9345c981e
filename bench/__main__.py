"""`python -m bench`: each part in a process of its own, PeerDesk and its floor in turn, then one table of all budgets.

The desk, syncing, and a hand on the desk are measured, or those of them that are asked for; a supervisor's desk only
where it is asked for. `--peers` sets others beside it who keep and sync notes.
"""

import argparse
import compileall
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import desk_rounds, sync_rounds
from bench.budgets import lines
from bench.budgets_sync import sync_lines
from bench.child import child
from bench.in_use import in_use_lines
from bench.notes import FEW
from bench.peers import Peer, ready
from bench.report import Line, Results, print_table, write_json
from bench.review import SHARED, review_lines
from bench.sides import FLOOR, OURS

DESK_NOTES, SYNC_NOTES = 50_000, 10_000
ROUNDS = 3

Measure = Callable[[argparse.Namespace, Sequence[Peer], Results], list[Line]]


def main() -> int:
    """Run the benchmark and return 0: a budget that is over is told, and it is for people to judge why."""
    options = _options()
    # An installed PeerDesk is compiled; a checkout that was changed a moment ago is not.
    for package in ("peerdesk", "bench"):
        compileall.compile_dir(Path(package), quiet=1)
    peers = ready(Path("build/peers")) if options.peers else ()
    table: list[Line] = []
    for section, measure in _wanted(options).items():
        results = Results()
        found = measure(options, peers, results)
        # Kept at once: what another section runs into later costs nothing of it.
        write_json(options.json, section, results, found)
        table += found
    print_table(sorted(table, key=lambda line: int(line.budget)))
    return 0


def _wanted(options: argparse.Namespace) -> dict[str, Measure]:
    every: dict[str, Measure] = {"desk": _desk, "sync": _sync, "in use": _in_use, "review": _review}
    asked = {"desk": options.desk, "sync": options.sync, "in use": options.in_use, "review": options.review}
    usual = ("desk", "sync", "in use")
    return {name: every[name] for name in every if asked[name]} or {name: every[name] for name in usual}


def _desk(options: argparse.Namespace, peers: Sequence[Peer], results: Results) -> list[Line]:
    large = options.notes or DESK_NOTES
    for _ in _rounds("the desk", options.rounds or ROUNDS):
        for count in (FEW, large):
            desk_rounds.measure_round(results, count, peers)
    return lines(results, FEW, large)


def _sync(options: argparse.Namespace, peers: Sequence[Peer], results: Results) -> list[Line]:
    large = options.notes or SYNC_NOTES
    small = large // sync_rounds.GROWS
    usual = ROUNDS if options.sync or options.peers else 1
    for _ in _rounds("syncing", options.rounds or usual):
        sync_rounds.measure_few(results, peers)
        for count in (small, large):
            sync_rounds.measure_round(results, count, peers)
    return sync_lines(results, small, large)


def _in_use(options: argparse.Namespace, _peers: Sequence[Peer], results: Results) -> list[Line]:
    """Measure a hand on the desk: once, since each thing that it does is done dozens of times."""
    large = options.notes or DESK_NOTES
    sys.stderr.write("the desk in use\n")
    folder = Path(tempfile.mkdtemp(prefix="bench-in-use-"))
    try:
        results.add(FLOOR, large, child("bench.floor_in_use"))
        results.add(OURS, large, child("bench.ours_in_use", folder / "ours", large))
    finally:
        shutil.rmtree(folder)
    return in_use_lines(results, large)


def _review(options: argparse.Namespace, _peers: Sequence[Peer], results: Results) -> list[Line]:
    """Measure a supervisor's week: once, for the same reason."""
    shared = options.notes or SHARED
    sys.stderr.write("a supervisor's week\n")
    folder = Path(tempfile.mkdtemp(prefix="bench-review-"))
    try:
        results.add(OURS, shared, child("bench.ours_review", folder / "ours", shared))
    finally:
        shutil.rmtree(folder)
    return review_lines(results, shared)


def _rounds(section: str, count: int) -> Iterator[int]:
    """Yield the rounds of a section, and say each, with how busy the computer is."""
    for turn in range(count):
        sys.stderr.write(f"{section}, round {turn + 1} of {count}, load average {os.getloadavg()[0]:.1f}\n")
        yield turn


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--notes", type=int, help=f"how many notes the large vault holds ({DESK_NOTES:,}; {SYNC_NOTES:,} for syncing)"
    )
    parser.add_argument("--desk", action="store_true", help="measure the desk and its store, and nothing else")
    parser.add_argument("--sync", action="store_true", help="measure syncing, and nothing else")
    parser.add_argument("--in-use", action="store_true", help="measure a hand on the desk, and nothing else")
    parser.add_argument("--review", action="store_true", help=f"measure a supervisor's week, {SHARED:,} shared notes")
    parser.add_argument("--peers", action="store_true", help="beside PouchDB, Anki and Joplin, where they install")
    parser.add_argument(
        "--rounds",
        type=int,
        help=f"how often every side takes its turn ({ROUNDS}; syncing once, unless it or the peers are asked for)",
    )
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where the figures go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
