"""Play many schedules, in several processes, and keep what fails: `make fuzz ARGS="--schedules 20000 --workers 2"`."""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager

from tests.hostile.fuzz.long import read_on
from tests.schedules.run import BOOK, clean_up, failure, hospital_template, of_seed, shortened
from tests.support.postgres import Cluster, cluster

PIECE = 50


def piece(first: int, last: int, postgres: Cluster | None, every: int) -> tuple[list[tuple[int, str]], float]:
    """Play the schedules of some seeds, `every` so many-th on PostgreSQL; return those that fail, and the seconds."""
    begun, seeds = time.monotonic(), range(first, last)
    failed = played(None, [seed for seed in seeds if postgres is None or seed % every])
    failed += played(postgres, [seed for seed in seeds if postgres is not None and not seed % every])
    return failed, time.monotonic() - begun


def played(postgres: Cluster | None, seeds: Sequence[int]) -> list[tuple[int, str]]:
    """Play these on one kind of server, and return those that fail, each with how."""
    if not seeds:
        return []
    try:
        with hospital_template(postgres) as template:
            return [(seed, was) for seed in seeds if (was := failure(template, of_seed(seed), seed))]
    finally:
        clean_up()


def keep(seed: int) -> None:
    """Make a failing schedule short and write it into the book of those that failed once."""
    try:
        with hospital_template() as template:
            steps = shortened(template, of_seed(seed), seed)
            was = failure(template, steps, seed)
    finally:
        clean_up()
    known = json.loads(BOOK.read_text("utf-8"))
    lines = [json.dumps(one) for one in (*known, {"was": was, "steps": [list(step) for step in steps]})]
    BOOK.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
    print(f"seed {seed} in {len(steps)} steps: {was}")


def main() -> int:
    """Return 0 if no schedule failed."""
    asked = _asked()
    if asked.bytes:
        return min(1, read_on(asked.bytes, asked.start, asked.seconds))
    begun, failed, played, busy = time.monotonic(), list[int](), 0, 0.0
    last = asked.start + asked.schedules
    with postgres_for(asked.postgres) as postgres, ProcessPoolExecutor(asked.workers) as pool:
        starts = range(asked.start, last, PIECE)
        pieces = [pool.submit(piece, at, min(at + PIECE, last), postgres, asked.postgres) for at in starts]
        for done in as_completed(pieces):
            found, seconds = done.result()
            played, busy = played + PIECE, busy + seconds
            for seed, was in found:
                failed.append(seed)
                print(f"seed {seed}: {was}", flush=True)
            if played % 1000 == 0:
                print(f"{played} played, {len(failed)} failed, {time.monotonic() - begun:.0f} s", flush=True)
            if time.monotonic() - begun > asked.seconds or len(failed) >= asked.most:
                pool.shutdown(cancel_futures=True)
                break
    played = min(played, asked.schedules)
    print(f"{played} schedules, {len(failed)} failed, {busy / max(played, 1):.2f} s each on {asked.workers} processes")
    if asked.keep:
        for seed in failed[: asked.keep]:
            keep(seed)
    return 1 if failed else 0


@contextmanager
def postgres_for(every: int) -> Iterator[Cluster | None]:
    """Run a PostgreSQL if some schedules are to use it."""
    if not every:
        yield None
        return
    with cluster() as running:
        yield running


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument(
        "--schedules", type=int, default=2000, help="how many (each takes about a fifth of a second of a processor)"
    )
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument("--seconds", type=float, default=6 * 3600, help="stop after so long")
    parser.add_argument("--most", type=int, default=20, help="stop after so many have failed")
    parser.add_argument("--keep", type=int, default=0, help="make so many failing ones short and keep them as tests")
    parser.add_argument("--postgres", type=int, default=25, help="every so many-th has PostgreSQL (0: none has)")
    parser.add_argument(
        "--bytes", type=int, default=0, help="instead: so many damaged copies of everything that comes from outside"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
