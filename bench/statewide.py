"""`python -m bench.statewide`: what a whole state would store in five years, worked out from bytes that were measured.

The bytes come from the file that `python -m bench.load` leaves; what it costs to check the directory is measured here.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from bench.load_hospital import gathered
from peerdesk.crypto.signing import verify_all
from peerdesk.wire.membership import Directory

SAMPLE = 300
DAYS_AT_WORK = 230
GIB, MIB = 2**30, 2**20
ON_THE_LOG = ("log", "pk_log", "uq_log_space_revision", "ix_log_space_owner_record", "ix_log_epochs")
SPACES_OF_A_PEER = 3
"""Their own, the one with a supervisor, and the one for weekly counts."""
CONNECTIONS_OF_A_WORKER = 4096


def main() -> int:
    """Print the sums."""
    options = _options()
    stored = json.loads(options.json.read_text(encoding="utf-8"))
    people = round(options.peers * 1.05)
    ever = round(people * (1 + options.turnover * options.years))
    sys.stdout.write(f"{options.peers} peers and a supervisor for each twenty, {options.years} years, ")
    sys.stdout.write(
        f"{options.revisions} revisions a day of work, {options.turnover:.0%} leave and are replaced each year\n\n"
    )
    rows = [*_log_rows(options, stored), *_directory_rows(ever, stored), *_question_rows(options)]
    sys.stdout.write("| what | how much |\n| --- | --- |\n")
    for what, how_much in rows:
        sys.stdout.write(f"| {what} | {how_much} |\n")
    return 0


def _log_rows(options: argparse.Namespace, stored: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    revisions = options.peers * options.years * DAYS_AT_WORK * options.revisions
    each = {name: stored["sizes"][name] / int(str(stored["revisions"])) for name in ON_THE_LOG}
    rows = [("revisions", f"{revisions / 1e6:.0f} million")]
    rows += [(f"`{name}`", f"{revisions * size / GIB:.0f} GiB") for name, size in each.items()]
    return [*rows, ("all of it", f"{revisions * sum(each.values()) / GIB:.0f} GiB")]


def _directory_rows(ever: int, stored: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    entry_bytes = int(str(stored["entry_bytes"])) / int(str(stored["entries"]))
    entries = ever * 2
    return [
        ("people who ever belonged", f"{ever}"),
        ("entries of the directory, two for each", f"{entries}"),
        ("what a new computer fetches of it", f"{entries * entry_bytes / MIB:.0f} MiB"),
        ("and checks, on one core like this one", f"{entries * _seconds_for_an_entry():.0f} s"),
        ("the same at the start of each worker, which then holds", f"{ever * 10 / 1024:.0f} MiB of it"),
    ]


def _question_rows(options: argparse.Namespace) -> list[tuple[str, str]]:
    looks = options.peers * 480
    return [
        ("questions a day", f"{looks / 1e6:.1f} million, {looks / 86_400:.0f} a second"),
        (
            "rows that a worker reads anew when something moved, twice a second at most",
            f"{options.peers * SPACES_OF_A_PEER}",
        ),
        ("workers for the connections of everybody at once", f"{-(-options.peers // CONNECTIONS_OF_A_WORKER)}"),
    ]


def _seconds_for_an_entry() -> float:
    people = gathered(SAMPLE)
    fresh = Directory.empty(people.hospital.root.fingerprint())
    begun = time.process_time()
    for raw in people.entries:
        fresh.apply(raw, verify_all)
    return (time.process_time() - begun) / len(people.entries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.statewide", description=__doc__)
    parser.add_argument("--peers", type=int, default=10_000, help="how many peers")
    parser.add_argument("--years", type=int, default=5, help="for how many years")
    parser.add_argument("--revisions", type=int, default=15, help="sealed changes of a peer on a day of work")
    parser.add_argument("--turnover", type=float, default=0.25, help="the part that is replaced each year")
    parser.add_argument("--json", type=Path, default=Path("build/load.json"), help="what was measured")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
