"""What a person installs is whole: the wheel carries the resources, and finds them from inside itself."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def test_the_server_s_folder_of_settings_is_not_the_desk_s() -> None:
    """Everybody reads the desk's; the server's holds keys."""
    pages = [*sorted((ROOT / "packaging/server").iterdir()), ROOT / "docs/operator.md"]
    named = {
        page.name: set(re.findall(r"/etc/peerdesk[\w-]*(?=/|\W)", page.read_text(encoding="utf-8"))) for page in pages
    }
    assert {name for names in named.values() for name in names} == {"/etc/peerdesk-server"}


def test_on_windows_the_folder_of_the_settings_is_taken_over_before_it_is_granted_and_anything_is_installed() -> None:
    script = (ROOT / "packaging/windows/peerdesk.nsi").read_text(encoding="utf-8")
    steps = (
        'set_rights "/setowner *S-1-5-32-544',
        'set_rights "/reset',
        'set_rights "/inheritance:r /grant',
        "File /r",
    )
    places = [script.index(step) for step in steps]
    assert places == sorted(places)
    assert re.findall(r"nsExec::.*\n  Pop (\$0)\n  \$\{If\} \$0 != 0\n    !insertmacro leave", script) == ["$0"]
    assert script.count("nsExec::") == 1, "whatever is asked of the system is looked at afterwards"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("peerdesk-*.whl"))


def test_the_wheel_carries_every_resource_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = {path for path in (ROOT / "resources").rglob("*") if path.is_file() and not path.name.startswith(".")}
    missing = {f"peerdesk/_resources/{path.relative_to(ROOT / 'resources').as_posix()}" for path in tracked} - names
    assert missing == set()
    assert not [name for name in names if name.startswith(("tests/", "bench/"))]


def test_an_unpacked_wheel_finds_its_own_words(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    asking = "from peerdesk.work.resources import resource; print(resource('library', 'vocab.json'))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {asking}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(tmp_path / "peerdesk" / "_resources" / "library" / "vocab.json")


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "peerdesk = peerdesk.__main__:main" in archive.read(entry).decode()
