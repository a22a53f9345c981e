"""Peers are installed on demand; what cannot be had is told in a line, and costs nobody else anything."""

import sys
import time
from pathlib import Path

import pytest

from bench import peers, sync_rounds
from bench.child import PartFailedError, child, handed_over
from bench.measure import Samples
from bench.peers import ANKI_NAME, POUCH_NAME, Peer, PeerMissingError
from bench.report import Results


def test_without_node_pouchdb_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(PeerMissingError, match="node and npm"):
        peers.pouch(tmp_path)


def test_what_cannot_be_installed_is_skipped_with_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_folder: Path) -> Peer:
        raise PeerMissingError("no such package")

    there = Peer(name=ANKI_NAME, module="bench.anki_sync")
    monkeypatch.setattr(peers, "pouch", missing)
    monkeypatch.setattr(peers, "anki", lambda _folder: there)
    assert peers.ready(tmp_path) == (there,)
    assert capsys.readouterr().err == f"skipped {POUCH_NAME}: no such package\n"


def test_what_is_installed_is_not_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(peers, "_run", lambda *command, **_: ran.append(command))
    first, second = peers.pouch(tmp_path), peers.pouch(tmp_path)
    assert first == second
    assert len(ran) == 1


def test_another_version_is_installed_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr("venv.create", lambda home, **_: home.mkdir(exist_ok=True))
    monkeypatch.setattr(peers, "_run", lambda *command, **_: ran.append(command))
    peers.anki(tmp_path)
    monkeypatch.setattr(peers, "ANKI", "anki==0")
    peers.anki(tmp_path)
    assert [command[-1] for command in ran][1:] == ["anki==0"]


def test_an_installer_that_fails_says_why_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(PeerMissingError, match="ended with 3: no room") as told:
        peers._run(sys.executable, "-c", "import sys; print('a\\nno room', file=sys.stderr); sys.exit(3)", cwd=tmp_path)
    assert "\n" not in str(told.value)


def test_a_peer_that_fails_in_a_round_loses_only_its_own_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured(module: str, *_words: object, **_more: object) -> Samples:
        if module == "bench.pouch_sync":
            raise PartFailedError("it fell over")
        return {"first push": [1.0]}

    monkeypatch.setattr(sync_rounds, "child", measured)
    found = Results()
    sync_rounds.measure_round(found, 10, [Peer(name=POUCH_NAME, module="bench.pouch_sync")])
    assert found.has("PeerDesk", "first push", 10)
    assert not found.has(POUCH_NAME, "first push", 10)
    assert "it fell over" in capsys.readouterr().err


def test_a_part_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(PartFailedError, match="No module named"):
        child("bench.no_such_part")


def test_a_part_leaves_no_process_behind(tmp_path: Path) -> None:
    note = tmp_path / "process"
    (tmp_path / "leaves_one.py").write_text(
        "import subprocess, sys\n"
        "silent = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}\n"
        "one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], **silent)\n"
        f"open({str(note)!r}, 'w').write(str(one.pid))\n"
        "print('{}', flush=True)\n"
        "one.returncode = 0\n"
    )
    with pytest.raises(PartFailedError, match="left something running"):
        child("leaves_one", env={"PYTHONPATH": str(tmp_path)})
    until = time.monotonic() + 10
    while is_running(int(note.read_text())):
        assert time.monotonic() < until
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Say whether a process is there and has not ended: one that nobody has asked after yet is not running."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_samples_are_in_the_last_line_that_a_part_says() -> None:
    assert handed_over('a warning\n{"first push": [1.5]}\n') == {"first push": [1.5]}
