"""The example of docs/command-line.md, line by line as it stands there, with real processes and a real server."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
MEMORY = "Bus pass came through, canary-7f3a."
PASSPHRASES = {
    "officer.txt": "harbor lantern seven quiet maps",
    "p1.txt": "walnut river copper evening song",
    "p2.txt": "meadow paper bright kettle north",
}


def example() -> list[str]:
    block = PAGE.read_text(encoding="utf-8").split("```")[1].strip()
    return [part.strip() for line in block.splitlines() for part in line.split(" ; ")]


def whose_passphrase(line: str) -> str:
    named = re.search(r"--passphrase-file (\S+)", line)
    if named:
        return ""
    return PASSPHRASES["officer.txt" if " org " in line else "p1.txt" if "--home t/" in line else "p2.txt"] + "\n"


class Machine:
    """An empty folder, the lines of the example typed into it, and the server that one of them starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: subprocess.Popen[str] | None = None
        self.note = ""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        for name, text in PASSPHRASES.items():
            (folder / name).write_text(text + "\n", encoding="utf-8")

    def command(self, line: str) -> list[str]:
        here = line.replace("8740", str(self.port)).replace("<id>", self.note).replace('"..."', f'"{MEMORY}"')
        return ["bash", "-c", here.replace("peerdesk ", f"exec {sys.executable} -m peerdesk ", 1)]

    def type(self, line: str) -> str:
        if line.endswith("&"):
            return self.start(line.removesuffix("&").strip())
        done = subprocess.run(
            self.command(line), cwd=self.folder, input=whose_passphrase(line), capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    def start(self, line: str) -> str:
        self.server = subprocess.Popen(
            self.command(line), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.server.stdout is not None
        return self.server.stdout.readline()

    def stop(self) -> float:
        if self.server is None or self.server.poll() is not None:
            return 0.0
        begun = time.monotonic()
        self.server.terminate()
        self.server.communicate(timeout=20)
        return time.monotonic() - begun


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    monkeypatch.setenv("PYTHONPATH", str(PAGE.parents[1]))
    machine = Machine(tmp_path)
    yield machine
    machine.stop()


def test_the_example_runs_as_written(machine: Machine) -> None:
    said: dict[str, str] = {}
    for line in example():
        said[line] = machine.type(line)
        if " note add " in line:
            machine.note = json.loads(said[line])["id"]
    answers = {line: json.loads(text) for line, text in said.items() if line.endswith("--json")}

    assert said[example()[1]].strip() == f"listening on http://127.0.0.1:{machine.port}"
    preview = next(answer for line, answer in answers.items() if "--preview" in line)
    assert preview["projection"]["handle"] == "Blue Heron 27"
    assert "memory" not in preview["projection"]
    assert preview["share"] is False
    syncs = [answer for line, answer in answers.items() if " sync " in line]
    assert all(answer["proof"] is True and answer["waiting"] == 0 for answer in syncs)
    (item,) = answers[example()[-1]]["items"]
    assert item["handle"] == "Blue Heron 27"
    assert item["from"] == "Devon Achebe"
    assert MEMORY not in said[example()[-1]]
    assert machine.stop() < 10
    assert everything_readable(machine.folder, ("canary-7f3a", "Blue Heron", *PASSPHRASES.values())) == []


def everything_readable(folder: Path, canaries: tuple[str, ...]) -> list[str]:
    """Return the files below the homes and the server's folder that hold any of the words."""
    return [
        f"{path.relative_to(folder)}: {word}"
        for part in ("srv", "t", "d", "org")
        for path in (folder / part).rglob("*")
        if path.is_file()
        for word in canaries
        if word.encode() in path.read_bytes()
    ]


def test_the_page_shows_the_program_as_it_is() -> None:
    assert shutil.which("bash")
    assert len(example()) == 12
