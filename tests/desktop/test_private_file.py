"""A file that holds a secret: for its owner only, and on the disk before anybody is told so."""

import errno
import os
from pathlib import Path

import pytest

from peerdesk.desktop.private_file import write_private


def test_a_file_that_was_there_before_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "sheet.html"
    path.write_text("something longer that stood there", encoding="utf-8")
    path.chmod(0o644)
    write_private(path, "secret")
    assert path.read_text(encoding="utf-8") == "secret"
    assert path.stat().st_mode & 0o077 == 0


def test_what_did_not_reach_the_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "the disk went away")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="went away"):
        write_private(tmp_path / "sheet.html", "secret")


def test_a_sheet_that_was_there_is_as_it_was_when_another_does_not_reach_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.html"
    write_private(path, "the one that counts")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no room"):
        write_private(path, "the next one")
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["the one that counts"]
