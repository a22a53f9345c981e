"""Practice: beside everybody's notes, readable by nobody, and gone behind its end, however it ended."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault import lock
from peerdesk.vault.places import find_vaults
from peerdesk.work import practice
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.follow_up_list import follow_up_list
from peerdesk.work.practice import FOLDER, RunningPractice, begin_practice, sweep_practice
from peerdesk.work.reading import encounter_page
from tests.support.vaults import NOW, new_vault

CANARY = "quetzalcanary"


def begun(home: Path, language: str = "en") -> RunningPractice:
    return begin_practice(home, language, NOW, os.urandom, profile=TEST_ONLY)


def all_bytes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def left(home: Path) -> list[str]:
    return [one.name for one in (home / FOLDER).iterdir() if one.is_dir()]


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_begins_with_notes_of_invented_people(tmp_path: Path, language: str) -> None:
    run = begun(tmp_path, language)
    assert len(encounter_page(run.vault)) == 5
    assert len(follow_up_list(run.vault, until=NOW.astimezone().date())) == 1, "something is due, to try that as well"
    run.end()


def test_nothing_of_it_reaches_the_notes_of_anybody_or_outlives_it(tmp_path: Path) -> None:
    new_vault(tmp_path).close()
    before = all_bytes(tmp_path)
    run = begun(tmp_path)
    keep_encounter(run.vault, EncounterDraft(setting="ed", outcome="brief", memory=CANARY), NOW, os.urandom)
    assert len(find_vaults(tmp_path)) == 1, "nobody is shown a practice as a person"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    run.end()
    run.end()
    assert left(tmp_path) == []
    after = all_bytes(tmp_path)
    after.pop(f"{FOLDER}/lock")
    assert after == before


def test_it_has_no_hospital_and_waits_for_no_server(tmp_path: Path) -> None:
    run = begun(tmp_path)
    with run.vault.read() as tx:
        assert tx.identity.get().organisation is None
    run.end()


def test_what_a_crash_left_is_swept_and_one_that_goes_on_is_not(tmp_path: Path) -> None:
    code = (
        "import os, sys; sys.path.insert(0, os.getcwd());"
        "from pathlib import Path; from tests.work.test_practice import begun;"
        f"begun(Path({str(tmp_path)!r})); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == 9
    assert len(left(tmp_path)) == 1
    here = begun(tmp_path)
    assert len(left(tmp_path)) == 2
    assert sweep_practice(tmp_path) == 1
    assert left(tmp_path) == [here.folder.name]
    here.end()
    assert sweep_practice(tmp_path) == 0
    assert sweep_practice(tmp_path / "nowhere") == 0


def test_one_that_cannot_begin_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ExpectedError("no")

    monkeypatch.setattr(practice, "keep_encounter", refuse)
    with pytest.raises(ExpectedError):
        begun(tmp_path)
    assert left(tmp_path) == []


def test_a_folder_of_the_same_name_that_somebody_uses_is_left_as_it_is(tmp_path: Path) -> None:
    within = tmp_path / FOLDER
    for name in ("songs", "deadbeefdeadbeef", "0123456789abcdef0"):
        (within / name).mkdir(parents=True)
        (within / name / "own.txt").write_text("mine", encoding="utf-8")
    (within / "songs" / lock.NAME).write_text("mine", encoding="utf-8")
    (within / lock.NAME).write_text("mine as well, and not touched", encoding="utf-8")
    before = all_bytes(tmp_path)
    assert sweep_practice(tmp_path) == 0
    assert all_bytes(tmp_path) == before
    stopped = begun(tmp_path)
    stopped.vault.close()
    stopped.held.release()
    assert sweep_practice(tmp_path) == 1
    assert sorted(left(tmp_path)) == ["0123456789abcdef0", "deadbeefdeadbeef", "songs"]
