"""The root's passphrase is its own where somebody types it, and a script that names one file uses it for both."""

from pathlib import Path

import pytest

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_root import new_root_passphrase, root_passphrase
from peerdesk.work.ceremony import fingerprint_groups
from tests.cli.conftest import OFFICER, Terminal
from tests.cli.test_passphrases import piped

ROOT = "granite willow seven copper bells"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Type the root's passphrase at a terminal; returns what was asked for."""
    prompts: list[str] = []

    def prompt(text: str, **_how: object) -> str:
        prompts.append(text)
        return ROOT

    piped(monkeypatch, b"")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    return prompts


def test_at_a_terminal_the_root_is_asked_for_by_itself(asked: list[str]) -> None:
    invocation = Invocation(environment={})
    assert new_root_passphrase(invocation, None) == ROOT
    assert root_passphrase(invocation, None, OFFICER) == ROOT
    assert len(asked) == 2
    assert all("oot" in prompt for prompt in asked)


def test_a_script_with_one_file_uses_it_for_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    piped(monkeypatch, b"")
    file = tmp_path / "p.txt"
    file.write_text(ROOT, encoding="utf-8")
    invocation = Invocation(environment={})
    assert new_root_passphrase(invocation, None) == ""
    assert root_passphrase(invocation, None, OFFICER) == OFFICER
    assert new_root_passphrase(invocation, file) == root_passphrase(invocation, file, OFFICER) == ROOT
    with pytest.raises(RefusalError):
        new_root_passphrase(invocation, tmp_path / "nowhere")


def test_a_root_with_a_passphrase_of_its_own_is_opened_by_nothing_else(terminal: Terminal) -> None:
    terminal.in_process = True
    (terminal.folder / "root.txt").write_text(ROOT + "\n", encoding="utf-8")
    made = ("org", "init", "--name", "Harbor Point", "--out", "org")
    said = terminal.type(*made, "--root-passphrase-file", "root.txt", passphrase=OFFICER)
    assert "one of its own" not in said.out
    root = terminal.type("org", "status", "--org", "org", "--json").json()["root"]
    status = terminal.type("org", "status", "--org", "org").out
    for shown in (said.out, status, (terminal.folder / "org" / "founding-sheet.es.html").read_text(encoding="utf-8")):
        assert all(groups in shown for groups in fingerprint_groups(bytes.fromhex(root)))
    change = ("org", "policy", "--lock-minutes", "5", "--org", "org", "--server", "http://127.0.0.1:1", "--json")
    wrong = terminal.type(*change, passphrase=OFFICER)
    assert (wrong.status, wrong.refusal()["error"]) == (1, "wrong_passphrase")
    assert terminal.type(*change, "--root-passphrase-file", "root.txt").status == 3
