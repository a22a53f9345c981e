"""What whoever installs PeerDesk asks it: does it work here, and is it what was released."""

import sys
from pathlib import Path

import pytest

from peerdesk.cli import self_test
from peerdesk.desktop.self_test import spelling_starts
from peerdesk.work import resources
from peerdesk.work.installed import LIST, listed
from peerdesk.work.self_test import SelfTestError, answers_are_known, frozen_vault_opens, resources_are_found
from tests.cli.conftest import Terminal


def test_every_check_of_a_whole_build_holds() -> None:
    for check in (resources_are_found, answers_are_known, frozen_vault_opens, spelling_starts):
        assert check()


def test_a_check_that_fails_is_a_line_and_a_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(self_test, "CHECKS", self_test.CHECKS[:1])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert self_test.self_test() == 0
    (tmp_path / "icons").mkdir()
    monkeypatch.setattr(resources, "resource_root", lambda: tmp_path)
    assert self_test.self_test() == 1
    assert "!   what ships is found: MissingResourceError" in capsys.readouterr().out


def test_a_wrong_answer_of_a_primitive_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peerdesk.work.self_test._ARGON2ID", "00")
    with pytest.raises(SelfTestError):
        answers_are_known()


def test_what_is_installed_is_compared_with_its_list(terminal: Terminal) -> None:
    folder = terminal.folder / "program"
    folder.mkdir()
    (folder / "peerdesk").write_bytes(b"program")
    assert terminal.type("verify-installed", "--folder", "program", "--json").refusal()["error"] == "no_list"
    (folder / LIST).write_text(listed(folder, "PeerDesk"), encoding="utf-8")
    said = terminal.type("verify-installed", "--folder", "program")
    assert said.status == 0
    assert "Nobody signed this build" in said.out
    assert "!   The list names no version." in said.out
    (folder / LIST).write_text(listed(folder, "PeerDesk 0.1.0"), encoding="utf-8")
    assert "-   The list is of PeerDesk 0.1.0." in terminal.type("verify-installed", "--folder", "program").out
    (folder / "peerdesk").write_bytes(b"another")
    said = terminal.type("verify-installed", "--folder", "program", "--json")
    assert (said.status, said.json()["changed"]) == (4, ["peerdesk"])
    words = ("verify-installed", "--folder", "program", "--key", sys.executable, "--json")
    (folder / "SHA256SUMS.sig").write_bytes(b"")
    assert terminal.type(*words).refusal()["error"] == "not_a_key"
