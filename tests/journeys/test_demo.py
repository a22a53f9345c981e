"""`peerdesk demo --headless`: the whole road with a real server, real vaults and real windows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.timeout(240)
def test_the_demo_plays_the_whole_road_and_leaves_nothing_but_pictures(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    said = subprocess.run(
        [sys.executable, "-m", "peerdesk", "demo", "--out", str(tmp_path / "shots"), "--json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    answer = json.loads(said.stdout)
    assert said.returncode == 0, answer["steps"][-1]
    assert answer["ok"] is True
    assert all(step["ok"] and step["checked"] for step in answer["steps"])
    names = [step["name"] for step in answer["steps"]]
    for part in (
        "enrol",
        "record offline",
        "sync",
        "share",
        "review",
        "comment",
        "window",
        "withdraw",
        "server's files",
    ):
        assert any(part in name for name in names), part
    pictures = [Path(path) for path in answer["screenshots"]]
    assert len(pictures) == len(list((tmp_path / "shots").iterdir())) >= 7
    contents = [path.read_bytes() for path in pictures]
    assert all(content.startswith(PNG) and len(content) > 10_000 for content in contents)
    assert len(set(contents)) == len(contents)
    assert list(temporary.glob("peerdesk*")) == []
