"""Kill real processes over a bad line, on both databases: `make faults ARGS="--seconds 120"`."""

import argparse
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from peerdesk.server.store.place import Place, place
from tests.faults.ordeal import Ordeal
from tests.support.postgres import cluster


def ordeal(name: str, where: Place, folder: Path, seed: int, seconds: float) -> None:
    """Play one, and print what there was."""
    begun = time.monotonic()
    played = Ordeal(folder, where, seed)
    try:
        played.play(seconds)
        outcome = played.check()
    finally:
        played.close()
    counts = ", ".join(f"{value} {word.replace('_', ' ')}" for word, value in asdict(outcome).items())
    print(f"{name:11}seed {seed}, {time.monotonic() - begun:.0f} s: {counts}; nothing lost", flush=True)


def main() -> int:
    """Return 0; whatever does not hold is raised."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--seconds", type=float, default=40, help="for each database and each seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    asked = parser.parse_args()
    with cluster() as postgres:
        for seed in range(asked.seeds):
            for name in ("SQLite", "PostgreSQL"):
                with tempfile.TemporaryDirectory(prefix="ordeal-") as made:
                    folder = Path(made)
                    url = postgres.url(postgres.new_database()) if name == "PostgreSQL" else None
                    where = place(folder / "server", url) if url else place(folder / "server")
                    ordeal(name, where, folder, seed, asked.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
