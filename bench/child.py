"""Running a part of the benchmark in a process of its own, so that nothing of the part before it is still in memory."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from bench.measure import Samples
from peerdesk.vault.undoing import undone_on_failure

PATIENCE_SECONDS = 900


class PartFailedError(Exception):
    """A part ended badly, or not at all. The text is the last of what it said."""


def child(
    module: str, *words: object, python: str | Path = sys.executable, env: dict[str, str] | None = None
) -> Samples:
    """Run a module and return the samples it hands over. `env` comes on top of ours. Raises PartFailedError."""
    command = [str(python), "-m", module, *map(str, words)]
    around = {**os.environ, **(env or {})}
    # A session of its own: whatever it has started, a server for example, can be ended together with it.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=around, start_new_session=True
    )

    def end() -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    try:
        with undone_on_failure(end):
            out, said = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        raise PartFailedError(f"{module} did not end within {PATIENCE_SECONDS} seconds") from None
    had_more = _end_what_is_left(process.pid)
    if process.returncode:
        raise PartFailedError(f"{module}: {said.strip()[-2000:]}")
    if had_more:
        raise PartFailedError(f"{module} left something running, which was ended")
    return handed_over(out)


def _end_what_is_left(group: int) -> bool:
    """End what a part left running, and say whether there was anything: it would disturb every part after it."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def handed_over(said: str) -> Samples:
    """Return the samples in the last line of what a part said."""
    found: Samples = json.loads(said.splitlines()[-1])
    return found
