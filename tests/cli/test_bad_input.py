"""Whatever goes wrong is one clear sentence, the right status, and nothing lost."""

import errno
import io
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peerdesk.__main__ import main
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import start_alone
from peerdesk.work.unlock import unlock
from tests.cli.conftest import DEVON, TOMAS, Terminal, base_environment

D = ("--home", "d")
NOTE = ("note", "add", "--setting", "ed", "--outcome", "brief")


def notes(terminal: Terminal) -> int:
    return len(terminal.type(*D, "note", "list", "--limit", "1000", "--json", passphrase=DEVON).json()["notes"])


def test_a_wrong_passphrase_opens_nothing(alone: Terminal) -> None:
    said = alone.type(*D, *NOTE, "--json", passphrase=TOMAS)
    assert (said.status, said.refusal()["error"]) == (1, "wrong_passphrase")


def test_no_passphrase_at_all_is_said(alone: Terminal) -> None:
    said = alone.type(*D, "note", "list", "--json")
    assert (said.status, said.refusal()["error"]) == (1, "passphrase_needed")
    assert alone.type(*D, "note", "list", text=DEVON + "\n").status == 0
    assert alone.type(*D, "note", "list", "--passphrase-file", "-", text=DEVON + "\n").status == 0


def test_no_vault_is_said_with_the_way_to_begin(terminal: Terminal) -> None:
    said = terminal.type("--home", "nowhere", "note", "list", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "no_vault")
    assert terminal.type("--home", "nowhere", "people", "--json").json() == {"people": []}


def test_an_unknown_code_names_the_codes_there_are(alone: Terminal) -> None:
    before = notes(alone)
    said = alone.type(*D, "note", "add", "--setting", "moon", "--outcome", "brief", "--json", passphrase=DEVON)
    answer = said.refusal()
    assert (said.status, answer["error"]) == (1, "unknown_code")
    assert "inpatient" in answer["message"]
    assert notes(alone) == before


def test_an_unknown_option_is_a_usage_mistake(alone: Terminal) -> None:
    said = alone.type(*D, *NOTE, "--diagnosis", "x", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (2, "usage")
    said = alone.type(*D, "note", "list", "--limit", "many", "--json", passphrase=DEVON)
    assert (said.status, "invalid" in said.refusal()["message"].casefold()) == (2, False)


def test_a_second_program_on_the_same_notes_waits_its_turn(alone: Terminal) -> None:
    file = alone.folder / "devon.txt"
    file.write_text(DEVON, encoding="utf-8")
    words = [*D, "note", "add", "--stdin", "--passphrase-file", str(file)]
    holder = subprocess.Popen(
        [sys.executable, "-m", "peerdesk", *words],
        cwd=alone.folder, env=base_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdin.write(b'{"setting": "ed", "outcome": "brief"}\n')
    holder.stdin.flush()
    assert b'"id"' in holder.stdout.readline()
    said = alone.type(*D, *NOTE, "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "busy")
    holder.communicate()
    assert holder.returncode == 0
    assert alone.type(*D, *NOTE, passphrase=DEVON).status == 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_stream_keeps_what_it_answered(alone: Terminal, how: signal.Signals) -> None:
    setting = "court" if how is signal.SIGKILL else "campus"
    file = alone.folder / "devon.txt"
    file.write_text(DEVON, encoding="utf-8")
    stream = subprocess.Popen(
        [sys.executable, "-m", "peerdesk", *D, "note", "add", "--stdin", "--passphrase-file", str(file)],
        cwd=alone.folder, env=base_environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert stream.stdin is not None
    assert stream.stdout is not None
    for _ in range(3):
        stream.stdin.write(json.dumps({"setting": setting, "outcome": "brief"}) + "\n")
    stream.stdin.flush()
    answered = [stream.stdout.readline() for _ in range(3)]
    stream.send_signal(how)
    _, complaint = stream.communicate(timeout=20)
    assert all('"id"' in line for line in answered)
    if how is signal.SIGINT:
        assert (stream.returncode, complaint) == (130, "Stopped. What was saved before is kept.\n")
    kept = alone.type(*D, "note", "list", "--setting", setting, "--json", passphrase=DEVON).json()["notes"]
    assert len(kept) == 3


def test_a_full_disk_is_said_and_nothing_is_lost(
    alone: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notes(alone)

    def on_a_full_disk(*words: Any, **named: Any) -> Vault:
        vault = unlock(*words, **named)
        pages = vault._connection.exec_driver_sql("PRAGMA page_count").scalar()
        vault._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        return vault

    monkeypatch.setattr("peerdesk.cli.opened.unlock", on_a_full_disk)
    line = json.dumps({"setting": "ed", "outcome": "brief", "memory": "long " * 190}) + "\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode() * 100)))
    file = alone.folder / "devon.txt"
    file.write_text(DEVON, encoding="utf-8")
    words = ["--home", str(alone.folder / "d"), "--passphrase-file", str(file), "--json", "note", "add", "--stdin"]
    assert main(words) == 1
    said = capsys.readouterr()
    assert json.loads(said.err)["error"] == "disk_full"
    answered = [json.loads(answer)["id"] for answer in said.out.splitlines()]
    assert 0 < len(answered) < 100
    monkeypatch.undo()
    assert notes(alone) == before + len(answered)
    assert alone.type(*D, *NOTE, passphrase=DEVON).status == 0


def test_the_last_note_on_a_full_disk_takes_the_room_that_was_set_by(
    alone: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def on_a_disk_with_only_the_reserve(*words: Any, **named: Any) -> Vault:
        vault = unlock(*words, **named)
        connection = vault._connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        def give_up(folder: object) -> bool:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 500}")
            return bool(folder)

        monkeypatch.setattr("peerdesk.vault.reserve.give_up", give_up)
        return vault

    monkeypatch.setattr("peerdesk.cli.opened.unlock", on_a_disk_with_only_the_reserve)
    file = alone.folder / "devon.txt"
    file.write_text(DEVON, encoding="utf-8")
    note = [*NOTE, "--memory", "long " * 190]
    words = ["--home", str(alone.folder / "d"), "--passphrase-file", str(file), "--json", *note]
    for _ in range(10):
        assert main(words) == 0, capsys.readouterr()
        assert json.loads(capsys.readouterr().out)["saved"] is True


def test_a_disk_that_cannot_be_written_is_said(terminal: Terminal) -> None:
    (terminal.folder / "file").write_text("", encoding="utf-8")
    said = terminal.type("--home", "file", "setup", "--name", "Devon", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "disk_failed")
    assert list(terminal.folder.glob("*.recovery.*")) == []


def test_a_recovery_sheet_never_overwrites_a_file_and_no_vault_is_made_without_one(terminal: Terminal) -> None:
    (terminal.folder / "sheet.txt").write_text("mine", encoding="utf-8")
    said = terminal.type(*D, "setup", "--name", "Devon", "--recovery-out", "sheet.txt", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "exists")
    said = terminal.type(*D, "setup", "--name", "Devon", "--recovery-out", "no/such/place", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "read_only")
    assert (terminal.folder / "sheet.txt").read_text(encoding="utf-8") == "mine"
    assert terminal.type(*D, "people", "--json").json() == {"people": []}


def test_a_sheet_that_the_disk_does_not_take_leaves_no_vault_that_nothing_could_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("peerdesk.cli.sheet_file.sheet_file", full)
    home, file, sheet = tmp_path / "home", tmp_path / "devon.txt", tmp_path / "sheet.txt"
    file.write_text(DEVON, encoding="utf-8")
    words = ["--home", str(home), "--passphrase-file", str(file), "--json", "setup", "--name", "Devon"]
    assert main([*words, "--recovery-out", str(sheet)]) == 1
    assert json.loads(capsys.readouterr().err)["error"] == "disk_full"
    assert not sheet.exists()
    assert find_vaults(home) == ()


def test_a_weak_passphrase_leaves_nothing_behind(terminal: Terminal) -> None:
    said = terminal.type(*D, "setup", "--name", "Devon", "--json", passphrase="password")
    assert (said.status, said.refusal()["error"]) == (1, "weak_passphrase")
    assert list(terminal.folder.glob("*.recovery.*")) == []
    assert terminal.type(*D, "people", "--json").json() == {"people": []}


def test_several_people_on_one_computer_are_told_apart_by_name(terminal: Terminal) -> None:
    for name, passphrase in (("Devon Achebe", DEVON), ("Tomas Okafor", TOMAS)):
        start_alone(terminal.folder / "d", name, passphrase, profile=FLOOR).vault.close()
    again = terminal.type(*D, "setup", "--name", "Devon Achebe", "--json", passphrase=DEVON)
    assert (again.status, again.refusal()["error"]) == (1, "exists")
    start_alone(terminal.folder / "e", "Ruth Ñandú", DEVON, profile=FLOOR).vault.close()
    apart = terminal.type("--home", "e", "setup", "--name", "RUTH N\u0303ANDU\u0301", "--json", passphrase=TOMAS)
    assert (apart.status, apart.refusal()["error"]) == (1, "exists")
    assert [p["name"] for p in terminal.type(*D, "people", "--json").json()["people"]] == [
        "Devon Achebe",
        "Tomas Okafor",
    ]
    said = terminal.type(*D, "note", "list", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "ambiguous")
    assert terminal.type(*D, "--as", "Devon Achebe", "note", "list", passphrase=DEVON).status == 0
    assert terminal.type(*D, "note", "list", "--as", "tomas okafor", passphrase=TOMAS).status == 0
    other = terminal.type(*D, "--as", "Tomas Okafor", "note", "list", "--json", passphrase=DEVON)
    assert other.refusal()["error"] == "wrong_passphrase"
    nobody = terminal.type(*D, "--as", "Ruth", "note", "list", "--json", passphrase=DEVON)
    assert nobody.refusal()["error"] == "not_found"


def test_notes_without_a_hospital_stay_and_work(alone: Terminal) -> None:
    said = alone.type(*D, "sync", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "not_enrolled")
    assert alone.type(*D, "status", "--json", passphrase=DEVON).status == 0
