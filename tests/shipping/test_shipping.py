"""What a hospital installs: its size, what it wants of the system, its bill, its terms, its package."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from peerdesk.work.installed import LIST, SIGNATURE, Signed, look
from shipping import bundle
from shipping.__main__ import main
from shipping.bundle import TooLargeError, Wants, libraries, size, wants
from shipping.deb import Release, build_deb, depends
from shipping.debian_owner import NoOwnerError, owner
from shipping.parts import Kind, Part, parts
from shipping.sbom import bill
from shipping.terms import FOLDER, lay_terms

ROOT = Path(__file__).parents[2]
HEADERS = """
Dynamic Section:
  NEEDED               libQt6Core.so.6
  NEEDED               libc.so.6
  NEEDED               libGL.so.1
Version References:
  required from libc.so.6:
    0x09691a75 0x00 08 GLIBC_2.2.5
    0x06969196 0x00 02 GLIBC_2.36
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A frozen folder as small as one can be: a program, a library of Qt, and a link to it."""
    folder = tmp_path / "peerdesk"
    (folder / "_internal/PySide6").mkdir(parents=True)
    (folder / "peerdesk").write_bytes(b"\x7fELF program")
    (folder / "_internal/PySide6" / "libQt6Core.so.6").write_bytes(b"\x7fELF library")
    (folder / "_internal/PySide6" / "libQt6Core.so").symlink_to("libQt6Core.so.6")
    return folder


def test_a_folder_that_takes_too_much_does_not_go_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = size(folder)
    assert taken == 24, "a link takes nothing"
    monkeypatch.setattr(bundle, "LARGEST_BYTES", taken - 1)
    with pytest.raises(TooLargeError, match=r"libQt6Core\.so\.6"):
        size(folder)


def test_what_a_folder_wants_is_what_it_names_and_does_not_bring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_headers", lambda _: HEADERS)
    assert wants(folder) == Wants(libraries=frozenset({"libc.so.6", "libGL.so.1"}), glibc=(2, 36))
    assert [path.name for path in libraries(folder)] == ["libQt6Core.so.6"]


def test_a_library_is_owned_by_the_package_that_brings_it_or_by_nobody() -> None:
    assert owner("libc.so.6").name == "libc6"
    assert owner("libc.so.6").terms.is_file()
    with pytest.raises(NoOwnerError):
        owner("libnobody.so.1")
    said = depends(Wants(libraries=frozenset({"libc.so.6"}), glibc=(2, 36)))
    assert said.startswith("libc6 (>= 2.36), fontconfig-config, ")


def test_every_locked_package_is_in_the_bill_with_its_terms(folder: Path) -> None:
    found = parts(folder, ROOT / "requirements/run.txt")
    assert [part.name for part in found if not part.terms and part.kind is not Kind.DEBIAN] == []
    document = json.loads(bill(found, folder, "0.1.0"))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    by_name = {one["name"]: one for one in document["components"]}
    assert {"cryptography", "sqlcipher3", "pyside6-essentials", "qt", "python"} <= by_name.keys()
    (library,) = by_name["qt"]["components"]
    assert library["name"] == "_internal/PySide6/libQt6Core.so.6"
    assert len(library["hashes"][0]["content"]) == 64


def test_the_terms_of_every_part_lie_beside_the_program(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "COPYING"
    text.write_text("Do as you like.", encoding="utf-8")
    part = Part(kind=Kind.PYPI, name="kind-part", version="1.2", terms="MIT", texts=(text,))
    page = lay_terms(folder, [part], "0.1.0", ROOT / "LICENSE")
    assert "kind-part 1.2: MIT. kind-part" in page
    assert (folder / FOLDER / "kind-part").read_text(encoding="utf-8") == "Do as you like."
    assert (folder / FOLDER / "LGPL-3").is_file()


@pytest.fixture
def package(folder: Path, tmp_path: Path) -> Path:
    release = Release(version="0.2.0", depends="libc6", changelog="# Changelog", terms="Terms\n\nof all", bill="{}")
    return build_deb(folder, tmp_path / "work", tmp_path, release, compression=0)


def test_the_package_brings_a_command_and_nothing_of_anybodys_notes(package: Path) -> None:
    listing = subprocess.run(["dpkg-deb", "-c", package], check=True, capture_output=True, text=True).stdout
    assert "./usr/bin/peerdesk -> ../lib/peerdesk/peerdesk" in listing
    assert "./usr/lib/peerdesk/_internal/PySide6/libQt6Core.so -> libQt6Core.so.6" in listing
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}
    tops = {line.split()[5].split("/")[1] for line in listing.splitlines()}
    assert tops - {""} == {"usr"}
    version = subprocess.run(["dpkg-deb", "-f", package, "Version"], check=True, capture_output=True, text=True).stdout
    assert version == "0.2.0\n"


def test_the_signature_of_an_earlier_build_does_not_lie_under_a_list_that_nobody_signed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle, "_headers", lambda _: "")
    (folder / SIGNATURE).write_bytes(b"of another list")
    words = [
        f"--{name}={place}" for name, place in (("folder", folder), ("out", tmp_path), ("work", tmp_path / "work"))
    ]
    assert main([*words, "--compression=0", "--version=0.2.0"]) == 0
    assert "NOT SIGNED" in capsys.readouterr().out
    assert (folder / LIST).is_file()
    found = look(folder, None)
    assert (found.version, found.signed, found.is_as_released) == ("0.2.0", Signed.UNSIGNED, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the package does before it changes anything, on a computer whose PeerDesk lies in the test's own folder."""

    script: Path
    program: Path

    def told(self, *words: str) -> tuple[int, str]:
        done = subprocess.run(["sh", self.script, *words], check=False, capture_output=True, text=True)
        return done.returncode, done.stderr

    @contextmanager
    def running(self) -> Iterator[int]:
        """Run that PeerDesk, which sleeps."""
        shutil.copy("/bin/sleep", self.program)
        with subprocess.Popen([self.program, "600"]) as process:
            try:
                yield process.pid
            finally:
                process.kill()


@pytest.fixture
def before(package: Path, tmp_path: Path) -> Before:
    subprocess.run(["dpkg-deb", "-e", package, tmp_path / "control"], check=True)
    scripts = [path.name for path in (tmp_path / "control").iterdir() if path.name != "control"]
    assert sorted(scripts) == ["md5sums", "preinst"] or scripts == ["preinst"], "none that runs at a removal"
    script, program = tmp_path / "control/preinst", tmp_path / "a program"
    text = script.read_text(encoding="utf-8")
    assert text.count("/usr/lib/peerdesk/peerdesk") == 1
    script.write_text(text.replace("/usr/lib/peerdesk/peerdesk", f"'{program}'"), encoding="utf-8")
    return Before(script=script, program=program)


def test_the_package_goes_forward_and_never_back(before: Before) -> None:
    assert before.told("install") == (0, "")
    assert before.told("upgrade", "0.1.0") == (0, "")
    assert before.told("upgrade", "0.2.0") == (0, ""), "the same once more mends an installation"
    status, said = before.told("upgrade", "0.10.0")
    assert status == 1
    assert "Nothing was changed" in said


def test_the_package_waits_until_nobody_has_it_open(before: Before) -> None:
    with before.running() as process:
        for words in (("upgrade", "0.1.0"), ("install",), ("install", "0.1.0")):
            status, said = before.told(*words)
            assert status == 1
            assert f"process {process})" in said
            assert "Nothing was changed" in said
        assert before.told("abort-upgrade", "0.3.0") == (0, ""), "the way back of another version is never barred"
        before.program.unlink()
        assert before.told("install")[0] == 1, "one that outlived its own removal"
    assert before.told("upgrade", "0.1.0") == (0, "")
