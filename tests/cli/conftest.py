"""A terminal's worth of PeerDesk in an empty folder, for the command line's contract.

A command goes through a real process the first time that it is typed in a run of the tests. After that it runs in the
tests' own process, through the same door: to start Python anew each time would be most of the work. What is about
processes (signals, pipes, locks, terminals) starts its own.
"""

import contextlib
import dataclasses
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from peerdesk.__main__ import main
from peerdesk.cli.root import PLACES
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.sync.remote import connect
from peerdesk.work.enrolment import join_hospital, start_alone
from peerdesk.work.joining import read_invite
from peerdesk.work.officer import init_organisation
from tests.support.once_in_a_run import is_first_in_run
from tests.support.stretching import cheap_passphrases

ROOT = Path(__file__).parents[2]
OFFICER = "harbor lantern seven quiet maps"
DEVON = "meadow paper bright kettle north"
TOMAS = "walnut river copper evening song"
MARISOL = "candle orchard velvet morning tide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        assert self.status in {0, 4}, self
        return json.loads(self.out)

    def refusal(self) -> Any:
        assert self.out == "", self
        assert self.err.count("\n") == 1, self
        assert "Traceback" not in self.err
        return json.loads(self.err)


@dataclass(slots=True, kw_only=True)
class Terminal:
    """A folder to type commands in."""

    folder: Path
    server: subprocess.Popen[str] | None = None
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    in_process: bool = False

    def type(self, *words: str, text: str | bytes = "", passphrase: str = "", **environment: str) -> Said:
        """Run one command. A passphrase is handed over in a file, as a script would."""
        more = {**self.environment, **environment}
        if passphrase:
            file = self.folder / "passphrase.txt"
            file.write_text(passphrase + "\n", encoding="utf-8")
            more["PEERDESK_PASSPHRASE_FILE"] = str(file)
        raw = text.encode() if isinstance(text, str) else text
        if self.in_process or typed_before(words):
            return said_here(words, self.folder, more, raw)
        done = subprocess.run(
            [sys.executable, "-m", "peerdesk", *words],
            cwd=self.folder, env={**base_environment(), **more}, check=False, timeout=60, capture_output=True,
            input=raw,
        )  # fmt: skip
        return Said(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def start_server(self, listen: str = "127.0.0.1:0", *more: str) -> str:
        """Start the hospital server and return its address."""
        words = ("serve", "--data", "srv", "--listen", listen, "--org", "org/public.json", *more)
        self.server = subprocess.Popen(
            [sys.executable, "-m", "peerdesk", *words],
            cwd=self.folder, env=base_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.server.stdout is not None
        first = self.server.stdout.readline().strip()
        assert first.startswith("listening on "), self.server.communicate()
        self.url = first.removeprefix("listening on ")
        return self.url

    def stop_server(self) -> int:
        """Stop the server as an operator would, and return its exit status."""
        if self.server is None:
            return 0
        self.server.send_signal(signal.SIGTERM)
        self.server.communicate(timeout=60)
        status = self.server.returncode
        self.server = None
        return status

    def invite(self, person: str, role: str, supervisor: str = "") -> str:
        """Let the officer make an invite and return its file name."""
        named = ["--supervisor", supervisor] if supervisor else []
        file = person.split(maxsplit=1)[0].lower() + ".invite"
        said = self.type(
            "org", "invite", "--org", "org", "--server", self.url, "--person", person, "--role", role, *named,
            "--out", file, passphrase=OFFICER,
        )  # fmt: skip
        assert said.status == 0, said
        return file

    def join(self, person: str, home: str, passphrase: str, role: str, supervisor: str = "") -> None:
        """Invite somebody, and let them join."""
        self.start(home, self.invite(person, role, supervisor), passphrase)

    def start(self, home: str, file: str, passphrase: str) -> None:
        """Use an invite, with the least Argon2 that is allowed: the tests type passphrases often."""
        invite = read_invite((self.folder / file).read_text(encoding="utf-8"))
        now = datetime.now(UTC)
        with cheap_passphrases():
            join_hospital(self.folder / home, invite, passphrase, now, remotes=connect, profile=FLOOR).vault.close()


def typed_before(words: tuple[str, ...]) -> bool:
    """Say whether this command has gone through a real process in this run, of whichever worker; now it does."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        del rest[: 2 if rest[0] in {"--home", "--as", "--passphrase-file"} else 1]
    is_group = "groups:" in PLACES.get("".join(rest[:1]), ("",))[0]
    return not is_first_in_run(" ".join(rest[: 2 if is_group else 1]))


def said_here(words: tuple[str, ...], folder: Path, environment: dict[str, str], raw: bytes) -> Said:
    """Run a command in this process, where passphrases cost little: the tests type them often."""
    stdin, out, err = io.TextIOWrapper(io.BytesIO(raw)), io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, environment),
        mock.patch("sys.stdin", stdin),
        cheap_passphrases(),
    ):
        status = main(words)
    return Said(status=status, out=out.getvalue(), err=err.getvalue())


def base_environment() -> dict[str, str]:
    """Return the environment of a person who has set nothing of PeerDesk's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERDESK_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@contextlib.contextmanager
def answering(reply: bytes, port: int) -> Iterator[None]:
    """Run something on loopback that answers every request with the same bytes."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listener.accept()
                    with connection:
                        connection.settimeout(2)
                        connection.recv(65536)
                        connection.sendall(reply)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        stop.set()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            pass
        thread.join(5)


@pytest.fixture(scope="module", autouse=True)
def passphrases_that_cost_little() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """An empty folder."""
    terminal = Terminal(folder=tmp_path)
    yield terminal
    terminal.stop_server()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """Devon, without a hospital, at home in `d`. The least Argon2 that is allowed: the tests type passphrases often."""
    terminal = Terminal(folder=tmp_path_factory.mktemp("alone"))
    start_alone(terminal.folder / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    return terminal


@pytest.fixture
def here(alone: Terminal) -> Terminal:
    """Devon alone, with every command run in this process."""
    return dataclasses.replace(alone, in_process=True)


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Harbor Point with a running server; Tomas at home in `t`, Devon in `d`."""
    terminal = Terminal(folder=tmp_path_factory.mktemp("hospital"))
    init_organisation(terminal.folder / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    for name, home, role, passphrase in (
        ("Tomas Okafor", "t", "supervisor", TOMAS),
        ("Devon Achebe", "d", "peer", DEVON),
    ):
        terminal.join(name, home, passphrase, role, "Tomas Okafor" if role == "peer" else "")
    yield terminal
    terminal.stop_server()


@pytest.fixture
def quick(hospital: Terminal) -> Terminal:
    """Harbor Point, with every command but the server's run in this process."""
    return dataclasses.replace(hospital, in_process=True)
