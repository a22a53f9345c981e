"""`python -m shipping.start`: how long the frozen application takes to its painted unlock prompt, cold and warm.

The clock runs from before the program is started, as its entry in the menu starts it, until its window is on
a screen of its own (Xvfb), whose picture is a file that is read again and again. Cold means that what the system keeps
of files in memory was dropped first: all of it by root, the files of the folder by anybody else.
"""

import argparse
import mmap
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from peerdesk.work.enrolment import start_alone
from shipping.bundle import files

_ROOT: Final = Path(__file__).resolve().parents[1]
_NAME, _WORDS = "Devon Achebe", "meadow paper bright kettle north"
_DROP: Final = Path("/proc/sys/vm/drop_caches")
_AT_MOST_SECONDS: Final = 1.5
_PATIENCE_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.003
_SETTLE_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A display, and the file that holds its picture."""

    name: str
    picture: Path

    def painted(self, empty: bytes, program: "subprocess.Popen[bytes]") -> bytes:
        """Return the first picture that is another one than `empty`. Ends everything when the program ended before."""
        end = time.monotonic() + _PATIENCE_SECONDS
        with self.picture.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as seen:
            while (now := seen[:]) == empty:
                if program.poll() is not None or time.monotonic() > end:
                    raise SystemExit("it ended before it had painted, or painted nothing")
                time.sleep(_LOOK_SECONDS)
        return now


def main() -> None:
    """Measure and print the medians, with the longest."""
    parser = argparse.ArgumentParser(prog="shipping.start")
    parser.add_argument("--folder", type=Path, default=_ROOT / "dist/peerdesk")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--picture", type=Path, help="keep what was seen in the last start (XWD)")
    options = parser.parse_args()
    folder = options.folder.resolve()
    with tempfile.TemporaryDirectory(prefix="peerdesk-start-") as home, _screen(Path(home)) as screen:
        start_alone(Path(home), _NAME, _WORDS).vault.close()
        for is_cold in (True, False):
            took = []
            for _ in range(options.rounds):
                seconds, seen = _start(folder, home, screen, is_cold=is_cold)
                took.append(seconds)
                if options.picture is not None:
                    options.picture.write_bytes(seen)
            middle = statistics.median(took)
            print(
                f"{'cold' if is_cold else 'warm'}: {middle * 1000:.0f} ms in the middle of {len(took)}, "
                f"{min(took) * 1000:.0f} to {max(took) * 1000:.0f}; at most {_AT_MOST_SECONDS * 1000:.0f}: "
                f"{'holds' if middle <= _AT_MOST_SECONDS else 'OVER'}"
            )
    print("load of this machine: " + ", ".join(f"{load:.1f}" for load in os.getloadavg()))


@contextmanager
def _screen(folder: Path) -> Iterator[Screen]:
    """Run a display, and end it. Its number is one that nobody has."""
    hears, says = os.pipe()
    # A pointer would be painted, too, and before the window.
    words = ["-displayfd", str(says), "-screen", "0", "1280x800x24", "-fbdir", str(folder), "-nolisten", "tcp"]
    display = subprocess.Popen(["Xvfb", *words, "-noreset", "-nocursor"], pass_fds=(says,), stderr=subprocess.DEVNULL)
    os.close(says)
    try:
        with os.fdopen(hears) as told:
            number = told.readline().strip()
        yield Screen(name=f":{number}", picture=folder / "Xvfb_screen0")
    finally:
        display.terminate()
        display.wait()


def _start(folder: Path, home: str, screen: Screen, *, is_cold: bool) -> tuple[float, bytes]:
    """Return the seconds until the window was on the screen, and what was seen then."""
    time.sleep(_SETTLE_SECONDS)
    if is_cold:
        _drop(folder)
    empty = screen.picture.read_bytes()
    around = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "HOME": home}
    began = time.monotonic()
    program = subprocess.Popen(
        [folder / "peerdesk", "--home", home], stderr=subprocess.DEVNULL, env=around, start_new_session=True
    )
    try:
        seen = screen.painted(empty, program)
        return time.monotonic() - began, seen
    finally:
        # The front door, the window's process and the next one, which waits: they are one group.
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _drop(folder: Path) -> None:
    os.sync()
    if os.geteuid() == 0 and os.access(_DROP, os.W_OK):
        _DROP.write_text("3", encoding="ascii")
        return
    for path in files(folder):
        handle = os.open(path, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


if __name__ == "__main__":
    main()
