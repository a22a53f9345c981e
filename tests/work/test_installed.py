"""What is installed is compared with a signed list, by us and by the two tools that every system has."""

import subprocess
from pathlib import Path

import pytest

from peerdesk.work.installed import LIST, SIGNATURE, NoListError, NotAKeyError, Signed, listed, look, sign_list


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release key, made as docs/installing.md says."""
    folder = tmp_path_factory.mktemp("keys")
    private, public = folder / "release.pem", folder / "release.pub.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return private, public


@pytest.fixture
def folder(tmp_path: Path, keys: tuple[Path, Path]) -> Path:
    """An installed program of three files, one of them behind a link."""
    folder = tmp_path / "peerdesk"
    (folder / "_internal").mkdir(parents=True)
    (folder / "peerdesk").write_bytes(b"program")
    (folder / "_internal" / "lib one.so").write_bytes(b"library")
    (folder / "_internal" / "lib.so.1").symlink_to("lib one.so")
    (folder / LIST).write_text(listed(folder, "PeerDesk 0.1.0"), encoding="utf-8")
    sign_list(folder, keys[0])
    return folder


def test_what_was_released_is_as_released(folder: Path, keys: tuple[Path, Path]) -> None:
    found = look(folder, keys[1])
    assert (found.files, found.changed, found.missing, found.more) == (3, (), (), ())
    assert (found.signed, found.is_as_released) == (Signed.GOOD, True)
    assert look(folder, None).signed is Signed.NOT_CHECKED


def test_the_list_says_of_which_version_it_is_since_an_older_release_is_signed_as_well(
    folder: Path, keys: tuple[Path, Path]
) -> None:
    assert look(folder, keys[1]).version == "0.1.0"
    for title in ("PeerDesk", "PeerDesk 0.1.0\x1b[2J", "PeerDesk 1 2", "PeerDesk " + "1" * 65, "Another 0.1.0"):
        (folder / LIST).write_text(listed(folder, title), encoding="utf-8")
        assert look(folder, None).version == ""


def test_the_tools_of_the_system_check_the_same(folder: Path, keys: tuple[Path, Path]) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", LIST], cwd=folder, check=True)
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(keys[1]), "-rawin"]
    subprocess.run([*words, "-in", LIST, "-sigfile", SIGNATURE], cwd=folder, check=True, capture_output=True)
    (folder / "peerdesk").write_bytes(b"another")
    assert subprocess.run(["sha256sum", "--check", "--status", LIST], cwd=folder, check=False).returncode == 1


def test_a_file_that_was_changed_taken_or_planted_is_named(folder: Path, keys: tuple[Path, Path]) -> None:
    (folder / "peerdesk").write_bytes(b"another")
    (folder / "_internal" / "lib.so.1").unlink()
    (folder / "_internal" / "planted.so").write_bytes(b"library")
    found = look(folder, keys[1])
    assert (found.changed, found.missing, found.more) == (
        ("peerdesk",), ("_internal/lib.so.1",), ("_internal/planted.so",)
    )  # fmt: skip
    assert not found.is_as_released


def test_a_list_that_was_written_anew_is_not_signed(folder: Path, keys: tuple[Path, Path]) -> None:
    (folder / "peerdesk").write_bytes(b"another")
    (folder / LIST).write_text(listed(folder, "PeerDesk 0.1.0"), encoding="utf-8")
    found = look(folder, keys[1])
    assert (found.changed, found.signed, found.is_as_released) == ((), Signed.BAD, False)
    (folder / SIGNATURE).unlink()
    assert look(folder, keys[1]).signed is Signed.BAD, "whoever names a key expects a signature"
    assert look(folder, None).signed is Signed.UNSIGNED


@pytest.mark.parametrize("raw", [b"", b"# PeerDesk\n", b"abc  peerdesk\n", b"\xff"])
def test_a_list_that_is_none_is_told(folder: Path, raw: bytes) -> None:
    (folder / LIST).write_bytes(raw)
    with pytest.raises(NoListError):
        look(folder, None)


def test_only_an_ed25519_key_is_a_key(folder: Path, keys: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "x25519", "-out", other], check=True)
    for key in (other, keys[1], tmp_path / "none.pem"):
        with pytest.raises(NotAKeyError):
            sign_list(folder, key)
    with pytest.raises(NotAKeyError):
        look(folder, keys[0])
