"""The process that looks words up, as it is started in earnest: what it answers, what ends it, what it leaves."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.desktop.spelling import dictionaries
from peerdesk.desktop.spelling.dictionaries import find_dictionary, folders
from peerdesk.desktop.spelling.speller import checker_command
from tests.support.dictionaries import here_alone, lay, lay_dictionaries

PATIENCE = 60
Checker = subprocess.Popen[bytes]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return lay_dictionaries(tmp_path, monkeypatch)


@pytest.fixture
def checker(place: Path) -> Iterator[Checker]:
    with started("en", place / "en_US") as process:
        yield process
        process.kill()


def started(language: str, dictionary: Path) -> Checker:
    pipe = subprocess.PIPE
    return subprocess.Popen(checker_command(language, dictionary), stdin=pipe, stdout=pipe, stderr=pipe)


def ask(process: Checker, said: dict[str, object]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(said).encode() + b"\n")
    process.stdin.flush()


def heard(process: Checker) -> dict[str, object]:
    assert process.stdout is not None
    said: dict[str, object] = json.loads(process.stdout.readline())
    return said


def test_it_says_which_words_it_does_not_know_and_what_may_stand_in_place_of_one(checker: Checker) -> None:
    assert heard(checker) == {"ready": True}
    ask(checker, {"words": ["breads", "Bread", "bred", "wrod"]})
    assert heard(checker) == {"unknown": ["bred", "wrod"]}
    ask(checker, {"suggest": "wrod"})
    answer = heard(checker)
    suggestions = answer["suggestions"]
    assert isinstance(suggestions, list)
    assert answer["word"] == "wrod"
    assert "word" in suggestions
    assert len(suggestions) <= 5


def test_what_a_bad_dictionary_could_take_is_bounded(checker: Checker) -> None:
    heard(checker)
    limits = Path(f"/proc/{checker.pid}/limits").read_text(encoding="utf-8")
    bounds = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
    assert bounds["Max file size"] == ["0", "0"], "nothing can be written"
    assert bounds["Max address space"] == [str(1 << 30)] * 2
    assert bounds["Max cpu time"] == ["600", "600"]


def test_spanish_words_are_looked_up_with_their_accents(place: Path) -> None:
    with started("es", place / "es_ES") as process:
        assert heard(process) == {"ready": True}
        ask(process, {"words": ["caminaré", "caminare"]})
        assert heard(process) == {"unknown": ["caminare"]}
        process.kill()


def test_it_ends_with_its_input_and_has_said_and_written_nothing_else(place: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    with started("en", place / "en_US") as process:
        heard(process)
        ask(process, {"words": ["wrod"]})
        heard(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("damage", ["noise", "another language", "no encoding"])
def test_a_damaged_dictionary_ends_it_without_a_word(place: Path, damage: str) -> None:
    path = place / "en_US"
    if damage == "noise":
        path.with_suffix(".aff").write_bytes(bytes(range(256)) * 40)
        path.with_suffix(".dic").write_bytes(bytes(range(256)) * 40)
    elif damage == "another language":
        lay(path, ("que", "para", "con"))
    else:
        path.with_suffix(".aff").write_text("SET NOTHING-OF-THE-KIND\n")
    with started("en", path) as process:
        assert process.wait(PATIENCE) == 3
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_the_dictionary_of_a_language_is_found_and_the_usual_one_taken(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(place / "en_AU", ("the", "and", "with"))
    assert find_dictionary("en", folders("en")) == place / "en_US"
    (place / "en_US.dic").unlink()
    assert find_dictionary("en", folders("en")) == place / "en_AU"
    here_alone(tmp_path / "elsewhere", monkeypatch)
    assert find_dictionary("es", folders("es")) is None


def test_a_dictionary_that_is_too_large_or_empty_is_as_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "MOST_WORDS", 20)
    assert find_dictionary("en", folders("en")) is None
    (place / "es_ES.aff").write_bytes(b"")
    monkeypatch.undo()
    assert find_dictionary("es", (place,)) is None


def test_the_frozen_application_is_its_own_checker(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    _program, word, *rest = checker_command("en", place / "en_US")
    pipe = subprocess.PIPE
    command = [sys.executable, "-P", "-B", "-m", "peerdesk", word, *rest]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert heard(process) == {"ready": True}
        ask(process, {"words": ["wrod"]})
        assert heard(process) == {"unknown": ["wrod"]}
        process.kill()
