"""`python -m shipping.start`: how long the frozen application takes to its painted unlock prompt, cold and warm.

Cold: the pages of every file of the folder are dropped from the memory of the system first. What is started is the
process of a session, which says when it has painted: interpreter, Qt, window and prompt are all in it.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from peerdesk.work.enrolment import start_alone
from shipping.bundle import files

_ROOT = Path(__file__).resolve().parents[1]
_NAME, _WORDS = "Devon Achebe", "meadow paper bright kettle north"


def main() -> None:
    """Measure and print the medians, with the longest."""
    parser = argparse.ArgumentParser(prog="shipping.start")
    parser.add_argument("--folder", type=Path, default=_ROOT / "dist/peerdesk")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peerdesk-start-") as home:
        start_alone(Path(home), _NAME, _WORDS).vault.close()
        for is_cold in (True, False):
            found = [_start(options.folder, home, is_cold=is_cold) for _ in range(options.rounds)]
            walls, processor = zip(*found, strict=True)
            print(
                f"{'cold' if is_cold else 'warm'}: {statistics.median(walls) * 1000:.0f} ms, "
                f"{max(walls) * 1000:.0f} at most; processor {statistics.median(processor) * 1000:.0f} ms"
            )
    print("load of this machine: " + ", ".join(f"{load:.1f}" for load in os.getloadavg()))


def _start(folder: Path, home: str, *, is_cold: bool) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor until it said that it has painted."""
    if is_cold:
        _drop(folder)
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(folder / "peerdesk"), "desk-session", "--home", home]
    began = time.monotonic()
    session = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around
    )
    with session:
        if session.stdout is None or session.stdout.readline() != b"painted\n":
            raise SystemExit("it ended before it had painted")
        took = time.monotonic() - began
        session.kill()
        _, _, used = os.wait4(session.pid, 0)
    return took, used.ru_utime + used.ru_stime


def _drop(folder: Path) -> None:
    for path in files(folder):
        handle = os.open(path, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


if __name__ == "__main__":
    main()
