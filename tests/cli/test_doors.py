import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from peerdesk import __version__
from peerdesk.__main__ import opens_the_desk
from peerdesk.cli import root
from peerdesk.cli.bug_report import report
from peerdesk.domain.errors import OfflineError, WrongPassphraseError

HEAVY = ("PySide6", "sqlalchemy", "cryptography", "httpx2", "starlette", "alembic")


def peerdesk(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run(
        [sys.executable, "-m", "peerdesk", *words],
        capture_output=True, text=True, timeout=60, env=environment, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def test_the_version_is_said_at_once() -> None:
    fastest = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        said = peerdesk("--version")
        fastest = min(fastest, time.perf_counter() - begun)
    assert (said.returncode, said.stdout) == (0, f"PeerDesk {__version__}\n")
    assert fastest < 0.15


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["note", "--help"], ["nonsense"]])
def test_nothing_heavy_is_imported_to_say_little(words: list[str]) -> None:
    code = (
        "import sys\nfrom peerdesk.__main__ import main\n"
        f"main({words!r})\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(9 if loaded else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_every_command_in_the_table_exists_and_helps_with_an_example() -> None:
    context = click.Context(root.peerdesk)
    for name in root.PLACES:
        command = root.peerdesk.get_command(context, name)
        assert command is not None
        for leaf in leaves_of(command):
            page = leaf.get_help(click.Context(leaf, parent=context, info_name=name))
            assert "Example" in page, f"{name} {leaf.name}"
            assert "--json" in page
            assert leaf.help


def test_a_word_that_is_no_command_is_a_usage_mistake() -> None:
    said = peerdesk("nonsense")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.count("\n") == 1


def test_with_json_a_problem_is_one_object_on_the_other_stream() -> None:
    said = peerdesk("nonsense", "--json")
    assert (said.returncode, said.stdout) == (2, "")
    assert json.loads(said.stderr)["error"] == "usage"


def test_without_a_command_the_desk_opens() -> None:
    assert opens_the_desk([])
    assert opens_the_desk(["--home", "d/", "--as=Devon"])
    assert not opens_the_desk(["--home", "d/", "people"])
    assert not opens_the_desk(["--help"])
    assert not opens_the_desk(["--home"])


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (OfflineError(), 3),
        (WrongPassphraseError(), 1),
        (click.UsageError("no"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (ZeroDivisionError("secret words"), 70),
    ],
)
def test_each_end_has_its_status(
    problem: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(root, "invoke", fails)
    monkeypatch.setenv("PEERDESK_HOME", str(home))
    assert root.run(["status"]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "secret" not in said.err


def test_a_bug_leaves_a_report_that_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        try:
            {}["Blue Heron 27"]
        except KeyError as first:
            raise ValueError("their words") from first

    monkeypatch.setattr(root, "invoke", fails)
    monkeypatch.setenv("PEERDESK_HOME", str(home))
    assert root.run(["status", "--json"]) == 70
    answer = json.loads(capsys.readouterr().err)
    (written,) = (home / "reports").iterdir()
    text = written.read_text(encoding="utf-8")
    assert answer["error"] == "bug"
    assert str(written) in answer["message"]
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_doors.py:" in text
    assert "Heron" not in text
    assert "words" not in text


def test_a_report_can_be_written_for_an_error_without_a_place() -> None:
    assert "RuntimeError" in report(RuntimeError(), datetime(2026, 11, 21, tzinfo=UTC))


def test_a_reader_who_leaves_early_is_no_trouble() -> None:
    command = f"{sys.executable} -m peerdesk --help | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (said.stdout.strip(), said.stderr) == ("0", "")


def test_no_option_of_a_command_has_the_name_of_a_shared_one() -> None:
    # Click keeps what was said by name, so two parameters of one name would overwrite each other.
    context = click.Context(root.peerdesk)
    for name in root.PLACES:
        command = root.peerdesk.get_command(context, name)
        assert command is not None
        for leaf in leaves_of(command):
            names = [parameter.name for parameter in leaf.get_params(click.Context(leaf))]
            assert len(set(names)) == len(names), f"{name} {leaf.name}: {names}"


def leaves_of(command: click.Command) -> list[click.Command]:
    if not isinstance(command, click.Group):
        return [command]
    context = click.Context(command)
    found = [command.get_command(context, name) for name in command.list_commands(context)]
    assert None not in found
    return [leaf for leaf in found if leaf is not None]
