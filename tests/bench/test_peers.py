"""Peers are installed on demand; what cannot be had is told in a line, and costs nobody else anything."""

import sys
import time
from pathlib import Path

import pytest

from bench import desk_rounds, peers, sync_rounds
from bench.child import PartFailedError, child, handed_over
from bench.desk_steps import PROMPT
from bench.measure import Samples
from bench.notes import FEW
from bench.peers import Peer, PeerMissingError
from bench.report import Results
from bench.sides import ANKI, JOPLIN, OURS, POUCH

ANKI_HERE = Peer(name=ANKI, store="bench.anki_store", sync="bench.anki_sync")
POUCH_HERE = Peer(name=POUCH, store="bench.pouch_store", sync="bench.pouch_sync")
JOPLIN_HERE = Peer(name=JOPLIN, store="bench.joplin_store", sync="bench.joplin_sync", notes=FEW, start=("true",))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """Let each part hand over nothing, and return which were asked, with their last word."""
    parts: list[tuple[str, object]] = []

    def measured(module: str, *words: object, **_more: object) -> Samples:
        parts.append((module, words[-1] if words else None))
        if module == "bench.ours_store":
            (Path(str(words[0])) / "vaults" / "one").mkdir(parents=True)
        return {}

    for room in (peers, desk_rounds, sync_rounds):
        monkeypatch.setattr(room, "child", measured)
    monkeypatch.setattr(desk_rounds, "_prompt", lambda *_: {})
    return parts


def test_all_sides_of_the_desk_take_their_turn_in_each_round(asked: list[tuple[str, object]]) -> None:
    found = Results()
    desk_rounds.measure_round(found, FEW, [ANKI_HERE, POUCH_HERE, JOPLIN_HERE])
    parts = [module.removeprefix("bench.") for module, _ in asked]
    stores = ["floor_store", "floor_store", "orm_store", "ours_store", "records_store"]
    assert parts[:8] == [*stores, "anki_store", "pouch_store", "joplin_store"]
    assert len(found.samples[JOPLIN, PROMPT, FEW]) == desk_rounds.PROMPTS


def test_a_peer_that_is_slow_is_measured_with_few_notes_only(asked: list[tuple[str, object]]) -> None:
    found = Results()
    sync_rounds.measure_few(found, [ANKI_HERE, JOPLIN_HERE])
    assert asked == [("bench.ours_sync", FEW), ("bench.joplin_sync", FEW)]
    asked.clear()
    sync_rounds.measure_round(found, 5 * FEW, [ANKI_HERE, JOPLIN_HERE])
    desk_rounds.measure_round(found, 5 * FEW, [ANKI_HERE, JOPLIN_HERE])
    peers_asked = [module for module, _ in asked if "anki" in module or "joplin" in module]
    assert peers_asked == ["bench.anki_sync", "bench.anki_store"]


def test_without_node_pouchdb_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(PeerMissingError, match="node and npm"):
        peers.pouch(tmp_path)


def test_what_cannot_be_installed_is_skipped_with_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_folder: Path) -> Peer:
        raise PeerMissingError("no such package")

    monkeypatch.setattr(peers, "pouch", missing)
    monkeypatch.setattr(peers, "joplin", missing)
    monkeypatch.setattr(peers, "anki", lambda _folder: ANKI_HERE)
    assert peers.ready(tmp_path) == (ANKI_HERE,)
    assert capsys.readouterr().err == f"skipped {POUCH}: no such package\nskipped {JOPLIN}: no such package\n"


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


def test_joplin_builds_the_one_part_that_it_cannot_do_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(peers, "_run", lambda *command, **_: ran.append(command))
    there = peers.joplin(tmp_path)
    assert [command[:3] for command in ran] == [("npm", "install", "--ignore-scripts"), ("npm", "rebuild", "sqlite3")]
    assert (there.notes, there.start[-1]) == (FEW, "version")


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
    monkeypatch.setattr(peers, "child", measured)
    found = Results()
    sync_rounds.measure_round(found, 10, [POUCH_HERE])
    assert found.has(OURS, "first push", 10)
    assert not found.has(POUCH, "first push", 10)
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
