"""A desk that is played in a process of its own, until the power goes."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.conftest import DEVON, ROOT, Terminal, base_environment

WARD = "ward"
SECONDS_TO_END = 60


def played(town: Terminal, what: str, last: str) -> dict[str, dict[str, Any]]:
    """Let Devon work at the ward's computer until the line `last` is told, and kill it then.

    `what` is the module that plays. Whatever a program may leave for its user lies in the town's folder. Returns what
    each thing took.
    """
    own = town.folder / "user"
    for folder in (own, town.folder / "tmp"):
        folder.mkdir()
    places = {"HOME": str(own), "XDG_CONFIG_HOME": str(own), "XDG_CACHE_HOME": str(own), "XDG_DATA_HOME": str(own)}
    more = {"QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(town.folder / "tmp"), "PYTHONWARNINGS": "default", **places}
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.journeys.{what}", str(town.folder / WARD)],
        cwd=ROOT, env={**base_environment(), **more}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(DEVON + "\n")
    process.stdin.flush()
    took: dict[str, dict[str, Any]] = {}
    try:
        # Qt may have something to say of its own in between.
        for line in (line for line in process.stdout if line.startswith("{")):
            said = json.loads(line)
            took[said["did"]] = said
            if said["did"] == last:
                break
    finally:
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate(timeout=SECONDS_TO_END)
    assert last in took, errors[-2000:]
    return took


def files_with(word: str, *folders: Path) -> list[Path]:
    """Return the files of some folders in which a word can be read."""
    every = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in every if word.encode() in path.read_bytes()]
