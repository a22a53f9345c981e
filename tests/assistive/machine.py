"""A machine for one person who uses an assistive technology: a display, a bus, and the processes on it.

Everything is started in a process group of its own and ended by that group, so nothing outlives a test.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
BUS_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
START_SECONDS = 20.0
STOP_SECONDS = 5.0
FIRST_DISPLAY = 90
MOST_DISPLAYS = 60
X_PLACE = "/tmp"  # noqa: S108 - it is where every X server keeps its locks and sockets
CLIENT_SECONDS = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The environment that its programs run in, and a folder for what they print."""

    environment: Mapping[str, str]
    folder: Path

    @contextmanager
    def running(self, name: str, command: list[str], **more: str) -> Iterator[subprocess.Popen[str]]:
        """Run a program until the block ends; what it prints is in `printed(name)`."""
        with (
            (self.folder / f"{name}.txt").open("w", encoding="utf-8") as out,
            _group(command, {**self.environment, **more}, stdout=out, stderr=out) as process,
        ):
            yield process

    def client(self, name: str, *words: str, patience_seconds: float = 60.0) -> subprocess.CompletedProcess[str]:
        """Run one of the assistive programs to its end, under the system's Python."""
        patience = {"PEERDESK_TEST_PATIENCE": str(patience_seconds)}
        with _group(
            [SYSTEM_PYTHON, "-m", f"tests.assistive.client.{name}", *words],
            {**self.environment, **CLIENT_ENVIRONMENT, **patience},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            said, trouble = process.communicate(timeout=CLIENT_SECONDS)
        return subprocess.CompletedProcess(process.args, process.returncode, said, trouble)

    @contextmanager
    def answering(self, name: str, command: list[str], **more: str) -> Iterator[subprocess.Popen[str]]:
        """Run a program that one writes lines to and reads lines from; what troubles it is in `printed(name)`."""
        with (
            (self.folder / f"{name}.txt").open("w", encoding="utf-8") as out,
            _group(
                command,
                {**self.environment, **more},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
            ) as process,
        ):
            assert process.stdin is not None
            assert process.stdout is not None
            with process.stdin, process.stdout:
                yield process

    def printed(self, name: str) -> str:
        return (self.folder / f"{name}.txt").read_text(encoding="utf-8", errors="replace")


@contextmanager
def a_machine() -> Iterator[Machine]:
    """Start a display and the buses of an assistive technology, away from those of whoever runs the test."""
    with ExitStack() as stack:
        # Names of sockets may not be long, and pytest's own folders are.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pd-at-")))
        plain = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "GSETTINGS_BACKEND": "memory",
        }
        display = stack.enter_context(_display(plain))
        plain["DISPLAY"] = f":{display}"
        plain["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_buses(plain))
        yield Machine(environment=plain, folder=folder)


def app_command(home: Path) -> list[str]:
    """Return how a person starts the desk."""
    return [sys.executable, "-P", "-m", "peerdesk", "--home", str(home)]


APP_ENVIRONMENT = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(ROOT)}
CLIENT_ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def _display(environment: Mapping[str, str]) -> Iterator[str]:
    """Start a display of our own. Left to find a free number, Xvfb heeds no lock and may take another's socket."""
    for number in range(FIRST_DISPLAY, FIRST_DISPLAY + MOST_DISPLAYS):
        command = [_program("Xvfb"), f":{number}", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
        with _group(command, environment, stderr=subprocess.DEVNULL) as process:
            if _is_up(process, number):
                yield str(number)
                return
    raise RuntimeError("no display could be started")


def _is_up(process: subprocess.Popen[str], number: int) -> bool:
    """Wait until the display takes connections; say False where somebody else has its number."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
        with suppress(OSError, ValueError), socket.socket(socket.AF_UNIX) as line:
            if int(Path(f"{X_PLACE}/.X{number}-lock").read_text(encoding="ascii")) == process.pid:
                line.connect(f"{X_PLACE}/.X11-unix/X{number}")
                return True
    return False


@contextmanager
def _buses(environment: Mapping[str, str]) -> Iterator[str]:
    launcher = next((path for path in BUS_LAUNCHERS if Path(path).exists()), BUS_LAUNCHERS[0])
    speak = f'echo "$DBUS_SESSION_BUS_ADDRESS"; exec {launcher} --launch-immediately'
    command = [_program("dbus-run-session"), "--", "sh", "-c", speak]
    with _group(command, environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        with process.stdout as lines:
            yield _first_line(lines, process, "the session bus")


@contextmanager
def _group(
    command: list[str],
    environment: Mapping[str, str],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[str] | None = None,
    stderr: int | IO[str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Run a program and whatever it starts, until the block ends."""
    process = subprocess.Popen(
        command,
        env=dict(environment),
        cwd=ROOT,
        text=True,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    process.wait(STOP_SECONDS)


def _first_line(lines: IO[str], process: subprocess.Popen[str], what: str) -> str:
    late = threading.Timer(START_SECONDS, process.kill)
    late.start()
    line = lines.readline().strip()
    late.cancel()
    assert line, f"{what} did not start"
    return line


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing; .ci/system tests installs it"
    return found
