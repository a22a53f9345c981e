"""The browser of the person is started as the system would: nothing of the frozen application's libraries is its."""

import os
import time
from pathlib import Path

import pytest

from peerdesk.desktop.browser import open_in_browser
from peerdesk.desktop.other_programs import environment_for_others

BUNDLE = "/usr/lib/peerdesk/_internal"
FROZEN = {
    "LD_LIBRARY_PATH": f"{BUNDLE}:/opt/own",
    "LD_LIBRARY_PATH_ORIG": "/opt/own",
    "QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": f"{BUNDLE}/PySide6/Qt/qml",
    "PYTHONPATH": f"{BUNDLE}:/srv/tools",
    "_PYI_ARCHIVE_FILE": "/usr/lib/peerdesk/peerdesk",
    "_PYI_PARENT_PROCESS_LEVEL": "1",
}
"""What a frozen application adds on Linux, as PyInstaller's start and its Qt hook were seen to."""

XDG_OPEN = """#!/bin/sh
cat /proc/self/environ | tr '\\0' '\\n' > "$TOLD.part"
printf 'asked=%s\\n' "$*" >> "$TOLD.part"
mv "$TOLD.part" "$TOLD"
"""
ADDRESS = "https://login.hospital.example/authorize?scope=openid&state=%C3%A9%20x"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system's opener writes down, where it would open a browser."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(XDG_OPEN, encoding="utf-8")
    opener.chmod(0o755)
    for name, value in {**FROZEN, "PATH": f"{opener.parent}:{os.environ['PATH']}", "TOLD": f"{tmp_path}/told"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path / "told"


def read(told: Path) -> dict[str, str]:
    ends = time.monotonic() + 20
    while not told.exists():
        assert time.monotonic() < ends, "nothing was opened"
        time.sleep(0.02)
    return dict(line.split("=", 1) for line in told.read_text(encoding="utf-8").splitlines())


@pytest.mark.usefixtures("qapp")
def test_a_browser_that_the_frozen_desk_opens_gets_the_libraries_of_the_system(told: Path) -> None:
    assert open_in_browser(ADDRESS, BUNDLE)
    around = read(told)
    assert around["asked"] == ADDRESS
    assert {name: around.get(name) for name in FROZEN} == {
        **dict.fromkeys(FROZEN), "LD_LIBRARY_PATH": "/opt/own", "PYTHONPATH": "/srv/tools",
    }  # fmt: skip
    assert around["PATH"] == os.environ["PATH"]
    assert os.environ["LD_LIBRARY_PATH"] == FROZEN["LD_LIBRARY_PATH"], "what we start of our own goes on to find it"


def test_nothing_else_than_a_page_of_the_web_is_handed_on(told: Path) -> None:
    for address in ("file:///etc/passwd", "javascript:alert(1)", "--help", "", "https://a@b.example/"):
        assert not open_in_browser(address, BUNDLE)
    assert not told.exists()


def test_what_only_looks_like_a_part_of_the_folder_stays() -> None:
    around = {"A": f"{BUNDLE}-mine/lib:/x", "B": "", "C": "http://x:80/", "D": f"{BUNDLE}:{BUNDLE}/a"}
    assert environment_for_others(around, BUNDLE) == {name: around[name] for name in "ABC"}
