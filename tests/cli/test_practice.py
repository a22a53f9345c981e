"""`peerdesk practice`: a real window in a process of its own, and nothing left when it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.support.vaults import new_vault

PATIENCE_SECONDS = 60.0


def practices(home: Path) -> list[Path]:
    return list((home / "practice").glob("*/vaults/*/vault.db"))


def test_it_opens_a_window_of_invented_people_and_takes_them_away_when_it_ends(tmp_path: Path) -> None:
    new_vault(tmp_path).close()
    command = [sys.executable, "-m", "peerdesk", "practice", "--home", str(tmp_path)]
    running = subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.PIPE)
    until = time.monotonic() + PATIENCE_SECONDS
    while not practices(tmp_path) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert practices(tmp_path)
    running.terminate()
    running.communicate(timeout=PATIENCE_SECONDS)
    while practices(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert practices(tmp_path) == []


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    there = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    there.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "peerdesk", "practice", "--home", str(tmp_path)]
    said = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
    assert (said.returncode, "no display" in said.stderr) == (1, True)
    assert not (tmp_path / "practice").exists()
