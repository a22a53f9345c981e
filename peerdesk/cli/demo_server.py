"""The demo's hospital server: a real one, a process of its own, on this computer only."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 10.0
START_SECONDS: Final = 30.0
READY: Final = "listening on "
_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]


class ServerDidNotStartError(Exception):
    """The server ended, or said nothing, before it was ready. The text is what it said."""


class DemoServer:
    """A server that can be stopped and started again at the same address."""

    def __init__(self, data: Path, public: Path) -> None:
        self._data = data
        self._public = public
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> str:
        """Start it and return its address. Raises ServerDidNotStartError."""
        port = self.url.rpartition(":")[2] or "0"
        self._process = subprocess.Popen(
            [
                *own_command(),
                "serve",
                "--data",
                str(self._data),
                "--listen",
                f"127.0.0.1:{port}",
                "--org",
                str(self._public),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=own_environment(),
        )
        impatience = threading.Timer(START_SECONDS, self._process.kill)
        impatience.start()
        first = self._process.stdout.readline() if self._process.stdout else ""
        impatience.cancel()
        if not first.startswith(READY):
            _, said = self._process.communicate()
            raise ServerDidNotStartError(said.strip())
        self.url = first.removeprefix(READY).strip()
        return self.url

    def stop(self) -> bool:
        """Stop it as an operator would, and say whether it ended well and in time."""
        process, self._process = self._process, None
        if process is None:
            return True
        process.terminate()
        try:
            process.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return False
        return process.returncode == 0

    def holds_any(self, words: Iterable[str]) -> list[str]:
        """Return those of the words that stand readable in a file of the server."""
        held = [path.read_bytes() for path in self._data.rglob("*") if path.is_file()]
        return [word for word in words if any(word.encode() in content for content in held)]


def own_command() -> list[str]:
    """Return the words that start this very PeerDesk in another process."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "peerdesk"]


def own_environment() -> dict[str, str]:
    """Return our environment, with this very package first on the path of the other process."""
    known = os.environ.get("PYTHONPATH")
    path = str(_PACKAGE_PARENT) if not known else os.pathsep.join((str(_PACKAGE_PARENT), known))
    return {**os.environ, "PYTHONPATH": path}
