"""Running a part of the benchmark in a process of its own, so that nothing of the part before it is still in memory."""

import json
import subprocess
import sys
from pathlib import Path

from bench.measure import Samples

PATIENCE_SECONDS = 900


class PartFailedError(Exception):
    """A part ended badly. The text is the last of what it said."""


def child(module: str, *words: object, python: str | Path = sys.executable) -> Samples:
    """Run a module and return the samples it hands over. Raises PartFailedError."""
    command = [str(python), "-m", module, *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    if done.returncode:
        raise PartFailedError(f"{module}: {done.stderr.strip()[-2000:]}")
    return handed_over(done.stdout)


def handed_over(said: str) -> Samples:
    """Return the samples in the last line of what a part said."""
    found: Samples = json.loads(said.splitlines()[-1])
    return found
