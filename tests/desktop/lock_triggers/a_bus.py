"""A bus of its own with a desktop on it, away from that of whoever runs the tests."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE = 30.0
TURN = 0.01


class Desktop:
    """What stands on the bus. `told` holds every line that it said."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address = address
        self.told: list[str] = []
        self._process = process
        threading.Thread(target=self._read, daemon=True).start()

    def does(self, *words: str) -> None:
        """Have it do something, and wait until it has."""
        assert self._process.stdin is not None
        wanted = self.told.count(f"did {words[0]}") + 1
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        self.wait(lambda: self.told.count(f"did {words[0]}") >= wanted)

    def wait(self, done: Callable[[], object]) -> None:
        """Turn the event loop until `done()`. Raises AssertionError when that never happens."""
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, self.told
            QCoreApplication.processEvents()
            time.sleep(TURN)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.told.append(line.strip())


@contextmanager
def a_bus() -> Iterator[str]:
    """Start a bus, and give its address."""
    daemon = shutil.which("dbus-daemon")
    assert daemon, "dbus-daemon is missing; .ci/system tests installs it"
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@contextmanager
def a_desktop(*how: str) -> Iterator[Desktop]:
    """Start a bus and a desktop on it."""
    with ExitStack() as stack:
        address = stack.enter_context(a_bus())
        surroundings = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "PYTHONPATH": str(ROOT)}
        process = stack.enter_context(
            subprocess.Popen(
                [SYSTEM_PYTHON, str(HERE / "fake_desktop.py"), *how],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=surroundings,
            )
        )
        stack.callback(process.kill)
        desktop = Desktop(address, process)
        desktop.wait(lambda: desktop.told.count("ready") == 2)
        yield desktop
